"""Records out of bytes: by line, within bounds, and none of what cannot be trusted."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports.reading.records import LONGEST, find_dialect, read_records
from core.imports.rules.columns import known_headers
from core.imports.types import Dialect, FileFault, FileRefused

COMMAS = Dialect(",", '"')


def records(content: bytes | str, encoding: str = "utf-8", dialect: Dialect = COMMAS) -> list[tuple[int, list[str]]]:
    """Line and cells of each; no cells where its quotes do not fit."""
    content = content.encode(encoding) if isinstance(content, str) else content
    return [(record.line, record.cells) for record in read_records(io.BytesIO(content), encoding, dialect)]


def refusal(content: bytes | str, encoding: str = "utf-8") -> tuple[FileFault, object]:
    with pytest.raises(FileRefused) as refused:
        records(content, encoding)
    return refused.value.fault, refused.value.details["line"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_record_is_known_by_the_line_it_begins_on(newline: str, encoding: str) -> None:
    text = newline.join(["a,b", "", '1,"é', 'y"', "2,z"])
    assert records(text, encoding) == [(1, ["a", "b"]), (3, ["1", f"é{newline}y"]), (5, ["2", "z"])]


def test_a_last_line_needs_no_end() -> None:
    assert records("a,b\n1,2") == records("a,b\n1,2\n")


def test_quotes_that_do_not_fit_spoil_their_own_record() -> None:
    assert records('a,b\n1,"x"y\n2,z\n') == [(1, ["a", "b"]), (2, []), (3, ["2", "z"])]
    assert records('a,b\n1,"x\n2,"y"\n3,z\n') == [(1, ["a", "b"]), (2, []), (4, ["3", "z"])]


def test_a_quote_that_stays_open_is_told_by_the_line_it_is_on() -> None:
    assert refusal('a,b\n1,x\n2,"y\n' + "3,z\n" * 10) == (FileFault.QUOTE_OPEN, 3)
    assert refusal('a,b\n1,x\n2,"y\n' + "3,z\n" * LONGEST) == (FileFault.RECORD_TOO_LONG, 3)


def test_so_is_a_line_that_does_not_end() -> None:
    assert refusal("a,b\n" + "x" * (LONGEST + 1)) == (FileFault.RECORD_TOO_LONG, 2)


def test_a_description_may_be_long() -> None:
    assert records("a,b\n" + "x" * (LONGEST - 1)) == [(1, ["a", "b"]), (2, ["x" * (LONGEST - 1)])]


@pytest.mark.parametrize(
    ("content", "encoding", "line"),
    [
        (b"a,b\n\xc3\xa9,1\nbad\xe9,2\n", "utf-8", 3),
        (b"a,b\r\n1,2\r\n\xff", "utf-8", 3),
        (b"a,b\n1,\xe3\x81", "utf-8", 2),
        (b"a,b\n" + b"ok,1\n" * 50_000 + b"\x81,2\n", "cp1252", 50_002),
        ("a,b\n\u0a0a,\u0a0d\n".encode("utf-16") + b"\x00\xd8x\x00", "utf-16", 3),
        ("a,b\n1,2\n".encode("utf-16") + b"\x00", "utf-16", 3),
    ],
)
def test_bytes_that_are_no_text_are_told_by_their_line(content: bytes, encoding: str, line: int) -> None:
    assert refusal(content, encoding) == (FileFault.UNDECODABLE, line)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_delimiter_and_quotes_are_found_out_by_the_headers(delimiter: str, quote: str) -> None:
    headers = ["Handle", "Title", "Body (HTML)", "Variant Price"]
    text = delimiter.join(f"{quote}{header}{quote}" for header in headers)
    dialect = find_dialect(io.BytesIO(text.encode()), "utf-8", score=known_headers)
    assert dialect == Dialect(delimiter, quote)


def test_excels_own_first_line_says_it() -> None:
    content = "sep=;\r\nHandle;Price\r\nlamp;1,50\r\n".encode("utf-16")
    dialect = find_dialect(io.BytesIO(content), "utf-16", score=known_headers)
    assert dialect == Dialect(";", '"', skip=1)
    assert records(content, "utf-16", dialect) == [(2, ["Handle", "Price"]), (3, ["lamp", "1,50"])]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2), min_size=1))
def test_what_a_csv_writer_wrote_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells in records(file.getvalue())] == [row for row in rows if any(map(str.strip, row))]


@given(st.binary())
def test_any_bytes_are_records_or_refused(content: bytes) -> None:
    for encoding in ("utf-8", "cp1252", "utf-16", "cp932"):
        try:
            lines = [line for line, _ in records(content, encoding)]
        except FileRefused as refused:
            lines = [int(str(refused.details["line"]))]
        assert lines == sorted(set(lines))
