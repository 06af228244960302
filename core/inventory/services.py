"""Writes of stock; catalog's listing is told in the same transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, PositiveIntegerField, Q, When

from core.catalog.models import Variant
from core.catalog.services import reflect_stock
from core.catalog.types import Supply
from core.inventory.models import Movement, Stock
from core.inventory.selectors import available
from core.inventory.types import MovementKind, NotReserved, OutOfStock, QuantityInvalid, Shortage, StockLevel


@transaction.atomic
def receive(*, variant_id: int, quantity: int, reference: str = "", now: datetime) -> None:
    """Add goods that have come in. Raises QuantityInvalid."""
    _check({variant_id: quantity})
    _hold_variants([variant_id])
    Stock.objects.get_or_create(variant_id=variant_id)
    Stock.objects.filter(variant=variant_id).update(available=F("available") + quantity)
    _record({MovementKind.RECEIVED: {variant_id: quantity}}, reference, now)
    _tell_catalog([variant_id])


@transaction.atomic
def reserve(*, quantities: Mapping[int, int], reference: str, now: datetime) -> None:
    """Take goods out of what is available, all or none. `quantities` is by variant id.

    Each variant is claimed by one conditional UPDATE, in the order of their ids, so that two orders never wait for
    each other in a circle. Of what is not counted there is always enough. Raises OutOfStock, QuantityInvalid.
    """
    _check(quantities)
    short = [variant_id for variant_id, quantity in sorted(quantities.items()) if not _claim(variant_id, quantity)]
    if short:
        there = available(variant_ids=short)
        raise OutOfStock(shortages=[Shortage(id_, quantities[id_], there[id_]) for id_ in short])
    rows = Stock.objects.in_bulk(quantities)
    _record({MovementKind.RESERVED: quantities}, reference, now, uncounted=_unlimited(rows))
    # Only the last one sold changes what lists show, so only then is the listing, which others wait for, locked.
    _tell_catalog([variant_id for variant_id, row in rows.items() if not row.sellable])


@transaction.atomic
def ship_out(*, quantities: Mapping[int, int], reference: str, now: datetime) -> None:
    """Reserved goods leave the house, all or none. Raises NotReserved, QuantityInvalid."""
    _take_from_reserved(quantities, back=False)
    _record({MovementKind.SHIPPED: quantities}, reference, now)


@transaction.atomic
def release(*, quantities: Mapping[int, int], reference: str, now: datetime) -> None:
    """Reserved goods are for sale again, all or none. Raises NotReserved, QuantityInvalid."""
    _take_from_reserved(quantities, back=True)
    uncounted = _unlimited(Stock.objects.in_bulk(quantities))
    _record({MovementKind.RELEASED: quantities}, reference, now, uncounted=uncounted)
    _tell_catalog(quantities)


@transaction.atomic
def set_levels(*, levels: Sequence[StockLevel], reference: str, now: datetime) -> set[int]:
    """Bring what is available to the numbers given, as an import or a stock take found them.

    Returns the ids of the variants that it changes something for.

    A handful of statements, however many levels; what is so already is left alone. Of two levels of one variant the
    last counts. Raises QuantityInvalid.
    """
    if any(level.available < 0 for level in levels):
        raise QuantityInvalid
    wanted = {level.variant_id: level for level in sorted(levels, key=lambda level: level.variant_id)}
    before = _held(wanted)
    changed = [level for level in wanted.values() if level != before[level.variant_id]]
    Stock.objects.bulk_create(
        [Stock(variant_id=level.variant_id, available=level.available, unlimited=level.unlimited) for level in changed],
        update_conflicts=True,
        unique_fields=["variant"],
        update_fields=["available", "unlimited"],
    )
    more = {level.variant_id: level.available - before[level.variant_id].available for level in changed}
    found = {variant_id: by for variant_id, by in more.items() if by > 0}
    lost = {variant_id: -by for variant_id, by in more.items() if by < 0}
    _record({MovementKind.FOUND: found, MovementKind.LOST: lost}, reference, now)
    _tell_catalog([level.variant_id for level in changed if level.sold_out != before[level.variant_id].sold_out])
    return {level.variant_id for level in changed}


def hold_stock(*, products: Collection[str]) -> None:
    """In the caller's transaction: nobody else moves the stock of these products, by slug, until it ends.

    For whoever changes products and their stock in one transaction: stock is held before products, as it is by a sale.
    """
    _held(list(Variant.objects.filter(product__slug__in=products).values_list("id", flat=True)))


@transaction.atomic
def tell_stock(*, product_ids: Collection[int]) -> None:
    """Tell catalog once more how some products are supplied."""
    reflect_stock(product_ids=product_ids, supplies=_supplies)


def _check(quantities: Mapping[int, int]) -> None:
    if any(quantity < 1 for quantity in quantities.values()):
        raise QuantityInvalid


def _claim(variant_id: int, quantity: int) -> bool:
    """SQLite and PostgreSQL alike: the row's own lock and the condition decide between two buyers."""
    claimable = Stock.objects.filter(Q(available__gte=quantity) | Q(unlimited=True), variant=variant_id)
    return bool(claimable.update(available=_available_by(-quantity), reserved=F("reserved") + quantity))


