"""What there is to sell, as lists say it: here, to be ordered, sold out, to come, or to be ordered before it comes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import FacetRecount, Listing, Product
from core.catalog.selectors import count_listed, facets_of
from core.catalog.services import recount_facets, reflect_stock, refresh_listings
from core.catalog.types import Availability, Criteria, Supply
from core.pricing.services import set_price
from tests.core.examples import CURRENCY, MARKET, listed
from tests.factories import Record, a_category, a_record

pytestmark = pytest.mark.django_db


def supply(record: Record, how: Supply | None) -> None:
    told = {} if how is None else {record.product_id: how}
    reflect_stock(product_ids=[record.product_id], supplies=lambda ids: told)


def coming(record: Record, *, preorder: bool) -> None:
    Product.objects.filter(id=record.product_id).update(
        release_at=timezone.now() + timedelta(days=9), preorder=preorder
    )
    refresh_listings(product_ids=[record.product_id])


def availability(category: int | None = None) -> dict[str, int]:
    """By the facet's counts, each of which is what the list has that is narrowed by it."""
    (facet,) = (facet for facet in facets_of(Criteria(MARKET, category)) if facet.code == "availability")
    found = {value.value: value.count for value in facet.values}
    for value in Availability:
        narrowed = Criteria(MARKET, category, {"availability": (value,)})
        assert count_listed(narrowed).count == found.get(value, 0)
    return found


@pytest.mark.parametrize("how", list(Supply))
def test_lists_say_how_a_product_is_supplied(how: Supply) -> None:
    jazz = a_category()
    record = a_record(stock=0, categories=(jazz,))
    supply(record, how)
    (card,) = listed()
    assert card.supply == how
    assert availability() == availability(jazz) == {how: 1}


def test_what_nothing_is_told_of_is_sold_out() -> None:
    record = a_record(stock=3)
    supply(record, None)
    assert listed()[0].supply == Supply.SOLD_OUT


@pytest.mark.parametrize(
    ("how", "preorder", "said"),
    [
        (Supply.IN_STOCK, True, "preorder"),
        (Supply.BACKORDER, True, "preorder"),
        (Supply.SOLD_OUT, True, "coming_soon"),
        (Supply.IN_STOCK, False, "coming_soon"),
    ],
)
def test_what_is_to_come_can_be_ordered_if_it_may_be_and_there_is_some(how: Supply, preorder: bool, said: str) -> None:
    record = a_record(stock=0)
    supply(record, how)
    coming(record, preorder=preorder)
    assert availability() == {said: 1}
    assert listed()[0].preorder is preorder


def test_the_same_supply_again_writes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    record = a_record(stock=3)
    FacetRecount.objects.all().delete()
    with django_assert_num_queries(3):  # the transaction's two, and what is held
        supply(record, Supply.IN_STOCK)
    assert not FacetRecount.objects.exists()


def test_a_change_of_supply_is_two_statements_and_what_asks_for_the_lists_to_be_counted(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    record = a_record(stock=3)
    recount_facets(now=timezone.now())
    with django_assert_num_queries(6):
        supply(record, Supply.BACKORDER)
    assert FacetRecount.objects.count() == 1


def test_a_currency_that_is_opened_later_has_the_supply_of_the_others() -> None:
    record = a_record(stock=0)
    supply(record, Supply.BACKORDER)
    set_price(variant_id=record.variant, currency="SEK", amount=11_000)
    assert set(Listing.objects.values_list("currency", "supply")) == {(CURRENCY, "backorder"), ("SEK", "backorder")}
    supply(record, Supply.IN_STOCK)
    assert set(Listing.objects.values_list("currency", "supply")) == {(CURRENCY, "in_stock"), ("SEK", "in_stock")}
