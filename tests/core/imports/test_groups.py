"""Rows of one handle that stand together are one product; what cannot be read spoils only what it belongs to."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from core.imports.reading.records import read_records
from core.imports.rules.columns import find_columns
from core.imports.rules.groups import MOST_ROWS, _key_of, grouped, slug_of
from core.imports.rules.products import read_product
from core.imports.types import Dialect, FileRefused, Group, RowFault

HEADERS = ("Handle", "Title", "Body", "Price")
COLUMNS = find_columns(HEADERS, line=1)
COMMAS = Dialect(",", '"')


def groups(text: str) -> list[Group]:
    """Of a file whose header stands on line 1."""
    file = io.BytesIO(("Handle,Title,Body,Price\n" + text).encode())
    records = read_records(file, "utf-8", COMMAS)
    next(records)
    return list(grouped(records, COLUMNS, COMMAS))


def shape(text: str) -> list[tuple[str, list[int], list[tuple[int, str]]]]:
    """Key, lines, and lines with codes of what is the matter."""
    return [
        (group.key, [row.line for row in group.rows], [(r.line, r.code) for r in group.remarks])
        for group in groups(text)
    ]


def test_rows_of_one_handle_are_one_product() -> None:
    assert shape("a,A,,1\na,,,2\nb,B,,1\n") == [("a", [2, 3], []), ("b", [4], [])]


def test_a_row_without_handle_and_title_belongs_to_the_one_above() -> None:
    assert shape("a,A,,1\n,,,2\n ,,,3\nb,B,,1\n") == [("a", [2, 3, 4], []), ("b", [5], [])]
    assert shape(",,,2\na,A,,1\n") == [("", [2], []), ("a", [3], [])]


def test_unless_that_could_not_be_read() -> None:
    assert shape("a,A,,1\nb,1\n,,,2\n,,,3\na,A,,1\n") == [
        ("a", [2], []),
        ("", [], [(3, RowFault.CELLS_TOO_FEW)]),
        ("", [4, 5], []),
        ("a", [6], []),
    ]
    assert shape("a,A,,1\na,1\n,,,2\n") == [("a", [2, 4], [(3, RowFault.CELLS_TOO_FEW)])]


def test_without_a_handle_the_title_is_one() -> None:
    assert shape(",Green Lamp,,1\n,Green Lamp,,2\n,Red Lamp,,1\n") == [
        ("green-lamp", [2, 3], []),
        ("red-lamp", [4], []),
    ]


def test_handles_differ_as_addresses_do() -> None:
    assert [key for key, _, _ in shape("Green Lamp,A,,1\ngreen-lamp,,,2\n緑のランプ,B,,1\n!!!,C,,1\n")] == [
        "green-lamp",
        "緑のランプ",
        "!!!",
    ]


@given(st.text())
def test_a_slug_stays_what_it_is(text: str) -> None:
    key = _key_of(text)
    assert slug_of(key) in {key, ""}


def test_too_few_and_too_many_cells_spoil_the_product() -> None:
    assert shape("a,A,,1\na,,2\nb,B,,1,x\nc,C,,1,,\n") == [
        ("a", [2], [(3, RowFault.CELLS_TOO_FEW)]),
        ("", [], [(4, RowFault.CELLS_TOO_MANY)]),
        ("c", [5], []),
    ]


def test_a_broken_record_spoils_all_products_its_lines_name_and_no_other() -> None:
    text = 'a,A,,1\nb,B,,1\nb,,"open,2\nc,C,"shut",1\nc,,,2\nd,D,,1\n'
    assert shape(text) == [
        ("a", [2], []),
        ("b", [3], [(4, RowFault.BROKEN)]),
        ("c", [6], [(4, RowFault.BROKEN)]),
        ("d", [7], []),
    ]


def test_what_it_swallowed_whole_is_told_of_by_the_lines_it_took() -> None:
    (group,) = groups('a,A,"open,1\nb,B,,1\nc,C,"shut",1\n')
    assert [(remark.line, remark.handle, remark.detail) for remark in group.remarks] == [(2, "a", ", up to line 4")]


def test_before_the_first_row_of_its_product_it_spoils_that_too() -> None:
    assert shape('a,"A"x,,1\na,,,2\nb,B,,1\n') == [("a", [3], [(2, RowFault.BROKEN)]), ("b", [4], [])]


def test_a_product_of_too_many_rows_is_not_kept() -> None:
    (group,) = groups("a,A,,1\n" + f"a,,{'x' * 100},2\n" * (MOST_ROWS + 50))
    assert len(group.rows) == MOST_ROWS
    assert [remark.code for remark in group.remarks] == [RowFault.PRODUCT_TOO_BIG]
    (group,) = groups("a,A,,1\n" + f"a,,{'x' * 900_000},2\n" * 10)
    assert len(group.rows) < 6
    assert [remark.code for remark in group.remarks] == [RowFault.PRODUCT_TOO_BIG]


def test_broken_rows_without_end_are_not_kept_either() -> None:
    found = groups("a,A,,1\n" + "a,2\n" * (MOST_ROWS + 50))
    assert [len(group.remarks) for group in found if group.rows] == [MOST_ROWS]
    assert [len(group.remarks) for group in found if not group.rows] == [1] * 50


@given(
    st.lists(
        st.sampled_from(["a,A,,1\n", "a,,,2\n", "b,B,,1\n", ",,,3\n", 'b,"x,1\n', '"c",C,"y",1\n', "d,1\n", '"\n'])
    )
)
def test_positions_only_grow_and_no_sound_row_is_lost(lines: list[str]) -> None:
    try:
        found = groups("".join(lines))
    except FileRefused:
        return
    positions = [group.position for group in found if group.rows]
    assert positions == sorted(set(positions))
    rows = [row.line for group in found for row in group.rows]
    assert rows == sorted(set(rows))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_is_products_and_remarks(text: str) -> None:
    try:
        found = groups(text)
    except FileRefused:
        return
    for group in found:
        item, remarks = read_product(group, COLUMNS, currency="EUR")
        assert (item is None) == (not group.rows or any(remark.refuses for remark in remarks))


@given(st.lists(st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)] * 4), max_size=12))
def test_so_are_any_cells(rows: list[tuple[str, str, str, str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    for group in groups(file.getvalue()):
        read_product(group, COLUMNS, currency="JPY")
