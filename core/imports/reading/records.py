"""A CSV file's records one after another, each with the line it begins on; memory does not grow with the file."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from core.imports.reading.encodings import encoding_name
from core.imports.types import Dialect, FileFault, FileRefused, Record

LONGEST = 1 << 20  # characters in a record: what is longer is no product but an open quotation mark
_HEAD = 1 << 16
_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n")  # Excel's own first line, which says what the cells are separated by

csv.field_size_limit(LONGEST)  # the module's limit is 128 KB, which a description may exceed


def find_dialect(file: BinaryIO, encoding: str, *, score: Callable[[list[str]], int]) -> Dialect:
    """The one by which the first line holds the most that `score` knows."""
    with _text(file, encoding, errors="replace") as text:
        head = text.read(_HEAD)
    if found := _SEPARATOR.match(head):
        return Dialect(found[1], '"', skip=1)
    dialects = [Dialect(delimiter, quote) for quote in "\"'" for delimiter in ",;\t|"]
    return max(dialects, key=lambda dialect: _fit(_first_record(head, dialect), score))


def _fit(headers: list[str], score: Callable[[list[str]], int]) -> tuple[int, int]:
    """How many headers are known, and of how many the quotes were no part."""
    return score(headers), sum(not header.startswith(("'", '"')) for header in headers)


def _first_record(head: str, dialect: Dialect) -> list[str]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=dialect.delimiter, quotechar=dialect.quote)
    return next((record for record in reader if any(record)), [])


def read_records(file: BinaryIO, encoding: str, dialect: Dialect) -> Iterator[Record]:
    """Every record that is not blank, from the beginning of the file. Raises FileRefused."""
    try:
        with _text(file, encoding) as text:
            for _ in range(dialect.skip):
                text.readline(LONGEST)
            yield from _Lines(text, dialect).records()
    except UnicodeDecodeError as error:
        raise _undecodable(file, encoding) or error from None


class _Lines:
    """Hands lines to csv's reader and keeps those of the record under way, within bounds."""

    def __init__(self, text: io.TextIOWrapper, dialect: Dialect) -> None:
        self._text = text
        self._skipped = dialect.skip
        self._raw: list[str] = []
        self._length = 0
        self._began = 1 + dialect.skip
        self._ended = False
        self._reader = csv.reader(self._lines(), delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True)

    def records(self) -> Iterator[Record]:
        while True:
            try:
                cells, sound = next(self._reader), True
            except StopIteration:
                return
            except csv.Error:
                if self._ended:
                    raise FileRefused(FileFault.QUOTE_OPEN, line=self._began) from None
                cells, sound = [], False
            if not sound or any(map(str.strip, cells)):
                yield Record(self._began, cells, self._raw, sound)
            self._began = self._skipped + self._reader.line_num + 1
            self._raw, self._length = [], 0

    def _lines(self) -> Iterator[str]:
        for line in iter(partial(self._text.readline, LONGEST + 1), ""):
            self._raw.append(line)
            self._length += len(line)
            if self._length > LONGEST:
                raise FileRefused(FileFault.RECORD_TOO_LONG, line=self._began, limit=LONGEST)
            yield line
        self._ended = True


@contextmanager
def _text(file: BinaryIO, encoding: str, errors: str = "strict") -> Iterator[io.TextIOWrapper]:
    """The file's text from its beginning; the file itself stays open."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        yield text
    finally:
        text.detach()


def _undecodable(file: BinaryIO, encoding: str) -> FileRefused | None:
    """Where the first byte is that is no text: looked for anew, for the reader was a buffer ahead of its lines."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    line, state, chunk = 1, decoder.getstate(), b""
    file.seek(0)
    try:
        while chunk := file.read(_HEAD):
            state = decoder.getstate()
            line += decoder.decode(chunk).count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        decoder.setstate(state)
        return _first_fault(decoder, chunk, line, encoding_name(encoding))
    return None


def _first_fault(decoder: io.IncrementalNewlineDecoder, chunk: bytes, line: int, encoding: str) -> FileRefused:
    """A byte at a time, which is exact whatever the encoding."""
    try:
        for at in range(len(chunk)):
            line += decoder.decode(chunk[at : at + 1]).count("\n")
    except UnicodeDecodeError as error:
        bad = error.object[error.start : error.end].hex(" ")
        return FileRefused(FileFault.UNDECODABLE, line=line, bytes=bad, encoding=encoding)
    return FileRefused(FileFault.UNDECODABLE, line=line, bytes="its last ones", encoding=encoding)
