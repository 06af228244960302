"""What no merchant means to send, and what an attacker might: one clear line, and nothing written."""

import errno
import gzip
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.imports.models import ImportRun
from core.imports.reading import survey
from tests.core.imports.merchant import Merchant, lamp, shop_state

HEADER = b"Handle,Title,Variant Price\n"
GOOD = b"lamp,Lamp,1\n" * 1 + b"chair,Chair,2\n"


def a_zip() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("products.csv", HEADER + GOOD)
    return content.getvalue()


def a_workbook() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


def a_png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    return content.getvalue()


FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "There is nothing in it."),
    "a mark alone": (b"\xef\xbb\xbf", "There is nothing in it."),
    "blank lines": (b"\n\r\n\n", "There is nothing in it."),
    "headers alone": (HEADER, "There are no rows below the headers."),
    "headers and blank lines": (HEADER + b"\n,,\n", "There are no rows below the headers."),
    "a zip": (a_zip(), "This is an Excel workbook or zip archive"),
    "a workbook": (a_workbook(), "This is an Excel workbook or zip archive"),
    "gzip": (gzip.compress(HEADER + GOOD), "This is a gzip archive"),
    "a picture": (a_png(), "This is a PNG picture"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 99, "This is an old Excel workbook"),
    "a web page": (b"\n<!DOCTYPE html><html>sign in</html>", "This is a web page"),
    "a program": (b"\x7fELF\x02\x01\x01\0\0\0", "This is no text"),
    "text with a NUL": (HEADER + GOOD + b"shelf,Sh\0elf,3\n", "This is no text"),
    "UTF-16 without its mark": ((HEADER + GOOD).decode().encode("utf-16-le"), "This is no text"),
    "prose": (b"Dear shop,\nplease find attached\n", "has no column Handle or Title and Price. It has: Dear shop"),
    "no prices": (b"Handle,Title\nlamp,Lamp\n", "Line 1 has no column Price. It has: Handle, Title."),
    "JSON": (b'{"products": [{"title": "Lamp"}]}\n', "has no column Handle or Title and Price"),
    "a wrong byte": (HEADER + "é,é,1\n".encode() * 9 + b"b\xff,B,1\n", "Line 11 holds bytes (ff) that are no UTF-8"),
    "half a character": (HEADER + "é,é,1\n".encode() * 9 + b"b,B\xc3", "Line 11 holds bytes"),
    "no encoding": (HEADER + bytes(range(128, 256)) * 50 + b",x,1\n", "Its encoding cannot be found out"),
    "an open quote": (HEADER + GOOD + b'shelf,"Shelf,3\n' + b"x,X,1\n" * 9, "begins on line 4 is not closed"),
    "an open quote in a long file": (
        HEADER + GOOD + b'shelf,"Shelf,3\n' + b"x,X,1\n" * 300_000,
        "What begins on line 4 is longer than 1,048,576 characters",
    ),
    "a line of 50 MB": (HEADER + GOOD + b"x" * 50_000_000, "What begins on line 4 is longer than 1,048,576 characters"),
    "a header of 5 MB": (b"x" * 5_000_000, "What begins on line 1 is longer than 1,048,576 characters"),
    "lines without end": (b"\n" * 3_000_000, "There is nothing in it."),
}


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES)
def test_a_file_nothing_can_be_made_of(merchant: Merchant, content: bytes, said: str) -> None:
    merchant.brings(lamp(handle="old", title="Old"))
    before = shop_state()
    file = merchant.folder / "products.csv"
    file.write_bytes(content)
    refused(merchant, file, said)
    assert shop_state() == before
    assert ImportRun.objects.count() == 1


def refused(merchant: Merchant, file: Path | str, said: str, *options: str) -> None:
    done = merchant.imports(file, *options)
    assert (done.code, done.report) == (1, [])
    assert said in done.said
    assert len(done.said.splitlines()) == 1
    assert done.said.endswith("Nothing was imported.")


def test_a_sparse_file_of_2_gb_ends_at_once(merchant: Merchant) -> None:
    file = merchant.folder / "sparse.csv"
    with file.open("wb") as opened:
        opened.write(HEADER + GOOD)
        opened.truncate(2 << 30)
    refused(merchant, file, "This is no text")


def test_a_file_over_the_limit_is_not_opened(merchant: Merchant) -> None:
    file = merchant.file(lamp())
    size = file.stat().st_size
    refused(merchant, file, f"It has {size:,} bytes; the limit is {size - 1:,}", "--max-bytes", str(size - 1))
    assert merchant.imports(file, "--max-bytes", str(size)).code == 0


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "There is no such file."),
        (lambda path: path.mkdir(), "This is a folder"),
        (os.mkfifo, "This is not a file"),
        (lambda path: path.symlink_to(path), "cannot be opened"),
    ],
    ids=["nothing", "a folder", "a pipe", "a link to itself"],
)
def test_what_is_no_file(merchant: Merchant, make: Callable[[Path], None], said: str) -> None:
    path = merchant.folder / "thing"
    make(path)
    refused(merchant, path, said)


def test_a_name_that_cannot_be_one(merchant: Merchant) -> None:
    refused(merchant, "a\0b", "It cannot be opened")


def test_a_name_of_any_bytes(merchant: Merchant) -> None:
    file = merchant.file(lamp(), name=os.fsdecode(b"l\xe4mp.csv"))
    assert merchant.imports(file).said.startswith("l?mp.csv: 1 rows")
    assert ImportRun.objects.get().file_name == "l?mp.csv"


def test_a_file_one_may_not_read(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by the system, for whoever runs the tests may be allowed everything."""

    def denied(*_args: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(survey, "open", denied, raising=False)
    refused(merchant, merchant.file(lamp()), "It cannot be opened: Permission denied.")


def test_broken_rows_among_good_ones(merchant: Merchant) -> None:
    file = merchant.folder / "products.csv"
    file.write_bytes(
        HEADER
        + b"lamp,Lamp,1\n"
        + b"short,Short\n"
        + b"long,Long,1,2,3\n"
        + b'quoted,"Quo"ted,1\n'
        + b",,\n"
        + b" , , \n"
        + b",,5\n"
        + "\u202egpj.exe,=1+1,2\n".encode()
        + b"chair,Chair,2\n"
    )
    done = merchant.imports(file)
    assert done.code == 2
    assert done.codes == [
        (3, "cells_too_few"),
        (4, "cells_too_many"),
        (5, "row_broken"),
        (8, "handle_missing"),
        (9, "handle_changed"),
    ]
    assert {row["slug"] for row in shop_state()["catalog.Product"]} == {"lamp", "gpjexe", "chair"}
