"""Backorders and preorders: what is not there yet is sold, as far as the merchant lets it, and is said to be."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.carts.types import LineState
from core.catalog.models import Product
from core.catalog.services import refresh_listings
from core.catalog.types import Supply
from core.inventory.models import Stock
from core.inventory.selectors import audit_stock, available, offers
from core.inventory.services import receive, reserve, set_backorder, ship_out
from core.inventory.types import BackorderOwed, NotOnHand, OutOfStock, QuantityInvalid, VariantUnavailable
from core.orders.selectors import order_of
from tests.core.examples import MARKET, listing_of
from tests.factories import Record, a_record, an_order, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

SPRING = datetime(2099, 4, 1, 9, tzinfo=UTC)


def owing(record: Record, limit: int = 5, *, expected_at: datetime | None = SPRING) -> None:
    set_backorder(variant_id=record.variant, limit=limit, expected_at=expected_at, now=NOW)


def test_without_leave_nothing_is_sold_that_is_not_there() -> None:
    variant = a_record(stock=1).variant
    with pytest.raises(OutOfStock):
        reserve(quantities={variant: 2}, reference="A", now=NOW)
    assert offers(variant_ids=[variant])[variant].supply is Supply.IN_STOCK


def test_as_many_are_owed_as_are_allowed_and_no_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    record = a_record(stock=1)
    owing(record, 3)
    assert reserve(quantities={record.variant: 1}, reference="A", now=NOW) == {record.variant: Supply.IN_STOCK}
    assert listing_of(record.product_id).supply == Supply.BACKORDER
    with django_assert_num_queries(1):
        offer = offers(variant_ids=[record.variant])[record.variant]
    assert (offer.in_stock, offer.sellable, offer.supply, offer.expected_at) == (0, 3, Supply.BACKORDER, SPRING)
    assert reserve(quantities={record.variant: 3}, reference="B", now=NOW) == {record.variant: Supply.BACKORDER}
    with pytest.raises(OutOfStock):
        reserve(quantities={record.variant: 1}, reference="C", now=NOW)
    assert Stock.objects.get().owed == 3
    assert offers(variant_ids=[record.variant])[record.variant].supply is Supply.SOLD_OUT
    assert listing_of(record.product_id).supply == Supply.SOLD_OUT
    assert list(audit_stock()) == []


def test_what_comes_in_serves_what_is_owed_first() -> None:
    record = a_record(stock=0)
    owing(record, 3)
    reserve(quantities={record.variant: 2}, reference="A", now=NOW)
    with pytest.raises(NotOnHand):
        ship_out(quantities={record.variant: 2}, reference="A", now=NOW)
    receive(variant_id=record.variant, quantity=3, now=NOW)
    assert Stock.objects.values_list("available", "reserved").get() == (1, 2)
    ship_out(quantities={record.variant: 2}, reference="A", now=NOW)
    assert Stock.objects.values_list("available", "reserved").get() == (1, 0)
    assert list(audit_stock()) == []


def test_fewer_cannot_be_allowed_than_are_owed() -> None:
    record = a_record(stock=0)
    owing(record, 3)
    reserve(quantities={record.variant: 2}, reference="A", now=NOW)
    with pytest.raises(BackorderOwed) as refused:
        owing(record, 1)
    assert refused.value.details == {"variant_id": record.variant, "owed": 2}
    with pytest.raises(QuantityInvalid):
        owing(record, -1)
    owing(record, 2)
    assert available(variant_ids=[record.variant]) == {record.variant: 0}


def test_a_line_says_what_of_it_is_there_and_when_the_rest_comes() -> None:
    guest, record = someone(), a_record(stock=2)
    owing(record, 3)
    add_line(principal=guest, variant_id=record.variant, quantity=2, market=MARKET, now=NOW)
    (line,) = cart_of(guest, market=MARKET).lines
    assert (line.state, line.available, line.supply, line.ships_at) == (LineState.READY, 5, Supply.IN_STOCK, None)
    add_line(principal=guest, variant_id=record.variant, quantity=1, market=MARKET, now=NOW)
    (line,) = cart_of(guest, market=MARKET).lines
    assert (line.state, line.supply, line.ships_at) == (LineState.READY, Supply.BACKORDER, SPRING)


def test_a_day_that_is_past_is_not_said() -> None:
    guest, record = someone(), a_record(stock=0)
    owing(record, expected_at=timezone.now())
    add_line(principal=guest, variant_id=record.variant, quantity=2, market=MARKET, now=NOW)
    (line,) = cart_of(guest, market=MARKET).lines
    assert (line.supply, line.ships_at) == (Supply.BACKORDER, None)


def test_the_order_keeps_what_was_said() -> None:
    guest, record = someone(), a_record(stock=1)
    owing(record)
    number = an_order(guest, record.variant, quantity=2)
    (line,) = order_of(guest, number).lines
    assert (line.supply, line.expected_at) == (Supply.BACKORDER, SPRING)
    later = someone()
    receive(variant_id=record.variant, quantity=9, now=NOW)
    (line,) = order_of(later, an_order(later, record.variant)).lines
    assert (line.supply, line.expected_at) == (Supply.IN_STOCK, None)


def coming(*, preorder: bool, stock: int = 3) -> Record:
    record = a_record(stock=stock)
    Product.objects.filter(pk=record.product_id).update(release_at=SPRING, preorder=preorder)
    refresh_listings(product_ids=[record.product_id])
    return record


def test_what_is_to_be_released_is_ordered_before_if_it_may_be_and_says_when_it_is_sent() -> None:
    guest, record = someone(), coming(preorder=True)
    number = an_order(guest, record.variant, quantity=2)
    (line,) = order_of(guest, number).lines
    assert (line.supply, line.expected_at) == (Supply.IN_STOCK, SPRING)
    with pytest.raises(OutOfStock):
        add_line(principal=someone(), variant_id=record.variant, quantity=2, market=MARKET, now=NOW)


def test_what_may_not_be_waits_for_its_day() -> None:
    record = coming(preorder=False)
    with pytest.raises(VariantUnavailable):
        add_line(principal=someone(), variant_id=record.variant, quantity=1, market=MARKET, now=NOW)
