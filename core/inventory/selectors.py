"""Reads of stock."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from core.catalog.models import Variant
from core.catalog.rules import variant_title
from core.catalog.types import ProductStatus
from core.inventory.models import Stock
from core.inventory.types import Scarce

FEW = 5  # fewer than this of a variant, and it is time to order more


def available(*, variant_ids: Collection[int]) -> dict[int, int]:
    """How many of each variant can be sold now. One statement.

    Of one never received there are 0, of one that is not counted UNLIMITED.
    """
    known = {row.variant_id: row.sellable for row in Stock.objects.filter(variant__in=variant_ids)}
    return {variant_id: known.get(variant_id, 0) for variant_id in variant_ids}


def scarcest(*, size: int) -> tuple[Scarce, ...]:
    """The counted variants of products on show that have run out or are about to, scarcest first. One statement."""
    rows = _scarce().order_by("left", "product__title", "position", "id")[:size]
    return tuple(
        Scarce(row.pk, row.product.title, variant_title(row.option_values), row.left, hasattr(row, "stock"))
        for row in rows.select_related("product", "stock")
    )


def count_scarce() -> tuple[int, int]:
    """How many such variants have run out, and how many are about to. One statement."""
    counts = _scarce().aggregate(none=Count("id", Q(left=0)), few=Count("id", Q(left__gt=0)))
    return counts["none"], counts["few"]


def _scarce() -> "QuerySet[Any]":
    """One never received has run out too."""
    sold = Variant.objects.filter(product__status=ProductStatus.ACTIVE).exclude(stock__unlimited=True)
    return sold.annotate(left=Coalesce("stock__available", 0)).filter(left__lt=FEW)
