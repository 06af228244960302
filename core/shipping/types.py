"""Ways to a shopper's door."""

from dataclasses import dataclass

from core.shared.errors import DomainError
from core.shared.money import Money


@dataclass(frozen=True, slots=True)
class ShippingOption:
    """A way an order can be sent, and what it costs: with its taxes, or they come on top."""

    code: str
    name: str
    price: Money
    tax_included: bool = True


class ShippingUnknown(DomainError):
    """There is no such way to send an order now."""

    code = "shipping_unknown"
