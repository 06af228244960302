"""Weights, quantities and barcodes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.rules import is_gtin
from core.imports.rules.cells import Unclear
from core.imports.rules.measures import MOST, grams, gtin, quantity
from core.imports.types import Notice, RowFault


@pytest.mark.parametrize(
    ("text", "unit", "weight"),
    [
        ("", "", 0),
        ("0.0", "kg", 0),
        ("180", "g", 180),
        ("0.4", "g", 0),
        ("1.5", "kg", 1500),
        ("1,5", "KG", 1500),
        ("0,125", "kg", 125),
        ("1.125", "kg", 1125),
        ("1", "lb", 454),
        ("16", "oz", 454),
        ("2 lbs", "g", 907),
        ("1.5 kg", "", 1500),
    ],
)
def test_weights_become_grams(text: str, unit: str, weight: int) -> None:
    assert grams(text, unit=unit) == weight


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5", ""),
        ("5", "stone"),
        ("-1", "g"),
        ("heavy", "g"),
        ("NaN", "g"),
        ("1e9", "g"),
        ("1,500", "g"),
        ("9999999", "kg"),
    ],
)
def test_what_is_no_weight_is_refused(text: str, unit: str) -> None:
    with pytest.raises(Unclear) as refusal:
        grams(text, unit=unit)
    assert refusal.value.code == RowFault.WEIGHT_UNCLEAR


@pytest.mark.parametrize(("text", "count"), [("", 0), ("5", 5), ("5.0", 5), ("-3", -3), (str(MOST), MOST)])
def test_quantities_are_whole(text: str, count: int) -> None:
    assert quantity(text) == count


@pytest.mark.parametrize("text", ["5.5", "many", "1e3", "NaN", str(MOST + 1), "1,000", "٣"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(Unclear) as refusal:
        quantity(text)
    assert refusal.value.code == RowFault.QUANTITY_UNCLEAR


@pytest.mark.parametrize(
    ("text", "digits", "notice"),
    [
        ("4006381333931", "4006381333931", None),
        ("96385074", "96385074", None),
        ("036000291452", "036000291452", None),
        ("10614141000415", "10614141000415", None),
        ("'4006381333931", "4006381333931", Notice.BARCODE_CLEANED),
        ("978-3-16-148410-0", "9783161484100", Notice.BARCODE_CLEANED),
        ("4006 3813 3393 1", "4006381333931", Notice.BARCODE_CLEANED),
        ("4006381333932", "", Notice.BARCODE_DROPPED),
        ("4.00638E+12", "", Notice.BARCODE_DROPPED),
        ("123", "", Notice.BARCODE_DROPPED),
        ("'", "", Notice.BARCODE_DROPPED),
        ("SKU-1", "", Notice.BARCODE_DROPPED),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "", Notice.BARCODE_DROPPED),
        ("", "", None),
    ],
)
def test_barcodes_are_gtins_with_a_right_check_digit(text: str, digits: str, notice: Notice | None) -> None:
    assert gtin(text) == (digits, notice)


@given(st.sampled_from([8, 12, 13, 14]).flatmap(lambda n: st.text("0123456789", min_size=n - 1, max_size=n - 1)))
def test_of_ten_last_digits_one_is_right(front: str) -> None:
    assert sum(bool(gtin(f"{front}{last}")[0]) for last in range(10)) == 1


@given(st.text(), st.text())
def test_any_text_is_a_measure_or_unclear(text: str, unit: str) -> None:
    with suppress(Unclear):
        assert 0 <= grams(text, unit=unit) <= MOST
    with suppress(Unclear):
        assert abs(quantity(text)) <= MOST
    digits, _ = gtin(text)
    assert not digits or is_gtin(digits)
