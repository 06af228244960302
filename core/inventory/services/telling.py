"""Who is told when there is some of a variant again, or none any more: catalog's lists, and those who wait."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core.catalog.models import Variant
from core.catalog.services import reflect_stock
from core.catalog.types import Supply
from core.inventory.models import Stock, StockAlert
from core.outbox.services import publish

STOCK_BACK = "stock.back"
BEST_FIRST = (Supply.IN_STOCK, Supply.BACKORDER, Supply.SOLD_OUT)


def tell(variant_ids: Collection[int], now: datetime) -> None:
    """Of variants whose supply may have changed; in the transaction that changed it, after their stock."""
    if not variant_ids:
        return
    products = set(Variant.objects.filter(id__in=variant_ids).values_list("product_id", flat=True))
    reflect_stock(product_ids=products, supplies=_supplies)
    call_back(variant_ids, now)


def call_back(variant_ids: Collection[int], now: datetime) -> None:
    """Whoever waits for one of these is owed a mail, if it can be had."""
    waiting = set(StockAlert.objects.filter(variant__in=variant_ids).order_by().values_list("variant_id", flat=True))
    for row in Stock.objects.filter(variant__in=waiting).order_by("variant_id") if waiting else ():
        if row.sellable:
            publish(topic=STOCK_BACK, payload={"variant": row.pk}, now=now)


@transaction.atomic
def tell_stock(*, product_ids: Collection[int]) -> None:
    """Tell catalog once more how some products are supplied."""
    reflect_stock(product_ids=product_ids, supplies=_supplies)


def _supplies(product_ids: Collection[int]) -> dict[int, Supply]:
    """The best of each product's variants; a product none of whose variants ever came in is not named."""
    best: dict[int, Supply] = {}
    for row in Stock.objects.filter(variant__product__in=product_ids).select_related("variant"):
        known = best.get(row.variant.product_id, Supply.SOLD_OUT)
        best[row.variant.product_id] = min(known, row.supply, key=BEST_FIRST.index)
    return best
