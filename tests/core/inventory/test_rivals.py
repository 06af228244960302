"""Many at the same goods at once: none is sold twice or lost, nobody waits in a circle, and nobody waits in vain."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from core.inventory.models import Movement, Reservation, Stock, StockAlert, Warehouse
from core.inventory.selectors import audit_stock
from core.inventory.services import (
    ask_alert,
    close_take,
    close_warehouse,
    count,
    expire_reservations,
    open_take,
    receive,
    release_all,
    reserve,
    secure,
    ship_out,
    transfer,
)
from core.outbox.models import OutboxEvent
from core.shared.errors import DomainError
from tests.core.examples import MARKET
from tests.factories import a_record, a_warehouse, someone
from tests.factories.shop import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

OVER = NOW + timedelta(hours=1)


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Each in a thread of its own; "done", or the code it was refused with."""

    def attempt(step: Callable[[], object]) -> str:
        try:
            step()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(steps)) as rivals:
        return list(rivals.map(attempt, steps))


def reserving(reference: str, *variants: int, units: int = 1) -> Callable[[], object]:
    return lambda: reserve(quantities=dict.fromkeys(variants, units), reference=reference, now=OVER)


def held_for_a_while(units: int) -> int:
    """All there is of a variant, by an order each, and its time is up."""
    variant = a_record(stock=units).variant
    for number in range(units):
        reserve(quantities={variant: 1}, reference=f"OLD{number}", expires_at=NOW, now=NOW - timedelta(hours=1))
    return variant


@pytest.mark.parametrize("_round", range(2))
def test_what_is_over_is_freed_once_however_many_want_it(_round: int) -> None:
    variant = held_for_a_while(3)
    answers = at_once(*(reserving(f"NEW{number}", variant) for number in range(8)))
    assert Counter(answers) == {"done": 3, "out_of_stock": 5}
    assert Stock.objects.values_list("available", "reserved").get() == (0, 3)
    assert not Reservation.objects.filter(reference__startswith="OLD").exists()
    assert list(audit_stock()) == []


@pytest.mark.parametrize("_round", range(3))
def test_late_money_and_another_buyer_never_both_get_the_last_one(_round: int) -> None:
    variant = held_for_a_while(1)
    answers = at_once(
        lambda: secure(quantities={variant: 1}, reference="OLD0", now=OVER),
        reserving("NEW", variant),
        lambda: expire_reservations(now=OVER),
        lambda: expire_reservations(now=OVER),
    )
    holder = Reservation.objects.get()
    assert (holder.quantity, holder.expires_at) == (1, None)
    assert [answers[0] == "done", answers[1] == "done"] == [holder.reference == "OLD0", holder.reference == "NEW"]
    assert list(audit_stock()) == []


@pytest.mark.parametrize("_round", range(2))
def test_what_is_let_go_and_swept_at_once_is_released_once(_round: int) -> None:
    variant = held_for_a_while(2)
    at_once(
        *(lambda: release_all(reference="OLD0", now=OVER),) * 3,
        *(lambda: expire_reservations(now=OVER),) * 3,
    )
    assert Movement.objects.filter(kind="released").count() == 2 - Reservation.objects.count()
    expire_reservations(now=OVER)
    assert Stock.objects.values_list("available", "reserved").get(variant=variant) == (2, 0)
    assert list(audit_stock()) == []


def _in_turn(variants: Sequence[int], number: int) -> list[int]:
    return list(variants) if number % 2 else list(reversed(variants))


@pytest.mark.parametrize("_round", range(2))
def test_orders_vans_and_counters_wait_for_each_other_and_never_in_a_circle(_round: int) -> None:
    variants = a_record(formats=("LP", "CD", "Tape"), stock=40).variants
    main, north = Warehouse.objects.get(code="main").pk, a_warehouse().pk
    take = open_take(warehouse_id=main, now=NOW)
    reserve(quantities=dict.fromkeys(variants, 5), reference="GOING", now=NOW)
    for number in range(3):
        until = {"expires_at": NOW, "now": NOW - timedelta(hours=1)}
        reserve(quantities=dict.fromkeys(variants, 2), reference=f"OLD{number}", **until)
    answers = at_once(
        *(reserving(f"NEW{number}", *_in_turn(variants, number), units=3) for number in range(4)),
        lambda: transfer(source=main, target=north, quantities=dict.fromkeys(reversed(variants), 7), now=OVER),
        lambda: ship_out(quantities=dict.fromkeys(variants, 5), reference="GOING", now=OVER),
        lambda: count(take_id=take, counts=dict.fromkeys(variants, 30), now=OVER),
        lambda: secure(quantities=dict.fromkeys(variants, 2), reference="OLD0", now=OVER),
        lambda: expire_reservations(now=OVER),
        *(lambda variant=variant: receive(variant_id=variant, quantity=4, now=OVER) for variant in variants),
    )
    assert set(answers) == {"done"}
    assert list(audit_stock()) == []


def test_a_take_is_written_down_once_while_goods_move() -> None:
    variant = a_record(stock=20).variant
    take = open_take(warehouse_id=Warehouse.objects.get().pk, now=NOW)
    count(take_id=take, counts={variant: 17}, now=NOW)
    answers = at_once(
        *(lambda: close_take(take_id=take, now=OVER),) * 4,
        *(reserving(f"NEW{number}", variant) for number in range(4)),
    )
    assert Counter(answers) == {"done": 5, "take_closed": 3}
    assert Stock.objects.values_list("available", "reserved").get() == (13, 4)
    assert list(audit_stock()) == []


@pytest.mark.parametrize("_round", range(2))
def test_two_who_each_close_a_warehouse_leave_one_open(_round: int) -> None:
    main, north = Warehouse.objects.get(code="main").pk, a_warehouse().pk
    answers = at_once(lambda: close_warehouse(warehouse_id=main), lambda: close_warehouse(warehouse_id=north))
    assert sorted(answers) == ["done", "warehouse_needed"]


@pytest.mark.parametrize("_round", range(3))
@pytest.mark.parametrize("known", [True, False])
def test_nobody_waits_for_what_comes_in_at_that_moment_without_being_called(_round: int, known: bool) -> None:
    record = a_record(stock=1 if known else 0)
    if known:
        reserve(quantities={record.variant: 1}, reference="A", now=NOW)
    answers = at_once(
        lambda: ask_alert(
            principal=someone(), variant_id=record.variant, email="ada@example.org", market=MARKET, now=NOW
        ),
        lambda: receive(variant_id=record.variant, quantity=1, now=NOW),
    )
    assert answers[1] == "done"
    called = OutboxEvent.objects.filter(topic="stock.back").exists()
    assert (answers[0], StockAlert.objects.exists(), called) in {
        ("done", True, True),
        ("alert_not_needed", False, False),
    }
