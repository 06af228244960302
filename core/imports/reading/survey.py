"""A first look at a file's bytes: that it is text, in which encoding, and a digest to know it by."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from core.imports.reading.encodings import find_encoding
from core.imports.types import FileFault, FileRefused

CHUNK = 1 << 20
_TELLING = 1 << 15  # bytes of lines beyond ASCII that an encoding is found out from
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # the byte order marks of UTF-16, in which NUL bytes are usual

# What merchants send by mistake, by how it begins.
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3", "a database"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML document"),
)


@dataclass(frozen=True, slots=True)
class Survey:
    """`digest` is SHA-256 in hexadecimal; `guessed` says that the encoding might be another one."""

    size: int
    digest: str
    encoding: str
    guessed: bool


def open_file(path: str, *, max_bytes: int) -> BinaryIO:
    """Raises FileRefused."""
    try:
        kind = os.stat(path).st_mode
        if not stat.S_ISREG(kind):  # opening a pipe would wait for its other end
            raise FileRefused(FileFault.NO_FILE, what="a folder" if stat.S_ISDIR(kind) else "not a file")
        file = open(path, "rb")  # noqa: SIM115 -- the caller closes it
    except FileNotFoundError:
        raise FileRefused(FileFault.MISSING) from None
    except (OSError, ValueError) as error:  # ValueError: a name that cannot be one
        raise FileRefused(FileFault.UNREADABLE, why=getattr(error, "strerror", "") or str(error)) from None
    if (size := os.fstat(file.fileno()).st_size) > max_bytes:
        file.close()
        raise FileRefused(FileFault.TOO_BIG, size=size, limit=max_bytes)
    return file


def survey(file: BinaryIO, *, encoding: str | None) -> Survey:
    """Read all of a file once; `encoding` is what somebody says it is. Raises FileRefused."""
    digest, size, sample = hashlib.sha256(), 0, _Sample()
    for chunk in _chunks(file):
        sample.add(chunk)
        if not sample.wide and b"\0" in chunk:
            raise FileRefused(FileFault.OTHER_KIND, kind="no text")
        digest.update(chunk)
        size += len(chunk)
    if not size:
        raise FileRefused(FileFault.EMPTY)
    name, guessed = (encoding, False) if encoding else find_encoding(sample.head, sample.telling)
    return Survey(size, digest.hexdigest(), name, guessed)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def _check_kind(head: bytes) -> None:
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, kind in _KINDS:
        if head.startswith(magic) or begins.startswith(magic):
            raise FileRefused(FileFault.OTHER_KIND, kind=kind)


class _Sample:
    """How a file begins, and lines of it that hold more than ASCII: only they tell one encoding from another."""

    def __init__(self) -> None:
        self.head = b""
        self._lines: list[bytes] = []
        self._length = 0
        self._rest = b""

    @property
    def wide(self) -> bool:
        return self.head.startswith(_WIDE)

    @property
    def telling(self) -> bytes:
        return b"\n".join([*self._lines, self._rest])

    def add(self, chunk: bytes) -> None:
        if not self.head:
            self.head = chunk[:64]
            _check_kind(self.head)
        if self._length >= _TELLING or self.wide:
            return
        *lines, rest = (self._rest + chunk).split(b"\n")
        more = [line for line in lines if not line.isascii()]
        self._lines += more
        self._length += sum(map(len, more))
        self._rest = b"" if rest.isascii() or len(rest) > CHUNK else rest
