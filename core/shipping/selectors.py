"""Reads of shipping."""

from core.shared.money import Money
from core.shipping.models import ShippingMethod
from core.shipping.types import ShippingOption


def options(*, currency: str) -> tuple[ShippingOption, ...]:
    """Every way an order can be sent now, in the merchant's order. One statement."""
    rows = ShippingMethod.objects.filter(active=True, currency=currency)
    return tuple(_option(row) for row in rows)


def _option(row: ShippingMethod) -> ShippingOption:
    return ShippingOption(row.code, row.name, Money(row.price, row.currency), row.tax_included)
