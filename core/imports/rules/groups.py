"""Which rows belong to one product: those of one handle that stand together."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.text import slugify

from core.imports.rules.columns import Columns
from core.imports.types import Cells, Dialect, Group, Record, Remark, Row, RowFault

MOST_ROWS = 5_000  # of one product; Shopify knows no more than 2,048 variants
MOST_CHARACTERS = 1 << 22

_PLAIN = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")  # most handles are what they should be, and slugify takes its time


@dataclass(slots=True)
class _Broken:
    """A record that cannot be read. Its lines name the products it may belong to; none of those may come in halves."""

    remark: Remark
    suspects: frozenset[str]
    position: int
    told: bool = False


def grouped(records: Iterable[Record], columns: Columns, dialect: Dialect) -> Iterator[Group]:
    """The products of a file, and groups without rows where a record cannot be read and belongs to none of them."""
    group, broken = Group(""), None
    for position, record in enumerate(records, start=1):
        if fault := _fault(record, columns.width):
            yield from _stray(broken)
            broken = _Broken(*_blamed(record, fault, group, columns, dialect), position)
            _blame(broken, group)
            group.position = position
            continue
        row = Row(record.line, columns.cells(record.cells))
        key = _key(row.cells)
        lost = not key and broken and not broken.told  # whatever stands above it is not to be read
        if lost or key not in {"", group.key} or not group.rows:
            yield from _closed(group)
            group = Group(key)
            if broken:
                _blame(broken, group)
            yield from _stray(broken)
            broken = None
        _add(group, row, record)
        group.position = position
    yield from _closed(group)
    yield from _stray(broken)


def slug_of(text: str) -> str:
    """What a product's address is made of; empty where there is no letter or digit in it."""
    return text if _PLAIN.fullmatch(text) else slugify(text, allow_unicode=True)


@lru_cache(maxsize=64)  # the rows of a product follow each other
def _key_of(handle: str) -> str:
    slug = slug_of(handle)
    return slug_of(slug) or slug or handle


def _key(cells: Cells) -> str:
    return _key_of(cells.handle or cells.title)


def _closed(group: Group) -> Iterator[Group]:
    if group.rows or group.remarks:
        yield group


def _add(group: Group, row: Row, record: Record) -> None:
    group.size += sum(map(len, record.raw))
    if len(group.rows) < MOST_ROWS and group.size <= MOST_CHARACTERS:
        group.rows.append(row)
    elif not any(remark.code == RowFault.PRODUCT_TOO_BIG for remark in group.remarks[-1:]):
        group.remarks.append(Remark(row.line, RowFault.PRODUCT_TOO_BIG, handle=group.key))


def _fault(record: Record, width: int) -> RowFault | None:
    if not record.sound:
        return RowFault.BROKEN
    if len(record.cells) == width:
        return None
    if len(record.cells) < width:
        return RowFault.CELLS_TOO_FEW
    if any(cell.strip() for cell in record.cells[width:]):
        return RowFault.CELLS_TOO_MANY
    del record.cells[width:]
    return None


def _blamed(
    record: Record, fault: RowFault, group: Group, columns: Columns, dialect: Dialect
) -> tuple[Remark, frozenset[str]]:
    handles = [columns.handle(_cells(line, dialect)) for line in record.raw[:MOST_ROWS]]
    suspects = frozenset(_key_of(handle) for handle in handles if handle) or frozenset({group.key})
    first = _key_of(handles[0])
    last = record.line + len(record.raw) - 1
    value, detail = record.raw[0].strip()[:80], f", up to line {last}" if last > record.line else ""
    return Remark(record.line, fault, handle=first, value=value, detail=detail), suspects


def _cells(line: str, dialect: Dialect) -> list[str]:
    """Of a single line, whatever its quotes."""
    return next(csv.reader([line], delimiter=dialect.delimiter, quotechar=dialect.quote), [])


def _blame(broken: _Broken, group: Group) -> None:
    if group.key in broken.suspects and len(group.remarks) < MOST_ROWS:
        group.remarks.append(replace(broken.remark, handle=group.key))
        broken.told = True


def _stray(broken: _Broken | None) -> Iterator[Group]:
    """A group of its own for what has not been told of a product."""
    if broken and not broken.told:
        yield Group("", remarks=[broken.remark], position=broken.position)
