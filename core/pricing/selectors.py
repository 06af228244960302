"""Reads of prices."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.catalog.models import Variant
from core.catalog.selectors import variant_view
from core.catalog.types import Market
from core.pricing.models import Price
from core.pricing.rows import cost_at, lists_of
from core.pricing.rules import KEPT, lowest_before_reduction
from core.pricing.types import DatedPrice, PricedVariant
from core.shared.money import Money


@dataclass(frozen=True, slots=True)
class Cost:
    """What one of a variant costs in a market at a time; see rows.cost_at."""

    price: Money
    compare_at: Money | None
    reduced: bool
    tax_included: bool


def priced_variants(*, product_id: int, market: Market) -> tuple[PricedVariant, ...]:
    """A product's variants that have a price in a market now, in their order.

    One statement, and one more where any is on offer.
    """
    now = timezone.now()
    variants = Variant.objects.filter(product=product_id).select_related("product", "image")
    priced = variants.annotate(cost=cost_at(market, now, variant="pk")).order_by("position", "pk")
    costs = {row: cost for row in priced if (cost := cost_of(row.cost))}
    lowest = _lowest([row.pk for row, cost in costs.items() if cost.reduced], market, now)
    return tuple(
        PricedVariant(
            variant_view(row, locale=market.locale), cost.price, cost.compare_at, lowest.get(row.pk), cost.tax_included
        )
        for row, cost in costs.items()
    )


def cost_of(facts: dict[str, Any] | None) -> Cost | None:
    """None where the variant has no price."""
    if facts is None:
        return None
    currency, compare_at = facts["currency"], facts["compare_at"]
    return Cost(
        Money(facts["amount"], currency),
        None if compare_at is None else Money(compare_at, currency),
        reduced=compare_at is not None or bool(facts["offer"]),
        tax_included=bool(facts["tax_included"]),
    )


def dated_prices(*, variant_ids: Collection[int], market: Market, since: datetime) -> dict[int, list[DatedPrice]]:
    """The prices in a market of each variant that has any, from those that hold at `since` on. One statement."""
    rows = Price.objects.filter(lists_of(market), variant__in=variant_ids).exclude(ends_at__lte=since)
    found: dict[int, list[DatedPrice]] = {}
    for row in rows.select_related("price_list"):
        found.setdefault(row.variant_id, []).append(dated(row))
    return found


def dated(row: Price) -> DatedPrice:
    """A row with its list, as rules know it."""
    return DatedPrice(row.amount, row.compare_at, row.starts_at, row.ends_at, own=row.price_list.group_id is not None)


def _lowest(variant_ids: Collection[int], market: Market, now: datetime) -> dict[int, Money]:
    if not variant_ids:
        return {}
    history = dated_prices(variant_ids=variant_ids, market=market, since=now - KEPT)
    lowest = {variant_id: lowest_before_reduction(prices, now) for variant_id, prices in history.items()}
    return {variant_id: Money(amount, market.currency) for variant_id, amount in lowest.items() if amount is not None}
