"""What things cost."""

from dataclasses import dataclass

from core.catalog.types import Variant
from core.shared.errors import DomainError
from core.shared.money import Money


@dataclass(frozen=True, slots=True)
class PricedVariant:
    """A variant that can be bought in one currency, and its price; `compare_at` is set while it is on offer."""

    variant: Variant
    price: Money
    compare_at: Money | None


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """What a variant is to cost, in minor units, tax included; `compare_at` is the higher price it was."""

    amount: int
    compare_at: int | None = None


class PriceInvalid(DomainError):
    """A price is not negative, and what it is compared with is higher."""

    code = "price_invalid"
