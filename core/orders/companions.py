"""What is bought together, counted by the worker: some products at a time, all of them again and again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q

from core.catalog.services import write_bought_together
from core.orders.models import CompanionCount, OrderLine
from core.orders.types import OrderStatus

BATCH = 200  # products counted at once
KEPT = 24  # others kept of each
COUNTED_FOR = timedelta(days=365)
ROUND = timedelta(hours=1)  # between the beginnings of two rounds, at least


@transaction.atomic
def count_bought_together(*, now: datetime) -> int:
    """Count what was bought together with some products in the orders of a year; returns how many products.

    Orders that failed or were cancelled do not count. It goes on where the last one ended; whoever comes while another
    counts does nothing. At most nine statements.
    """
    CompanionCount.objects.get_or_create(id=1, defaults={"began_at": now - ROUND})
    at = CompanionCount.objects.select_for_update(skip_locked=True).filter(id=1).first()
    if at is None or (at.product_id == 0 and at.began_at > now - ROUND):
        return 0
    sold = OrderLine.objects.filter(product_id__gt=at.product_id).order_by("product_id")
    ids = list(sold.values_list("product_id", flat=True).distinct()[:BATCH])
    if ids:
        write_bought_together(product_ids=ids, scores=_scores(ids, now))
    more = len(ids) == BATCH
    began_at = now if at.product_id == 0 else at.began_at
    CompanionCount.objects.filter(id=1).update(product_id=ids[-1] if more else 0, began_at=began_at)
    return len(ids)


def _scores(product_ids: Collection[int], now: datetime) -> dict[tuple[int, int], int]:
    """The orders that have a product and another, by both; of each product the most frequent ones."""
    counted = ~Q(order__status__in=[OrderStatus.FAILED, OrderStatus.CANCELLED])
    lines = OrderLine.objects.filter(counted, product_id__in=product_ids, order__placed_at__gt=now - COUNTED_FOR)
    pairs = lines.annotate(other=F("order__lines__product_id")).exclude(product_id=F("other")).order_by()
    counts = pairs.values_list("product_id", "other").annotate(score=Count("order", distinct=True))
    found, kept = dict[tuple[int, int], int](), dict[int, int]()
    for product_id, other, score in counts.order_by("product_id", "-score", "other"):
        kept[product_id] = kept.get(product_id, 0) + 1
        if kept[product_id] <= KEPT:
            found[product_id, other] = score
    return found
