"""How much there is: goods that come in or come back, what was counted, and how much of it is for sale."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from core.catalog.models import Variant
from core.inventory.models import Stock
from core.inventory.rules import picked
from core.inventory.services.holding import check_positive, goods_of, hold, hold_counted, put
from core.inventory.services.holding import open_warehouse_id as warehouse_for
from core.inventory.services.ledger import Move, record
from core.inventory.services.telling import tell
from core.inventory.types import BackorderOwed, MovementKind, QuantityInvalid, SafetyBeyondStock, StockLevel


@transaction.atomic
def receive(
    *, variant_id: int, quantity: int, warehouse_id: int | None = None, reference: str = "", now: datetime
) -> None:
    """Add goods that have come in, to the first warehouse unless another is named.

    Raises QuantityInvalid, WarehouseUnknown.
    """
    _bring_in(MovementKind.RECEIVED, {variant_id: quantity}, warehouse_id, reference, now)


@transaction.atomic
def take_back(*, quantities: Mapping[int, int], warehouse_id: int | None = None, reference: str, now: datetime) -> None:
    """Goods that were shipped have come back, and are for sale again. Raises QuantityInvalid, WarehouseUnknown."""
    _bring_in(MovementKind.RETURNED, quantities, warehouse_id, reference, now)


@transaction.atomic
def set_levels(*, levels: Sequence[StockLevel], reference: str, now: datetime) -> set[int]:
    """Bring what is available to the numbers given, as an import found them; what is more is in the first warehouse.

    Returns the ids of the variants that it changes something for.

    A handful of statements, however many levels; what is so already is left alone, and so is none where some are owed.
    Of two levels of one variant the last counts. Raises QuantityInvalid.
    """
    if any(level.available < 0 for level in levels):
        raise QuantityInvalid
    wanted = {level.variant_id: level for level in sorted(levels, key=lambda level: level.variant_id)}
    rows = hold(wanted)
    changed = {id_: level for id_, level in wanted.items() if level != _level(rows[id_])}
    if not changed:
        return set()
    before = {id_: rows[id_].supply for id_ in changed}
    for id_, level in changed.items():
        rows[id_].available, rows[id_].unlimited = level.available, level.unlimited
    _write([rows[id_] for id_ in changed])
    record(_brought_to([rows[id_] for id_ in changed], reference), now)
    tell([id_ for id_ in changed if rows[id_].supply is not before[id_]], now)
    return set(changed)


@transaction.atomic
def set_backorder(*, variant_id: int, limit: int, expected_at: datetime | None, now: datetime) -> None:
    """How many may be sold beyond what there is, and when more come in. Raises QuantityInvalid, BackorderOwed."""
    if limit < 0:
        raise QuantityInvalid
    row = hold([variant_id])[variant_id]
    if row.available + limit < 0:
        raise BackorderOwed(variant_id=variant_id, owed=-row.available)
    row.backorder_limit, row.expected_at = limit, expected_at
    row.save()
    tell([variant_id], now)


@transaction.atomic
def set_safety(*, variant_id: int, units: int, now: datetime) -> None:
    """How many are held back from sale; more only of what is available.

    Raises QuantityInvalid, NotCounted, SafetyBeyondStock.
    """
    if units < 0:
        raise QuantityInvalid
    row = hold_counted([variant_id])[variant_id]
    more = units - row.safety
    if more > max(0, row.available):
        raise SafetyBeyondStock(variant_id=variant_id, available=max(0, row.available))
    if more:
        row.safety, row.available = units, row.available - more
        row.save()
        kind = MovementKind.HELD_BACK if more > 0 else MovementKind.FREED
        record([Move(kind, variant_id, abs(more), "")], now)
        tell([variant_id], now)


def hold_stock(*, products: Collection[str]) -> None:
    """In the caller's transaction: nobody else moves the stock of these products, by slug, until it ends.

    For whoever changes products and their stock in one transaction: stock is held before products, as it is by a sale.
    """
    hold(list(Variant.objects.filter(product__slug__in=products).values_list("id", flat=True)))


def _bring_in(
    kind: MovementKind, quantities: Mapping[int, int], warehouse_id: int | None, reference: str, now: datetime
) -> None:
    check_positive(quantities)
    place = warehouse_for(warehouse_id)
    rows = hold(quantities)
    for variant_id, quantity in quantities.items():
        rows[variant_id].available += quantity
    _write(rows.values())
    goods = goods_of(quantities)
    put({(id_, place): goods[id_].get(place, 0) + quantity for id_, quantity in quantities.items()})
    record([Move(kind, id_, quantity, reference, place) for id_, quantity in sorted(quantities.items())], now)
    tell(quantities, now)


def _level(row: Stock) -> StockLevel:
    """As whoever counts sees it: what is owed is not there."""
    return StockLevel(row.pk, max(0, row.available), row.unlimited)


def _write(rows: Iterable[Stock]) -> None:
    """Rows that are held, new ones among them."""
    Stock.objects.bulk_create(
        sorted(rows, key=lambda row: row.pk),
        update_conflicts=True,
        unique_fields=["variant"],
        update_fields=["available", "unlimited"],
    )


def _brought_to(rows: Collection[Stock], reference: str) -> list[Move]:
    """So many lie there that it adds up to what the rows say: more in the first warehouse, fewer there first of all."""
    place, goods = warehouse_for(None), goods_of([row.pk for row in rows])
    now_there, moves = dict[tuple[int, int], int](), list[Move]()
    for row in rows:
        there = {place: 0} | goods[row.pk]
        more = row.available + row.reserved + row.safety - sum(there.values())
        changes = {place: more} if more > 0 else {at: -n for at, n in picked(row.pk, -more, there).items()}
        for at, change in changes.items():
            now_there[row.pk, at] = there[at] + change
            kind = MovementKind.FOUND if change > 0 else MovementKind.LOST
            moves.append(Move(kind, row.pk, abs(change), reference, at))
    if now_there:
        put(now_there)
    return moves