def _take_from_reserved(quantities: Mapping[int, int], *, back: bool) -> None:
    """One conditional UPDATE a variant, in the order of their ids; `back` into what is available, or gone."""
    _check(quantities)
    for variant_id, quantity in sorted(quantities.items()):
        reserved = Stock.objects.filter(variant=variant_id, reserved__gte=quantity)
        freed = _available_by(quantity if back else 0)
        if not reserved.update(reserved=F("reserved") - quantity, available=freed):
            raise NotReserved(variant_id=variant_id, quantity=quantity)


def _available_by(change: int) -> Case:
    """What is not counted stays as it is."""
    counted = F("available") + change
    return Case(When(unlimited=True, then=F("available")), default=counted, output_field=PositiveIntegerField())


def _held(variant_ids: Collection[int]) -> dict[int, StockLevel]:
    """How it is with some variants, which stays so until the transaction ends: nothing of one never received."""
    _hold_variants(variant_ids)
    rows = Stock.objects.filter(variant__in=variant_ids).select_for_update().order_by("variant_id")
    none = {variant_id: StockLevel(variant_id, 0) for variant_id in variant_ids}
    return none | {row[0]: StockLevel(*row) for row in rows.values_list("variant_id", "available", "unlimited")}


def _hold_variants(variant_ids: Collection[int]) -> None:
    """Whoever may give a variant its first stock holds the variant, for there is no row of stock to hold yet."""
    variants = Variant.objects.filter(id__in=variant_ids).select_for_update(no_key=True)
    list(variants.order_by("id").values_list("id", flat=True))


def _unlimited(rows: Mapping[int, Stock]) -> set[int]:
    return {variant_id for variant_id, row in rows.items() if row.unlimited}


def _record(
    moved: Mapping[MovementKind, Mapping[int, int]], reference: str, now: datetime, *, uncounted: Collection[int] = ()
) -> None:
    Movement.objects.bulk_create(
        Movement(
            variant_id=variant_id,
            kind=kind,
            quantity=quantity,
            counted=variant_id not in uncounted,
            reference=reference,
            happened_at=now,
        )
        for kind, quantities in moved.items()
        for variant_id, quantity in sorted(quantities.items())
    )


def _tell_catalog(variant_ids: Collection[int]) -> None:
    products = set(Variant.objects.filter(id__in=variant_ids).values_list("product_id", flat=True))
    if products:
        reflect_stock(product_ids=products, supplies=_supplies)


def _supplies(product_ids: Collection[int]) -> dict[int, Supply]:
    left = Stock.objects.filter(Q(available__gt=0) | Q(unlimited=True), variant__product__in=product_ids)
    return dict.fromkeys(left.values_list("variant__product_id", flat=True), Supply.IN_STOCK)
