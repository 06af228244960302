"""Barcodes: which are any, and what they stand on."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Variant
from core.catalog.rules import gtin_forms, gtin_of, is_gtin
from core.catalog.selectors import product_by_gtin
from core.catalog.types import GtinInvalid, ProductNotFound, VariantDraft
from core.pricing.services import remove_price
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_record

EAN = "4006381333931"


def with_check_digit(digits: str) -> str:
    return next(f"{digits}{check}" for check in range(10) if is_gtin(f"{digits}{check}"))


@pytest.mark.parametrize("digits", [EAN, "036000291452", "96385074", "10614141000415", "9780306406157"])
def test_published_barcodes_are_some(digits: str) -> None:
    """EAN-13, UPC-A, EAN-8, ITF-14 and an ISBN, as GS1 and others print them in their examples."""
    assert is_gtin(digits)


@given(st.sampled_from([7, 11, 12, 13]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n)), st.data())
def test_a_wrong_digit_is_noticed(digits: str, data: st.DataObject) -> None:
    whole = with_check_digit(digits)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != whole[at]]))
    assert not is_gtin(whole[:at] + other + whole[at + 1 :])


@pytest.mark.parametrize("text", ["", "0", EAN[:-1], EAN + " ", " " + EAN, "٤٠٠٦٣٨١٣٣٣٩٣١", "²" * 8, "-4006381333931"])
def test_what_is_not_made_of_so_many_digits_is_none(text: str) -> None:
    assert not is_gtin(text)


def test_the_same_barcode_is_written_in_several_lengths() -> None:
    assert gtin_forms("0036000291452") == ["036000291452", "0036000291452", "00036000291452"]
    assert gtin_forms("96385074") == ["96385074", "000096385074", "0000096385074", "00000096385074"]
    assert gtin_forms("10614141000415") == ["10614141000415"]


@pytest.mark.django_db
def test_one_statement_finds_what_is_on_show(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    record = a_record(formats=("LP", "CD"))
    Variant.objects.filter(id=record.variants[1]).update(gtin=EAN)
    with django_assert_num_queries(1):
        assert product_by_gtin("0" + EAN, market=MARKET) == (record.product_id, record.variants[1])
    for variant in record.variants:
        remove_price(variant_id=variant, currency=CURRENCY)
    with pytest.raises(ProductNotFound):
        product_by_gtin(EAN, market=MARKET)
    with pytest.raises(GtinInvalid):
        product_by_gtin(EAN[1:], market=MARKET)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("978-3-16-148410-0", "9783161484100"),
        ("3-16-148410-X", "9783161484100"),
        ("0 306 40615 2", "9780306406157"),
        ("4006381333931", "4006381333931"),
        ("036000291452", "036000291452"),
        ("96385074", "96385074"),
        (" ", ""),
    ],
)
def test_a_barcode_is_read_as_it_is_printed(written: str, digits: str) -> None:
    assert gtin_of(written) == digits


@pytest.mark.parametrize("written", ["4006381333932", "3-16-148410-1", "12345", "abc", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_what_is_none_is_refused(written: str) -> None:
    with pytest.raises(GtinInvalid):
        gtin_of(written)


@given(st.text(alphabet="0123456789Xx -", max_size=20))
def test_what_is_read_is_a_barcode_or_nothing(written: str) -> None:
    with suppress(GtinInvalid):
        digits = gtin_of(written)
        assert digits == "" or is_gtin(digits)


@pytest.mark.django_db
def test_a_draft_with_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(GtinInvalid):
        a_record(variants=(VariantDraft("A", ("LP",), gtin="4006381333932"),))


@pytest.mark.django_db
def test_the_database_refuses_what_is_no_barcodes_length() -> None:
    record = a_record()
    for wrong in ("1", "1234567", "123456789"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Variant.objects.filter(pk=record.variant).update(gtin=wrong)
