"""Reads of prices."""

from core.catalog.selectors import variant_view
from core.catalog.types import Market
from core.pricing.models import Price
from core.pricing.types import PricedVariant
from core.shared.money import Money


def priced_variants(*, product_id: int, market: Market) -> tuple[PricedVariant, ...]:
    """A product's variants that have a price in a market, in their order. One statement."""
    rows = Price.objects.filter(variant__product=product_id, currency=market.currency)
    whole = rows.select_related("variant__product", "variant__image")
    return tuple(_priced(row, market.locale) for row in whole.order_by("variant__position", "variant_id"))


def _priced(row: Price, locale: str) -> PricedVariant:
    compare_at = None if row.compare_at is None else Money(row.compare_at, row.currency)
    return PricedVariant(variant_view(row.variant, locale=locale), Money(row.amount, row.currency), compare_at)
