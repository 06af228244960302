"""What strangers wrote is text in a spreadsheet, and can be read back as they wrote it."""

import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.shared.spreadsheets import csv_lines, defused, restored

FORMULAS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")'),
    *('"=1+1', "'=1+1", "  =1+1", "\u00a0=1", "\u200b=1", "\ufeff=1", '" =1', "'\t1"),
    *("＝1", "＋1", "－1", "＠1", "−1"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Lamp", "5 = 5", "it's", "'quoted'", "a-b", "ada@example.org", "<p>=1</p>", "7"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


@given(st.text() | st.text(alphabet="='\"+-@\t\r\n a"))
def test_whatever_was_defused_can_be_restored(text: str) -> None:
    assert restored(defused(text)) == text


def test_numbers_stay_numbers_also_below_nothing() -> None:
    lines = "".join(csv_lines([("Sum", "=1", -5, Decimal("-1.50"), None)]))
    assert lines == "\ufeffSum,'=1,-5,-1.50,\r\n"


def test_quotes_and_line_breaks_open_no_further_cell() -> None:
    row = ['a","=1', "b\n=1", 'c"']
    (read,) = csv.reader("".join(csv_lines([row])).removeprefix("\ufeff").splitlines(keepends=True))
    assert read == row
