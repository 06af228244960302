"""One product's rows while they are read: what they lack is noted, and reading goes on, so that all faults are told."""

from collections.abc import Callable

from core.imports.rules.cells import Unclear, one_line
from core.imports.rules.columns import Columns
from core.imports.types import Group, Notice, Remark, Row, RowFault

# What the catalogue's columns hold, in characters; a test compares.
LONGEST = {
    "handle": 200,
    "title": 250,
    "vendor": 120,
    "type": 120,
    "product_category": 120,
    "sku": 64,
    "image_alt": 250,
    "seo_title": 250,
    "seo_description": 500,
}


class Notes:
    """`slug` is the product's key; columns are named by what they mean."""

    def __init__(self, group: Group, columns: Columns) -> None:
        self.slug = group.key
        self.rows = group.rows
        self.columns = columns
        self.remarks = list(group.remarks)

    def add(self, row: Row, code: RowFault | Notice, column: str = "", value: str = "", detail: str = "") -> None:
        name = self.columns.name(column) if column else ""
        self.remarks.append(Remark(row.line, code, self.slug, name, value[:200], detail))

    def read[T](self, row: Row, column: str, parse: Callable[[str], T], otherwise: T) -> T:
        """A cell's meaning; where it has none that is clear, that is noted."""
        text = getattr(row.cells, column)
        try:
            return parse(text)
        except Unclear as unclear:
            self.add(row, unclear.code, column, text, unclear.detail)
            return otherwise

    def first(self, column: str) -> tuple[Row, str]:
        """What is said of the whole product stands on one of its rows, usually the first."""
        for row in self.rows:
            if text := getattr(row.cells, column):
                return row, text
        return self.rows[0], ""

    def read_first[T](self, column: str, parse: Callable[[str], T], otherwise: T) -> T:
        return self.read(self.first(column)[0], column, parse, otherwise)

    def line(self, column: str, *, cut: bool = False) -> str:
        """A text of one line, as long as the catalogue's column."""
        row, text = self.first(column)
        return self.fitting(row, column, one_line(text), LONGEST[column], cut=cut)

    def fitting(self, row: Row, column: str, text: str, longest: int, *, cut: bool = False) -> str:
        if len(text) > longest:
            self.add(row, Notice.TEXT_CUT if cut else RowFault.TOO_LONG, column, text, str(longest))
        return text[:longest]
