"""What a file has named so far, kept on disk: memory stays flat however long the file."""

import sqlite3
from types import TracebackType
from typing import Self


class Seen:
    """Products by where they begin and begin again, SKUs by where they stand first. Gone when it is closed."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # a temporary file of SQLite's own
        self._database.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000;
            CREATE TABLE product (key TEXT PRIMARY KEY, line INTEGER, again INTEGER) WITHOUT ROWID;
            CREATE TABLE sku (sku TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID;
            BEGIN;
            """
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._database.close()

    def add_product(self, key: str, line: int) -> None:
        """Its rows begin here, perhaps not for the first time."""
        self._database.execute(
            "INSERT INTO product VALUES (?, ?, NULL) ON CONFLICT DO UPDATE SET again = coalesce(again, excluded.line)",
            (key, line),
        )

    def elsewhere(self, key: str, line: int) -> int | None:
        """Another line on which a product's rows begin, if they do not stand together."""
        query = "SELECT line, again FROM product WHERE key = ? AND again IS NOT NULL"
        first, again = self._database.execute(query, (key,)).fetchone() or (None, None)
        return again if line == first else first

    def add_sku(self, sku: str, line: int) -> int | None:
        """The line on which a SKU stands already."""
        row = self._database.execute("SELECT line FROM sku WHERE sku = ?", (sku,)).fetchone()
        if row is None:
            self._database.execute("INSERT INTO sku VALUES (?, ?)", (sku, line))
        return row[0] if row and row[0] != line else None
