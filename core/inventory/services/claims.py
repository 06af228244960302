"""Goods that become an order's, for good or for a while, and that leave the house or are for sale again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from core.catalog.types import Supply
from core.inventory.models import Reservation, Stock
from core.inventory.rules import picked, supply
from core.inventory.selectors import available
from core.inventory.services.holding import check_positive, goods_of, open_warehouse_id, put
from core.inventory.services.ledger import Move, record
from core.inventory.services.reservations import available_by, free_expired, give_back, uncounted
from core.inventory.services.telling import tell
from core.inventory.types import AlreadyReserved, MovementKind, NotReserved, OutOfStock, Shortage


@transaction.atomic
def reserve(
    *, quantities: Mapping[int, int], reference: str, now: datetime, expires_at: datetime | None = None
) -> dict[int, Supply]:
    """Take goods out of what is available, all or none, until `expires_at` or for good. `quantities` is by variant id.

    Returns of each whether all of it is there, or some of it is owed.

    Each variant is claimed by one conditional UPDATE, in the order of their ids, so that two orders never wait for
    each other in a circle. Where too little is left, what others hold for longer than they were to is freed first. Of
    what is not counted there is always enough. Raises OutOfStock, QuantityInvalid, AlreadyReserved.
    """
    check_positive(quantities)
    freed: set[int] = set()
    short = [id_ for id_, quantity in sorted(quantities.items()) if not _claim_or_free(id_, quantity, freed, now)]
    if short:
        there = available(variant_ids=short, now=now)
        raise OutOfStock(shortages=[Shortage(id_, quantities[id_], there[id_]) for id_ in short])
    _write_down(quantities, reference, expires_at)
    rows = Stock.objects.in_bulk(quantities)
    moves = [Move(MovementKind.RESERVED, id_, quantity, reference) for id_, quantity in sorted(quantities.items())]
    record(moves, now, uncounted=uncounted(rows.values()))
    # Only the last one sold changes what lists show, so only then is the listing, which others wait for, locked.
    tell([row.pk for row in rows.values() if row.pk in freed or _ran_out(row, quantities[row.pk])], now)
    return {id_: Supply.BACKORDER if row.owed else Supply.IN_STOCK for id_, row in rows.items()}


@transaction.atomic
def secure(*, quantities: Mapping[int, int], reference: str, now: datetime) -> None:
    """Keep for good what was reserved for a while, and take again what was freed meanwhile.

    One conditional UPDATE says whether all of it was still there. Raises OutOfStock, and then nothing has changed.
    """
    held = Reservation.objects.filter(reference=reference)
    if held.update(expires_at=None) == len(quantities):
        return
    there = set(held.values_list("variant_id", flat=True))
    lost = {variant_id: quantity for variant_id, quantity in quantities.items() if variant_id not in there}
    reserve(quantities=lost, reference=reference, now=now)


@transaction.atomic
def ship_out(*, quantities: Mapping[int, int], reference: str, warehouse_id: int | None = None, now: datetime) -> None:
    """Reserved goods leave the house, all or none: from the warehouse named, or from the first ones that have them.

    Raises NotReserved, QuantityInvalid, WarehouseUnknown, and NotOnHand where what is owed has not come in yet.
    """
    _consume(quantities, reference)
    for variant_id, quantity in sorted(quantities.items()):
        Stock.objects.filter(variant=variant_id).update(reserved=F("reserved") - quantity)
    free = uncounted(Stock.objects.filter(variant__in=quantities))
    moves = [Move(MovementKind.SHIPPED, id_, quantities[id_], reference) for id_ in sorted(free)]
    counted = {variant_id: quantity for variant_id, quantity in quantities.items() if variant_id not in free}
    record([*moves, *_carried_out(counted, warehouse_id, reference)], now, uncounted=free)


@transaction.atomic
def release(*, quantities: Mapping[int, int], reference: str, now: datetime) -> None:
    """Reserved goods are for sale again, all or none. Raises NotReserved, QuantityInvalid."""
    _consume(quantities, reference)
    give_back({(variant_id, reference): quantity for variant_id, quantity in quantities.items()}, now)
    tell(quantities, now)


def _claim_or_free(variant_id: int, quantity: int, freed: set[int], now: datetime) -> bool:
    """The second claim is for what somebody else has freed meanwhile, too."""
    if _claim(variant_id, quantity):
        return True
    if free_expired(variant_id, now):
        freed.add(variant_id)
    return _claim(variant_id, quantity)


def _claim(variant_id: int, quantity: int) -> bool:
    """SQLite and PostgreSQL alike: the row's own lock and the condition decide between two buyers."""
    enough = Q(available__gte=quantity - F("backorder_limit")) | Q(unlimited=True)
    claimable = Stock.objects.filter(enough, variant=variant_id)
    return bool(claimable.update(available=available_by(-quantity), reserved=F("reserved") + quantity))


def _write_down(quantities: Mapping[int, int], reference: str, expires_at: datetime | None) -> None:
    rows = [
        Reservation(variant_id=variant_id, reference=reference, quantity=quantity, expires_at=expires_at)
        for variant_id, quantity in sorted(quantities.items())
    ]
    try:
        Reservation.objects.bulk_create(rows)
    except IntegrityError:
        raise AlreadyReserved(reference=reference) from None


def _ran_out(row: Stock, taken: int) -> bool:
    """Whether it was supplied better before these were taken."""
    there = row.available if row.unlimited else row.available + taken
    return row.supply is not supply(available=there, backorder_limit=row.backorder_limit, unlimited=row.unlimited)


def _consume(quantities: Mapping[int, int], reference: str) -> None:
    """One conditional change of a reservation a variant, so that nothing leaves twice."""
    check_positive(quantities)
    for variant_id, quantity in sorted(quantities.items()):
        held = Reservation.objects.filter(reference=reference, variant=variant_id)
        part = held.filter(quantity__gt=quantity).update(quantity=F("quantity") - quantity)
        if not part and not held.filter(quantity=quantity).delete()[0]:
            raise NotReserved(variant_id=variant_id, quantity=quantity)


def _carried_out(counted: Mapping[int, int], warehouse_id: int | None, reference: str) -> list[Move]:
    """Of variants whose stock is held by now."""
    if not counted:
        return []
    named = None if warehouse_id is None else open_warehouse_id(warehouse_id)
    goods, left, moves = goods_of(counted), dict[tuple[int, int], int](), list[Move]()
    for variant_id, quantity in sorted(counted.items()):
        there = goods[variant_id] if named is None else {named: goods[variant_id].get(named, 0)}
        for place, taken in picked(variant_id, quantity, there).items():
            left[variant_id, place] = there[place] - taken
            moves.append(Move(MovementKind.SHIPPED, variant_id, taken, reference, place))
    put(left)
    return moves
