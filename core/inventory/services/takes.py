"""Stock takes.

A line keeps what lay there at the moment it was counted, so its difference is a fact of that moment. Whatever comes in
or leaves afterwards moves both alike; so when the take is closed, the difference is written, whatever lies there by
then, and nobody has to stop selling while somebody counts.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from core.inventory.models import Stock, StockTake, StockTakeLine
from core.inventory.services.holding import goods_of, hold_counted, open_warehouse_id, put
from core.inventory.services.ledger import Move, record
from core.inventory.services.telling import tell
from core.inventory.types import GoodsOwed, MovementKind, NotOnHand, QuantityInvalid, TakeClosed, TakeOpen

REFERENCE = "stock take {}"


@transaction.atomic
def open_take(*, warehouse_id: int, now: datetime) -> int:
    """Begin to count a warehouse; returns the take's id. Raises WarehouseUnknown, TakeOpen."""
    try:
        return StockTake.objects.create(warehouse_id=open_warehouse_id(warehouse_id), opened_at=now).pk
    except IntegrityError:
        raise TakeOpen from None


@transaction.atomic
def count(*, take_id: int, counts: Mapping[int, int], now: datetime) -> None:
    """Write down how many were counted, by variant; counted again, the last counts. What nobody counts stays as it is.

    Raises QuantityInvalid, TakeClosed, NotCounted.
    """
    if any(counted < 0 for counted in counts.values()):
        raise QuantityInvalid
    take = _open(take_id)
    hold_counted(counts)
    goods = goods_of(counts)
    StockTakeLine.objects.bulk_create(
        [
            StockTakeLine(
                take=take,
                variant_id=variant_id,
                expected=goods[variant_id].get(take.warehouse_id, 0),
                counted=counted,
                counted_at=now,
            )
            for variant_id, counted in counts.items()
        ],
        update_conflicts=True,
        unique_fields=["take", "variant"],
        update_fields=["expected", "counted", "counted_at"],
    )


@transaction.atomic
def forget_count(*, take_id: int, variant_id: int) -> None:
    """As if it had not been counted. Raises TakeClosed."""
    StockTakeLine.objects.filter(take=_open(take_id), variant=variant_id).delete()


@transaction.atomic
def abandon_take(*, take_id: int) -> None:
    """As if nobody had counted. Raises TakeClosed."""
    _open(take_id).delete()


@transaction.atomic
def close_take(*, take_id: int, now: datetime) -> int:
    """What differed is found or lost, once; returns of how many variants it was.

    Where more is lost than can be sold, safety stock goes first; what orders hold does not. Raises TakeClosed,
    NotCounted, GoodsOwed, and NotOnHand where more has left since than was counted.
    """
    take = _open(take_id)
    StockTake.objects.filter(pk=take.pk).update(closed_at=now)
    differences = {line.variant_id: line.difference for line in take.lines.all() if line.difference}
    rows, goods = hold_counted(differences), goods_of(differences)
    now_there, moves = dict[tuple[int, int], int](), list[Move]()
    for variant_id, difference in sorted(differences.items()):
        there = goods[variant_id].get(take.warehouse_id, 0)
        if there + difference < 0:
            raise NotOnHand(variant_id=variant_id, quantity=-difference, there=there)
        now_there[variant_id, take.warehouse_id] = there + difference
        moves += _corrected(rows[variant_id], difference, take)
    put(now_there) if now_there else None
    _write(rows)
    record(moves, now)
    tell(differences, now)
    return len(differences)


def _open(take_id: int) -> StockTake:
    """Held, so that none is closed twice, or counted once it is closed."""
    take = StockTake.objects.select_for_update().filter(id=take_id, closed_at=None).first()
    if take is None:
        raise TakeClosed
    return take


def _corrected(row: Stock, difference: int, take: StockTake) -> list[Move]:
    reference = REFERENCE.format(take.pk)
    kind = MovementKind.FOUND if difference > 0 else MovementKind.LOST
    moves = [Move(kind, row.pk, abs(difference), reference, take.warehouse_id)]
    row.available += difference
    missing = -(row.available + row.backorder_limit)
    if difference < 0 and missing > 0:
        if missing > row.safety:
            raise GoodsOwed(variant_id=row.pk, missing=missing - row.safety)
        row.available, row.safety = row.available + missing, row.safety - missing
        moves.append(Move(MovementKind.FREED, row.pk, missing, reference))
    return moves


def _write(rows: Mapping[int, Stock]) -> None:
    Stock.objects.bulk_create(
        [rows[variant_id] for variant_id in sorted(rows)],
        update_conflicts=True,
        unique_fields=["variant"],
        update_fields=["available", "safety"],
    )
