"""Reservations: an order's until they run out, and then whoever's comes first; made good, or let go, once."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from core.inventory.models import Movement, Reservation, Stock
from core.inventory.selectors import audit_stock, available
from core.inventory.services import expire_reservations, release, release_all, reserve, secure, ship_out
from core.inventory.types import AlreadyReserved, NotReserved, OutOfStock
from tests.core.examples import listing_of
from tests.factories import a_record
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=30)
LATER = NOW + timedelta(hours=1)


def held() -> list[tuple[str, int, datetime | None]]:
    return list(Reservation.objects.order_by("reference").values_list("reference", "quantity", "expires_at"))


def stock_of(variant: int) -> tuple[int, int]:
    return Stock.objects.values_list("available", "reserved").get(variant=variant)


def test_what_is_reserved_for_a_while_is_nobody_elses_until_then() -> None:
    variant = a_record(stock=2).variant
    reserve(quantities={variant: 2}, reference="A", expires_at=SOON, now=NOW)
    assert available(variant_ids=[variant], now=NOW) == {variant: 0}
    with pytest.raises(OutOfStock):
        reserve(quantities={variant: 1}, reference="B", now=SOON - timedelta(seconds=1))
    assert held() == [("A", 2, SOON)]


def test_what_is_over_counts_as_for_sale_before_anybody_has_swept(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    variant = a_record(stock=2).variant
    reserve(quantities={variant: 2}, reference="A", expires_at=SOON, now=NOW)
    with django_assert_num_queries(1):
        assert available(variant_ids=[variant], now=SOON) == {variant: 2}
    assert stock_of(variant) == (0, 2)


def test_whoever_finds_too_little_frees_what_is_over_and_takes_it() -> None:
    record = a_record(stock=3)
    for reference, until in (("A", SOON), ("B", LATER), ("C", None)):
        reserve(quantities={record.variant: 1}, reference=reference, expires_at=until, now=NOW)
    assert not listing_of(record.product_id).in_stock
    reserve(quantities={record.variant: 1}, reference="D", now=SOON)
    assert held() == [("B", 1, LATER), ("C", 1, None), ("D", 1, None)]
    released = Movement.objects.filter(kind="released").values_list("reference", "quantity")
    assert list(released) == [("A", 1)]
    assert list(audit_stock()) == []


def test_what_is_left_of_what_was_freed_is_listed_again() -> None:
    record = a_record(stock=3)
    reserve(quantities={record.variant: 3}, reference="A", expires_at=SOON, now=NOW)
    reserve(quantities={record.variant: 1}, reference="B", now=SOON)
    assert stock_of(record.variant) == (2, 1)
    assert listing_of(record.product_id).in_stock


def test_where_even_that_is_too_little_nothing_is_freed() -> None:
    variant = a_record(stock=2).variant
    reserve(quantities={variant: 2}, reference="A", expires_at=SOON, now=NOW)
    with pytest.raises(OutOfStock) as refused:
        reserve(quantities={variant: 3}, reference="B", now=SOON)
    assert refused.value.details["shortages"][0].available == 2
    assert held() == [("A", 2, SOON)]


def test_the_sweep_frees_what_is_over_and_only_that() -> None:
    record = a_record(stock=3)
    for reference, until in (("A", SOON), ("B", LATER), ("C", None)):
        reserve(quantities={record.variant: 1}, reference=reference, expires_at=until, now=NOW)
    assert [expire_reservations(now=SOON) for _ in range(2)] == [1, 0]
    assert held() == [("B", 1, LATER), ("C", 1, None)]
    assert stock_of(record.variant) == (1, 2)
    assert listing_of(record.product_id).in_stock
    assert list(audit_stock()) == []


def test_what_was_made_good_never_runs_out() -> None:
    variant = a_record(stock=2).variant
    reserve(quantities={variant: 2}, reference="A", expires_at=SOON, now=NOW)
    secure(quantities={variant: 2}, reference="A", now=SOON)
    assert held() == [("A", 2, None)]
    assert expire_reservations(now=LATER) == 0
    assert Movement.objects.filter(kind="reserved").count() == 1


def test_what_was_sold_to_others_meanwhile_is_taken_again_where_there_is_more() -> None:
    lost, kept = a_record(stock=2).variant, a_record(stock=1).variant
    reserve(quantities={lost: 2, kept: 1}, reference="A", expires_at=SOON, now=NOW)
    reserve(quantities={lost: 1}, reference="B", now=SOON)
    with pytest.raises(OutOfStock):
        secure(quantities={lost: 2, kept: 1}, reference="A", now=SOON)
    assert ("A", 1, SOON) in held(), "what it kept is neither lost nor made good"
    release_all(reference="B", now=SOON)
    secure(quantities={lost: 2, kept: 1}, reference="A", now=SOON)
    assert held() == [("A", 2, None), ("A", 1, None)] or held() == [("A", 1, None), ("A", 2, None)]
    assert list(audit_stock()) == []


def test_what_is_let_go_is_released_once_however_often_it_is_said() -> None:
    variant = a_record(stock=2).variant
    reserve(quantities={variant: 2}, reference="A", now=NOW)
    for _ in range(2):
        release_all(reference="A", now=NOW)
    assert stock_of(variant) == (2, 0)
    assert Movement.objects.filter(kind="released").count() == 1


def test_goods_leave_or_are_released_by_whom_they_belong_to() -> None:
    variant = a_record(stock=5).variant
    reserve(quantities={variant: 3}, reference="A", now=NOW)
    for leave in (ship_out, release):
        with pytest.raises(NotReserved):
            leave(quantities={variant: 1}, reference="B", now=NOW)
    ship_out(quantities={variant: 1}, reference="A", now=NOW)
    release(quantities={variant: 1}, reference="A", now=NOW)
    assert held() == [("A", 1, None)]


def test_one_order_reserves_a_variant_once() -> None:
    variant = a_record(stock=5).variant
    reserve(quantities={variant: 1}, reference="A", now=NOW)
    with pytest.raises(AlreadyReserved):
        reserve(quantities={variant: 1}, reference="A", now=NOW)
    assert stock_of(variant) == (4, 1)
