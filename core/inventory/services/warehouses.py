"""Warehouses: opened, closed, and goods carried from one to another."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from core.inventory.models import Warehouse, WarehouseStock
from core.inventory.rules import picked
from core.inventory.services.holding import check_positive, goods_of, hold_counted, open_warehouse_id, put
from core.inventory.services.ledger import Move, record
from core.inventory.types import MovementKind, WarehouseNeeded, WarehouseUnknown


@transaction.atomic
def transfer(*, source: int, target: int, quantities: Mapping[int, int], reference: str = "", now: datetime) -> None:
    """Carry goods from one warehouse, by id, to another, all or none; what can be sold stays as it is.

    Raises QuantityInvalid, WarehouseUnknown, NotCounted, NotOnHand.
    """
    check_positive(quantities)
    open_warehouse_id(target)
    if source == target or not Warehouse.objects.filter(id=source).exists():
        raise WarehouseUnknown
    hold_counted(quantities)
    goods, now_there, moves = goods_of(quantities), dict[tuple[int, int], int](), list[Move]()
    for variant_id, quantity in sorted(quantities.items()):
        there = goods[variant_id].get(source, 0)
        picked(variant_id, quantity, {source: there})
        now_there[variant_id, source] = there - quantity
        now_there[variant_id, target] = goods[variant_id].get(target, 0) + quantity
        moves.append(Move(MovementKind.MOVED_OUT, variant_id, quantity, reference, source))
        moves.append(Move(MovementKind.MOVED_IN, variant_id, quantity, reference, target))
    put(now_there)
    record(moves, now)


@transaction.atomic
def close_warehouse(*, warehouse_id: int) -> None:
    """Nothing comes in there any more. Raises WarehouseNeeded while it holds goods, or is the last one open.

    All of them are held, so that two who each leave the other one open do not close both.
    """
    is_open = dict(Warehouse.objects.select_for_update().order_by("id").values_list("id", "active"))
    on_hand = WarehouseStock.objects.filter(warehouse=warehouse_id, on_hand__gt=0).count()
    others = any(active for id_, active in is_open.items() if id_ != warehouse_id)
    if on_hand or not others:
        raise WarehouseNeeded(on_hand=on_hand)
    Warehouse.objects.filter(id=warehouse_id).update(active=False)


@transaction.atomic
def open_warehouse(*, warehouse_id: int) -> None:
    """Goods come in there again."""
    Warehouse.objects.filter(id=warehouse_id).update(active=True)
