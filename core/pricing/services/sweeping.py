"""Prices that were superseded so long ago that nothing asks for them any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from core.pricing.models import Price
from core.pricing.rules import KEPT

BATCH = 1000


@transaction.atomic
def forget_prices(*, now: datetime) -> int:
    """Forget prices that nothing needs any more, not even the lowest of 30 days; returns how many, up to BATCH."""
    before = now - KEPT
    successors = Price.objects.filter(
        price_list=OuterRef("price_list"),
        variant=OuterRef("variant"),
        ends_at__isnull=True,
        starts_at__gt=OuterRef("starts_at"),
        starts_at__lte=before,
    )
    over = Q(ends_at__lte=before) | (Q(ends_at__isnull=True, starts_at__lt=before) & Exists(successors))
    ids = list(Price.objects.filter(over).order_by("id").values_list("id", flat=True)[:BATCH])
    return Price.objects.filter(id__in=ids).delete()[0] if ids else 0
