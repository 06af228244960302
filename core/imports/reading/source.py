"""A merchant's file, looked through to its end before anything of it is used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.imports.reading.encodings import encoding_name
from core.imports.reading.records import find_dialect, read_records
from core.imports.reading.seen import Seen
from core.imports.reading.survey import Survey, open_file, survey
from core.imports.rules.columns import Columns, find_columns, known_headers
from core.imports.rules.groups import grouped
from core.imports.types import Dialect, FileFault, FileRefused, Group, Notice, Remark

type Progress = Callable[[str, int, int], None]  # what is being done, and how many bytes of how many are

MAX_BYTES = 4 << 30
_STEP = 200  # products between two reports of progress


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read to its end. `seen` knows of each product where its rows begin."""

    name: str
    file: BinaryIO
    survey: Survey
    dialect: Dialect
    columns: Columns
    seen: Seen
    remarks: tuple[Remark, ...]

    def groups(self, stage: str, progress: Progress) -> Iterator[Group]:
        """All products, from the beginning."""
        records = read_records(self.file, self.survey.encoding, self.dialect)
        next(records)  # the header
        for number, group in enumerate(grouped(records, self.columns, self.dialect)):
            if number % _STEP == 0:
                progress(stage, self.file.tell(), self.survey.size)
            yield group
        progress(stage, self.survey.size, self.survey.size)


@contextmanager
def open_source(path: str, *, encoding: str | None, max_bytes: int, progress: Progress) -> Iterator[Source]:
    """Look through a file. Raises FileRefused for what makes all of it unusable, wherever in it that is."""
    with open_file(path, max_bytes=max_bytes) as file, Seen() as seen:
        found = survey(file, encoding=encoding)
        dialect = find_dialect(file, found.encoding, score=known_headers)
        columns = _columns(file, found.encoding, dialect)
        source = Source(_name(path), file, found, dialect, columns, seen, _remarks(found, columns))
        _look_through(source, progress)
        yield source


def _name(path: str) -> str:
    """What can be printed and kept of a file's name, which may be any bytes."""
    return Path(path).name.encode(errors="replace").decode()


def _columns(file: BinaryIO, encoding: str, dialect: Dialect) -> Columns:
    header = next(read_records(file, encoding, dialect), None)
    if header is None:
        raise FileRefused(FileFault.EMPTY)
    return find_columns(header.cells, line=header.line)


def _remarks(found: Survey, columns: Columns) -> tuple[Remark, ...]:
    guess = Remark(1, Notice.ENCODING_GUESSED, value=encoding_name(found.encoding))
    return (guess, *columns.remarks) if found.guessed else columns.remarks


def _look_through(source: Source, progress: Progress) -> None:
    position = 0
    for group in source.groups("Checking", progress):
        position = group.position or position
        if group.key and group.rows:
            source.seen.add_product(group.key, group.rows[0].line)
    if not position:
        raise FileRefused(FileFault.NO_ROWS)
