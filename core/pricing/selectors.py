"""Reads of prices."""

from core.catalog.selectors import variant_view
from core.catalog.types import Market
from core.pricing.models import Price
from core.pricing.types import PricedVariant
from core.shared.money import Money


def priced_variants(*, product_id: int, market: Market) -> tuple[PricedVariant, ...]:
    """A product's variants that have a price in a market, in their order. One statement."""
    rows = Price.objects.filter(variant__product=product_id, currency=market.currency).select_related("variant")
    return tuple(_priced(row) for row in rows.order_by("variant__position", "variant_id"))


def _priced(row: Price) -> PricedVariant:
    compare_at = None if row.compare_at is None else Money(row.compare_at, row.currency)
    return PricedVariant(variant_view(row.variant), Money(row.amount, row.currency), compare_at)
