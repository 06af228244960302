"""What the ledger says, and whether everything that is kept agrees with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from core.inventory.models import Movement, Reservation, Stock, WarehouseStock
from core.inventory.rules import TO_ON_HAND, TO_RESERVED, TO_SAFETY
from core.inventory.selectors.stock import expired_of, offer_of
from core.inventory.types import Discrepancy, Explanation, MovementKind, OnHand


def explain(variant_id: int) -> Explanation:
    """How it comes that so many of a variant can be sold, from its ledger's sums. Three statements."""
    row = Stock.objects.filter(variant=variant_id).annotate(expired=expired_of("variant_id")).first()
    expired = row.expired if row else 0
    stock = row or Stock(variant_id=variant_id)
    offer = offer_of(stock, expired)
    moved = Movement.objects.filter(variant=variant_id).order_by()
    sums = moved.aggregate(reserved=_net(TO_RESERVED), safety=_net(TO_SAFETY))
    on_hand = tuple(_on_hand(moved))
    there = sum(one.quantity for one in on_hand) - sums["reserved"] - sums["safety"]
    kept = (stock.reserved, stock.safety, stock.available)
    summed = (sums["reserved"], sums["safety"], stock.available if stock.unlimited else there)
    return Explanation(
        variant_id=variant_id,
        unlimited=stock.unlimited,
        on_hand=on_hand,
        reserved=sums["reserved"],
        safety=sums["safety"],
        available=there,
        backorder_limit=stock.backorder_limit,
        expired=expired,
        sellable=offer.sellable,
        agrees=kept == summed,
    )


def audit_stock() -> Iterator[Discrepancy]:
    """Every number that is kept and is not what it should add up to. Five statements, read while they are taken."""
    moved = Movement.objects.filter(variant=OuterRef("variant"))
    there = moved.filter(warehouse=OuterRef("warehouse"))
    held = Reservation.objects.filter(variant=OuterRef("variant"))
    places = WarehouseStock.objects.filter(variant=OuterRef("variant"))
    stock = Stock.objects.all()
    of_what_lies_there = _sum(places, Sum("on_hand")) - F("reserved") - F("safety")
    yield from _differing("on hand", WarehouseStock.objects.all(), "on_hand", _sum(there, _net(TO_ON_HAND)))
    yield from _differing("reserved, by movements", stock, "reserved", _sum(moved, _net(TO_RESERVED)))
    yield from _differing("reserved, by reservations", stock, "reserved", _sum(held, Sum("quantity")))
    yield from _differing("safety", stock, "safety", _sum(moved, _net(TO_SAFETY)))
    yield from _differing("available", stock.filter(unlimited=False), "available", of_what_lies_there)


def _on_hand(moved: QuerySet[Movement]) -> Iterator[OnHand]:
    sums = moved.filter(warehouse__isnull=False).values_list("warehouse_id", "warehouse__name")
    ordered = sums.annotate(net=_net(TO_ON_HAND)).order_by("warehouse__priority", "warehouse_id")
    return (OnHand(*found) for found in ordered if found[2])


def _differing(what: str, rows: "QuerySet[Any]", kept: str, summed: Any) -> Iterator[Discrepancy]:
    found = rows.annotate(summed=summed).exclude(summed=F(kept)).order_by("variant_id")
    for variant_id, one, other in found.values_list("variant_id", kept, "summed").iterator():
        yield Discrepancy(variant_id, what, one, other)


def _net(signs: Mapping[MovementKind, int]) -> Coalesce:
    """The sum of what is moved, with the sign its kind has."""
    whens = [When(kind=kind, then=sign * F("quantity")) for kind, sign in signs.items()]
    return Coalesce(Sum(Case(*whens, default=0, output_field=IntegerField())), 0)


def _sum(rows: "QuerySet[Any]", total: Any) -> Coalesce:
    sums = rows.order_by().values("variant").annotate(total=total).values("total")
    return Coalesce(Subquery(sums, output_field=IntegerField()), 0)
