"""Stock takes: what is counted is how it is, whatever comes and goes meanwhile, and it is written down once."""

import pytest

from core.inventory.models import Movement, Stock, StockTake, Warehouse
from core.inventory.selectors import audit_stock, explain
from core.inventory.services import (
    abandon_take,
    close_take,
    count,
    forget_count,
    open_take,
    receive,
    reserve,
    set_backorder,
    set_levels,
    set_safety,
    ship_out,
)
from core.inventory.types import GoodsOwed, NotCounted, NotOnHand, QuantityInvalid, StockLevel, TakeClosed, TakeOpen
from tests.factories import a_record, a_warehouse
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(db: None) -> int:
    return open_take(warehouse_id=Warehouse.objects.get().pk, now=NOW)


def counted(take: int, variant: int, units: int) -> None:
    count(take_id=take, counts={variant: units}, now=NOW)


def moves() -> list[tuple[str, int]]:
    return list(
        Movement.objects.filter(kind__in=["found", "lost", "freed"]).order_by("id").values_list("kind", "quantity")
    )


def test_what_is_more_is_found_what_is_less_is_lost_and_the_rest_is_left_alone(take: int) -> None:
    more, less, same, never, untouched = (a_record(stock=stock).variant for stock in (1, 5, 3, 0, 4))
    count(take_id=take, counts={more: 4, less: 3, same: 3, never: 2}, now=NOW)
    assert moves() == [], "nothing is so until it is finished"
    assert close_take(take_id=take, now=NOW) == 3
    assert [explain(variant).there for variant in (more, less, same, never, untouched)] == [4, 3, 3, 2, 4]
    assert moves() == [("found", 3), ("lost", 2), ("found", 2)]
    assert list(audit_stock()) == []


def test_what_orders_hold_is_counted_too_for_it_lies_there(take: int) -> None:
    variant = a_record(stock=5).variant
    reserve(quantities={variant: 2}, reference="A", now=NOW)
    counted(take, variant, 4)
    close_take(take_id=take, now=NOW)
    assert Stock.objects.values_list("available", "reserved").get() == (2, 2)


def test_what_comes_and_goes_between_counting_and_finishing_changes_no_difference(take: int) -> None:
    variant = a_record(stock=5).variant
    counted(take, variant, 4)
    receive(variant_id=variant, quantity=10, now=NOW)
    reserve(quantities={variant: 3}, reference="A", now=NOW)
    ship_out(quantities={variant: 3}, reference="A", now=NOW)
    close_take(take_id=take, now=NOW)
    assert explain(variant).there == 4 + 10 - 3
    assert moves() == [("lost", 1)]
    assert list(audit_stock()) == []


def test_counted_again_the_last_counts_by_what_is_there_then(take: int) -> None:
    variant = a_record(stock=5).variant
    counted(take, variant, 4)
    receive(variant_id=variant, quantity=1, now=NOW)
    counted(take, variant, 6)
    close_take(take_id=take, now=NOW)
    assert (moves(), explain(variant).there) == ([], 6)


def test_only_the_warehouse_that_was_counted_is_corrected(take: int) -> None:
    variant, north = a_record(stock=5).variant, a_warehouse()
    receive(variant_id=variant, quantity=5, warehouse_id=north.pk, now=NOW)
    counted(take, variant, 0)
    close_take(take_id=take, now=NOW)
    assert [(place.name, place.quantity) for place in explain(variant).on_hand] == [("North", 5)]


def test_it_is_finished_once_and_then_over(take: int) -> None:
    variant = a_record(stock=5).variant
    counted(take, variant, 4)
    close_take(take_id=take, now=NOW)
    for again in (
        lambda: close_take(take_id=take, now=NOW),
        lambda: counted(take, variant, 3),
        lambda: abandon_take(take_id=take),
        lambda: forget_count(take_id=take, variant_id=variant),
    ):
        with pytest.raises(TakeClosed):
            again()
    assert moves() == [("lost", 1)]


def test_one_that_is_given_up_changes_nothing_and_makes_room(take: int) -> None:
    warehouse = Warehouse.objects.get().pk
    with pytest.raises(TakeOpen):
        open_take(warehouse_id=warehouse, now=NOW)
    counted(take, a_record(stock=5).variant, 4)
    abandon_take(take_id=take)
    assert (moves(), StockTake.objects.count()) == ([], 0)
    open_take(warehouse_id=warehouse, now=NOW)


def test_a_count_can_be_forgotten(take: int) -> None:
    variant = a_record(stock=5).variant
    counted(take, variant, 4)
    forget_count(take_id=take, variant_id=variant)
    assert close_take(take_id=take, now=NOW) == 0


def test_safety_stock_is_lost_before_what_orders_hold(take: int) -> None:
    variant = a_record(stock=5).variant
    set_safety(variant_id=variant, units=2, now=NOW)
    reserve(quantities={variant: 3}, reference="A", now=NOW)
    counted(take, variant, 4)
    close_take(take_id=take, now=NOW)
    assert Stock.objects.values_list("available", "reserved", "safety").get() == (0, 3, 1)
    assert moves() == [("lost", 1), ("freed", 1)]
    assert list(audit_stock()) == []


def test_what_orders_hold_is_not_lost_unless_it_may_be_owed(take: int) -> None:
    variant = a_record(stock=3).variant
    reserve(quantities={variant: 3}, reference="A", now=NOW)
    counted(take, variant, 2)
    with pytest.raises(GoodsOwed) as refused:
        close_take(take_id=take, now=NOW)
    assert refused.value.details == {"variant_id": variant, "missing": 1}
    assert moves() == []
    set_backorder(variant_id=variant, limit=1, expected_at=None, now=NOW)
    close_take(take_id=take, now=NOW)
    assert Stock.objects.values_list("available", "reserved").get() == (-1, 3)


def test_more_cannot_have_left_than_was_counted(take: int) -> None:
    variant = a_record(stock=5).variant
    counted(take, variant, 1)
    reserve(quantities={variant: 3}, reference="A", now=NOW)
    ship_out(quantities={variant: 3}, reference="A", now=NOW)
    with pytest.raises(NotOnHand):
        close_take(take_id=take, now=NOW)


def test_what_nobody_counts_is_not_counted_and_nothing_is_less_than_nothing(take: int) -> None:
    free = a_record(stock=0).variant
    set_levels(levels=[StockLevel(free, 0, unlimited=True)], reference="", now=NOW)
    with pytest.raises(NotCounted):
        counted(take, free, 1)
    with pytest.raises(QuantityInvalid):
        counted(take, a_record().variant, -1)
