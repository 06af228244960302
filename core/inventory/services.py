"""Writes of stock; catalog's listing is told in the same transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.catalog.models import Variant
from core.catalog.services import reflect_stock
from core.inventory.models import Movement, Stock
from core.inventory.selectors import available
from core.inventory.types import UNLIMITED, MovementKind, OutOfStock, QuantityInvalid, Shortage, StockLevel


@transaction.atomic
def receive(*, variant_id: int, quantity: int, reference: str = "", now: datetime) -> None:
    """Add goods that have come in. Raises QuantityInvalid."""
    if quantity < 1:
        raise QuantityInvalid(quantity=quantity)
    Stock.objects.get_or_create(variant_id=variant_id)
    Stock.objects.filter(variant=variant_id).update(available=F("available") + quantity)
    _record(MovementKind.RECEIVED, {variant_id: quantity}, reference, now)
    _tell_catalog([variant_id])


@transaction.atomic
def reserve(*, quantities: Mapping[int, int], reference: str, now: datetime) -> None:
    """Take goods out of what is available, all or none. `quantities` is by variant id.

    Each variant is claimed by one conditional UPDATE, in the order of their ids, so that two orders never wait for
    each other in a circle. Raises OutOfStock, QuantityInvalid.
    """
    if any(quantity < 1 for quantity in quantities.values()):
        raise QuantityInvalid
    short = [variant_id for variant_id, quantity in sorted(quantities.items()) if not _claim(variant_id, quantity)]
    if short:
        there = available(variant_ids=short)
        raise OutOfStock(shortages=[Shortage(id_, quantities[id_], there[id_]) for id_ in short])
    _record(MovementKind.RESERVED, quantities, reference, now)
    # Only the last one sold changes what lists show, so only then is the listing, which others wait for, locked.
    _tell_catalog(Stock.objects.filter(variant__in=quantities, available=0).values_list("variant_id", flat=True))


def _claim(variant_id: int, quantity: int) -> bool:
    """SQLite and PostgreSQL alike: the row's own lock and the condition decide between two buyers."""
    claimable = Stock.objects.filter(variant=variant_id, available__gte=quantity)
    return bool(claimable.update(available=F("available") - quantity, reserved=F("reserved") + quantity))


def _record(kind: MovementKind, quantities: Mapping[int, int], reference: str, now: datetime) -> None:
    Movement.objects.bulk_create(
        Movement(variant_id=variant_id, kind=kind, quantity=quantity, reference=reference, happened_at=now)
        for variant_id, quantity in sorted(quantities.items())
    )


def _tell_catalog(variant_ids: Collection[int]) -> None:
    products = set(Variant.objects.filter(id__in=variant_ids).values_list("product_id", flat=True))
    if products:
        reflect_stock(product_ids=products, in_stock=_in_stock)


def _in_stock(product_ids: Collection[int]) -> set[int]:
    left = Stock.objects.filter(variant__product__in=product_ids, available__gt=0)
    return set(left.values_list("variant__product_id", flat=True))


@transaction.atomic
def set_levels(*, levels: Sequence[StockLevel], reference: str, now: datetime) -> set[int]:
    """Bring what is available to the numbers given; returns the ids of the variants it changes for."""
    wanted = {level.variant_id: UNLIMITED if level.unlimited else level.available for level in levels}
    there = dict(Stock.objects.filter(variant__in=wanted).values_list("variant_id", "available"))
    changed = {variant_id: count for variant_id, count in wanted.items() if there.get(variant_id, 0) != count}
    Stock.objects.bulk_create(
        [Stock(variant_id=variant_id, available=count) for variant_id, count in changed.items()],
        update_conflicts=True,
        unique_fields=["variant"],
        update_fields=["available"],
    )
    received = {v: more for v, count in changed.items() if (more := count - there.get(v, 0)) > 0}
    _record(MovementKind.RECEIVED, received, reference, now)
    _tell_catalog(changed)
    return set(changed)
