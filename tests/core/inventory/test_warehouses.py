"""Warehouses: goods lie somewhere, leave from there, and are carried; what can be sold does not ask where."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from core.inventory.models import Movement, Stock, Warehouse, WarehouseStock
from core.inventory.selectors import audit_stock, available, explain
from core.inventory.services import (
    close_warehouse,
    open_warehouse,
    receive,
    reserve,
    set_levels,
    set_safety,
    ship_out,
    take_back,
    transfer,
)
from core.inventory.types import (
    NotCounted,
    NotOnHand,
    SafetyBeyondStock,
    StockLevel,
    WarehouseNeeded,
    WarehouseUnknown,
)
from tests.factories import a_record, a_warehouse
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def main(db: None) -> Warehouse:
    return Warehouse.objects.get()


@pytest.fixture
def north(db: None) -> Warehouse:
    return a_warehouse("north", priority=5)


def lying(variant: int) -> dict[str, int]:
    rows = WarehouseStock.objects.filter(variant=variant, on_hand__gt=0)
    return dict(rows.values_list("warehouse__code", "on_hand"))


def shipped(variant: int) -> dict[str, int]:
    return dict(Movement.objects.filter(variant=variant, kind="shipped").values_list("warehouse__code", "quantity"))


def test_a_new_shop_has_one_and_goods_come_into_it(main: Warehouse) -> None:
    assert (main.code, main.active) == ("main", True)
    assert lying(a_record(stock=3).variant) == {"main": 3}


def test_goods_come_into_the_one_that_is_named(main: Warehouse, north: Warehouse) -> None:
    variant = a_record(stock=3).variant
    receive(variant_id=variant, quantity=2, warehouse_id=north.pk, now=NOW)
    take_back(quantities={variant: 1}, warehouse_id=north.pk, reference="ORDER", now=NOW)
    assert lying(variant) == {"main": 3, "north": 3}
    assert available(variant_ids=[variant]) == {variant: 6}
    kinds = Movement.objects.order_by("id").values_list("kind", "warehouse__code")
    assert list(kinds) == [("received", "main"), ("received", "north"), ("returned", "north")]


def test_goods_leave_from_the_first_that_has_them_and_split_where_one_has_not_enough(north: Warehouse) -> None:
    variant = a_record(stock=3).variant
    receive(variant_id=variant, quantity=4, warehouse_id=north.pk, now=NOW)
    reserve(quantities={variant: 5}, reference="ORDER", now=NOW)
    assert lying(variant) == {"main": 3, "north": 4}, "reserved goods stay where they are"
    ship_out(quantities={variant: 5}, reference="ORDER", now=NOW)
    assert shipped(variant) == {"main": 3, "north": 2}
    assert lying(variant) == {"north": 2}
    assert list(audit_stock()) == []


def test_priority_decides_which_is_first(main: Warehouse, north: Warehouse) -> None:
    variant = a_record(stock=3).variant
    receive(variant_id=variant, quantity=3, warehouse_id=north.pk, now=NOW)
    Warehouse.objects.filter(pk=main.pk).update(priority=9)
    reserve(quantities={variant: 2}, reference="ORDER", now=NOW)
    ship_out(quantities={variant: 2}, reference="ORDER", now=NOW)
    assert shipped(variant) == {"north": 2}


def test_staff_may_name_the_one_they_leave_from_if_it_has_them(main: Warehouse, north: Warehouse) -> None:
    variant = a_record(stock=3).variant
    receive(variant_id=variant, quantity=1, warehouse_id=north.pk, now=NOW)
    reserve(quantities={variant: 2}, reference="ORDER", now=NOW)
    with pytest.raises(NotOnHand) as refused:
        ship_out(quantities={variant: 2}, reference="ORDER", warehouse_id=north.pk, now=NOW)
    assert refused.value.details == {"variant_id": variant, "quantity": 2, "there": 1}
    ship_out(quantities={variant: 1}, reference="ORDER", warehouse_id=north.pk, now=NOW)
    assert lying(variant) == {"main": 3}


def test_what_is_carried_over_changes_nothing_for_whoever_buys(main: Warehouse, north: Warehouse) -> None:
    variant = a_record(stock=3).variant
    reserve(quantities={variant: 2}, reference="ORDER", now=NOW)
    transfer(source=main.pk, target=north.pk, quantities={variant: 3}, reference="VAN", now=NOW)
    assert lying(variant) == {"north": 3}
    assert Stock.objects.values_list("available", "reserved").get() == (1, 2)
    moves = Movement.objects.filter(reference="VAN").order_by("id").values_list("kind", "warehouse__code")
    assert list(moves) == [("moved_out", "main"), ("moved_in", "north")]
    assert list(audit_stock()) == []


def test_no_more_is_carried_than_is_there_nor_to_nowhere(main: Warehouse, north: Warehouse) -> None:
    variant, free = a_record(stock=3).variant, a_record(stock=0).variant
    set_levels(levels=[StockLevel(free, 0, unlimited=True)], reference="", now=NOW)
    with pytest.raises(NotOnHand):
        transfer(source=main.pk, target=north.pk, quantities={variant: 4}, now=NOW)
    with pytest.raises(NotCounted):
        transfer(source=main.pk, target=north.pk, quantities={free: 1}, now=NOW)
    for target in (main.pk, 0):
        with pytest.raises(WarehouseUnknown):
            transfer(source=main.pk, target=target, quantities={variant: 1}, now=NOW)
    assert lying(variant) == {"main": 3}


def test_one_that_holds_goods_or_is_the_last_stays_open(main: Warehouse, north: Warehouse) -> None:
    variant = a_record(stock=3).variant
    with pytest.raises(WarehouseNeeded):
        close_warehouse(warehouse_id=main.pk)
    transfer(source=main.pk, target=north.pk, quantities={variant: 3}, now=NOW)
    close_warehouse(warehouse_id=main.pk)
    with pytest.raises(WarehouseUnknown):
        receive(variant_id=variant, quantity=1, warehouse_id=main.pk, now=NOW)
    receive(variant_id=variant, quantity=1, now=NOW)
    assert lying(variant) == {"north": 4}
    reserve(quantities={variant: 4}, reference="ORDER", now=NOW)
    ship_out(quantities={variant: 4}, reference="ORDER", now=NOW)
    with pytest.raises(WarehouseNeeded):
        close_warehouse(warehouse_id=north.pk)
    open_warehouse(warehouse_id=main.pk)
    close_warehouse(warehouse_id=north.pk)


def test_levels_are_of_the_first_one_and_less_is_lost_there_first(main: Warehouse, north: Warehouse) -> None:
    variant = a_record(stock=3).variant
    receive(variant_id=variant, quantity=4, warehouse_id=north.pk, now=NOW)
    set_levels(levels=[StockLevel(variant, 2)], reference="IMPORT", now=NOW)
    assert lying(variant) == {"north": 2}
    set_levels(levels=[StockLevel(variant, 5)], reference="IMPORT", now=NOW)
    assert lying(variant) == {"main": 3, "north": 2}
    assert list(audit_stock()) == []


def test_safety_stock_is_there_and_not_for_sale_and_no_more_than_there_is() -> None:
    variant = a_record(stock=5).variant
    reserve(quantities={variant: 2}, reference="ORDER", now=NOW)
    set_safety(variant_id=variant, units=2, now=NOW)
    assert available(variant_ids=[variant]) == {variant: 1}
    with pytest.raises(SafetyBeyondStock) as refused:
        set_safety(variant_id=variant, units=4, now=NOW)
    assert refused.value.details == {"variant_id": variant, "available": 1}
    set_safety(variant_id=variant, units=1, now=NOW)
    assert available(variant_ids=[variant]) == {variant: 2}
    kinds = Movement.objects.order_by("id").values_list("kind", "quantity")
    assert list(kinds)[-2:] == [("held_back", 2), ("freed", 1)]


def test_it_is_explained_how_much_can_be_sold(
    north: Warehouse, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    variant = a_record(stock=5).variant
    receive(variant_id=variant, quantity=4, warehouse_id=north.pk, now=NOW)
    set_safety(variant_id=variant, units=1, now=NOW)
    reserve(quantities={variant: 3}, reference="A", now=NOW)
    reserve(quantities={variant: 2}, reference="B", expires_at=NOW - timedelta(hours=1), now=NOW - timedelta(hours=2))
    with django_assert_num_queries(3):
        told = explain(variant)
    assert [(place.name, place.quantity) for place in told.on_hand] == [("Main warehouse", 5), ("North", 4)]
    assert (told.reserved, told.safety, told.available, told.expired, told.sellable) == (5, 1, 3, 2, 5)
    assert told.agrees


# --- That it adds up ------------------------------------------------------------------------------


SPOILT: dict[str, Callable[[int], object]] = {
    "available": lambda variant: Stock.objects.filter(variant=variant).update(available=4),
    "reserved, by movements": lambda variant: Stock.objects.filter(variant=variant).update(reserved=1),
    "safety": lambda variant: Stock.objects.filter(variant=variant).update(safety=1),
    "on hand": lambda variant: WarehouseStock.objects.filter(variant=variant).update(on_hand=2),
    "reserved, by reservations": lambda variant: (
        Movement.objects.create(variant_id=variant, kind="reserved", quantity=1, happened_at=NOW)
        and Stock.objects.filter(variant=variant).update(reserved=1, available=2)
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_does_not_add_up_is_named(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    variant, _ = a_record(stock=3).variant, a_record(stock=3)
    call_command("check_stock")
    assert capsys.readouterr().out == "Stock adds up.\n"
    SPOILT[what](variant)
    assert what in {found.what for found in audit_stock()}
    assert {found.variant_id for found in audit_stock()} == {variant}
    with pytest.raises(SystemExit) as ended:
        call_command("check_stock")
    assert ended.value.code == 1
    assert f"variant {variant}: {what}: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "impossible", [{"available": -1}, {"reserved": -1}, {"safety": -1}, {"backorder_limit": 2, "available": -3}]
)
def test_the_database_itself_refuses_what_cannot_be(impossible: dict[str, int]) -> None:
    variant = a_record(stock=3).variant
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(variant=variant).update(**impossible)
    with pytest.raises(IntegrityError), transaction.atomic():
        WarehouseStock.objects.filter(variant=variant).update(on_hand=-1)
