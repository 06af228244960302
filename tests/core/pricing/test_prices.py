"""Prices of variants, and what lists are told of them."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from core.pricing.models import Price
from core.pricing.selectors import priced_variants
from core.pricing.services import remove_price, set_price, set_prices
from core.pricing.types import PriceDraft, PriceInvalid
from core.shared.money import Money
from tests.core.examples import CURRENCY, MARKET, listing_of, undone
from tests.factories import Record, a_record
from tests.factories.catalog import EPOCH

pytestmark = pytest.mark.django_db


def price(record: Record, amount: int, *, compare_at: int | None = None, variant: int = 0) -> None:
    set_price(variant_id=record.variants[variant], currency=CURRENCY, amount=amount, compare_at=compare_at)


def told(record: Record) -> tuple[int | None, bool, int | None]:
    """What the listing was told: the lowest price, whether it varies, and what it is compared with."""
    listing = listing_of(record.product_id)
    return listing.price, listing.price_varies, listing.compare_at


def test_a_price_is_set_and_set_again() -> None:
    record = a_record(price=1000)
    price(record, 800, compare_at=1000)
    assert told(record) == (800, False, 1000)
    price(record, 900)
    assert told(record) == (900, False, None)
    assert list(Price.objects.order_by("starts_at").values_list("amount", flat=True)) == [1000, 800, 900]


def test_the_same_price_again_writes_nothing() -> None:
    record = a_record(price=1000)
    price(record, 1000)
    price(record, 800, compare_at=1000)
    assert not set_prices(currency=CURRENCY, prices={record.variant: PriceDraft(800, 1000)})
    assert Price.objects.count() == 2
    assert set_prices(currency=CURRENCY, prices={record.variant: PriceDraft(800)}) == {record.variant}


def test_of_two_set_to_begin_at_one_moment_the_later_one_is_there() -> None:
    record = a_record(price=1000)
    for amount in (700, 800):
        set_price(variant_id=record.variant, currency=CURRENCY, amount=amount, starts_at=EPOCH)
    assert told(record) == (800, False, None)
    assert Price.objects.count() == 1


def test_a_list_shows_the_lowest_price_and_whether_there_are_others() -> None:
    record = a_record(formats=("LP", "CD"), price=1000)
    assert told(record) == (1000, False, None)
    price(record, 700, variant=1)
    assert told(record) == (700, True, None)
    remove_price(variant_id=record.variants[1], currency=CURRENCY)
    assert told(record) == (1000, False, None)
    remove_price(variant_id=record.variant, currency=CURRENCY)
    assert told(record) == (None, False, None)


def test_removing_what_is_not_there_changes_nothing() -> None:
    record = a_record(price=1000)
    remove_price(variant_id=record.variant, currency="SEK")
    assert told(record) == (1000, False, None)


def test_an_offer_is_shown_only_where_it_is_the_lowest_price() -> None:
    record = a_record(formats=("LP", "CD"), price=1000)
    price(record, 1500, compare_at=2000, variant=1)
    assert told(record) == (1000, True, None)
    price(record, 1000, compare_at=1200)
    assert told(record) == (1000, True, 1200)


def test_something_may_be_free() -> None:
    record = a_record(price=1000)
    price(record, 0)
    assert told(record) == (0, False, None)
    assert listing_of(record.product_id).visible


@pytest.mark.parametrize(("amount", "compare_at"), [(-1, None), (100, 100), (100, 99), (0, 0), (-5, -1)])
def test_a_price_that_is_none_is_refused_and_changes_nothing(amount: int, compare_at: int | None) -> None:
    record = a_record(price=1000)
    with pytest.raises(PriceInvalid) as refused:
        price(record, amount, compare_at=compare_at)
    assert refused.value.details == {"amount": amount, "compare_at": compare_at}
    assert told(record) == (1000, False, None)
    assert Price.objects.get().amount == 1000


@pytest.mark.parametrize("wrong", [{"amount": -1}, {"compare_at": 1000}, {"compare_at": 1}])
def test_the_database_refuses_what_the_code_refuses(wrong: dict[str, int]) -> None:
    a_record(price=1000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Price.objects.update(**wrong)


@pytest.mark.parametrize("ends_at", [None, EPOCH + timedelta(days=1)])
def test_the_database_refuses_two_of_a_kind_that_begin_at_one_moment(ends_at: datetime | None) -> None:
    a_record()
    row = Price.objects.get()
    if ends_at is not None:
        Price.objects.bulk_create([again(row, ends_at)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Price.objects.bulk_create([again(row, ends_at)])


def test_the_database_refuses_an_offer_that_ends_before_it_begins() -> None:
    a_record()
    with pytest.raises(IntegrityError), transaction.atomic():
        Price.objects.bulk_create([again(Price.objects.get(), EPOCH)])


def again(row: Price, ends_at: datetime | None) -> Price:
    return Price(price_list=row.price_list, variant=row.variant, amount=1, starts_at=row.starts_at, ends_at=ends_at)


def test_priced_variants_come_in_their_order_without_those_not_sold(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    record = a_record(formats=("LP", "CD", "Tape"), price=1000)
    remove_price(variant_id=record.variants[1], currency=CURRENCY)
    with django_assert_num_queries(1):
        priced_variants(product_id=record.product_id, market=MARKET)
    price(record, 500, compare_at=1000, variant=2)
    with django_assert_num_queries(2):  # what was on offer before
        found = priced_variants(product_id=record.product_id, market=MARKET)
    assert [(row.variant.title, row.price, row.compare_at) for row in found] == [
        ("LP", Money(1000, CURRENCY), None),
        ("Tape", Money(500, CURRENCY), Money(1000, CURRENCY)),
    ]


# A change: which of three variants, and its new price and what that is compared with, or None to take it away.
offers = st.tuples(st.integers(0, 5), st.none() | st.integers(1, 5)).map(lambda o: (o[0], o[1] and o[0] + o[1]))
changes = st.lists(st.tuples(st.integers(0, 2), st.none() | offers), max_size=12)


@given(changes)
@settings(max_examples=25, deadline=None)
def test_after_any_changes_the_listing_shows_what_the_prices_are(
    steps: list[tuple[int, tuple[int, int | None] | None]],
) -> None:
    with undone():
        record = a_record(formats=("LP", "CD", "Tape"), price=3, stock=0)
        prices: dict[int, tuple[int, int | None]] = dict.fromkeys(range(3), (3, None))
        for variant, offer in steps:
            if offer is None:
                remove_price(variant_id=record.variants[variant], currency=CURRENCY)
                prices.pop(variant, None)
            else:
                price(record, offer[0], compare_at=offer[1], variant=variant)
                prices[variant] = offer
        amounts = {amount for amount, _ in prices.values()}
        lowest = min(amounts, default=None)
        compared = [before for amount, before in prices.values() if amount == lowest and before is not None]
        assert told(record) == (lowest, len(amounts) > 1, max(compared, default=None))
        assert listing_of(record.product_id).visible is bool(prices)
