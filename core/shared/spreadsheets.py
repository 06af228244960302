"""CSV that a spreadsheet can be given: what strangers wrote stays text in it (OWASP, CSV injection)."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

UTF8_MARK = "\ufeff"  # by which spreadsheets know UTF-8
# Where a spreadsheet begins to calculate, in ASCII or full width, after whatever it may skip before that; and what may
# carry the rest of a cell into one of its own.
_FORMULA = re.compile(
    r"""["'\s\u200b-\u200f\u2060\ufeff]* [=+\-@\uff1d\uff0b\uff0d\uff20\u2212] | ["'\ ]* [\t\r\n]""", re.VERBOSE
)


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: behind an apostrophe, where it might be one."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """What `defused` was given; text that it would have left as it is stays so."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows as lines of a CSV file (RFC 4180), one at a time. Texts are defused; numbers stay numbers, also below 0."""
    line = StringIO()
    writer = csv.writer(line)
    yield UTF8_MARK
    for row in rows:
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
