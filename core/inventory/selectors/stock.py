"""What can be sold."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.catalog.models import Variant
from core.catalog.rules import variant_title
from core.catalog.types import ProductStatus, Supply
from core.inventory.models import Reservation, Stock
from core.inventory.rules import sellable, supply
from core.inventory.types import Offer, Scarce

FEW = 5  # fewer than this of a variant, and it is time to order more


def available(*, variant_ids: Collection[int], now: datetime | None = None) -> dict[int, int]:
    """How many of each variant can be sold now, backorders among them. One statement.

    Of one never received there are 0, of one that is not counted UNLIMITED.
    """
    return {variant_id: offer.sellable for variant_id, offer in offers(variant_ids=variant_ids, now=now).items()}


def offers(*, variant_ids: Collection[int], now: datetime | None = None) -> dict[int, Offer]:
    """Whether and when each variant can be had; what is held for longer than it was to be is there. One statement."""
    rows = Stock.objects.filter(variant__in=variant_ids).annotate(expired=expired_of("variant_id", now))
    found = {row.pk: offer_of(row, row.expired) for row in rows}
    return {variant_id: found.get(variant_id) or _none(variant_id) for variant_id in variant_ids}


def expired_of(variant: str, now: datetime | None = None) -> Coalesce:
    """How many of the variant, a column of the outer query, are held for longer than they were to be."""
    over = Reservation.objects.filter(variant=OuterRef(variant), expires_at__lte=now or timezone.now()).order_by()
    units = over.values("variant").annotate(units=Sum("quantity")).values("units")
    return Coalesce(Subquery(units, output_field=IntegerField()), 0)


def offer_of(row: Stock | None, expired: int, *, variant_id: int = 0) -> Offer:
    """For those who have read a variant's stock, if it has any, and what of it is `expired`."""
    if row is None:
        return _none(variant_id)
    there, limit, unlimited = row.available + expired, row.backorder_limit, row.unlimited
    found = sellable(available=there, backorder_limit=limit, unlimited=unlimited)
    how = supply(available=there, backorder_limit=limit, unlimited=unlimited)
    return Offer(row.pk, found if unlimited else max(0, there), found, how, row.expected_at)


def _none(variant_id: int) -> Offer:
    return Offer(variant_id, 0, 0, Supply.SOLD_OUT, None)


def scarcest(*, size: int) -> tuple[Scarce, ...]:
    """The counted variants of products on show that have run out or are about to, scarcest first. One statement."""
    rows = _scarce().order_by("left", "product__title", "position", "id")[:size]
    return tuple(
        Scarce(row.pk, row.product.title, variant_title(row.option_values), row.left)
        for row in rows.select_related("product")
    )


def count_scarce() -> tuple[int, int]:
    """How many such variants have run out, and how many are about to. One statement."""
    counts = _scarce().aggregate(none=Count("id", Q(left__lte=0)), few=Count("id", Q(left__gt=0)))
    return counts["none"], counts["few"]


def _scarce() -> "QuerySet[Any]":
    """One never received has run out too; of what is owed less than none is left."""
    sold = Variant.objects.filter(product__status=ProductStatus.ACTIVE).exclude(stock__unlimited=True)
    return sold.annotate(left=Coalesce("stock__available", 0)).filter(left__lt=FEW)
