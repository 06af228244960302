"""What the state takes of a sale."""

from dataclasses import dataclass
from decimal import Decimal

from core.shared.money import Money

WHOLE = 100_000  # a rate is in parts of this: 19 % is 19,000
STANDARD = "standard"  # the class of what is told no other, and the one others fall back on
SHIPPING = "shipping"


def percent(rate: int) -> Decimal:
    """As people write a rate: 19,000 is 19, 7,250 is 7.25."""
    return Decimal(rate) * 100 / WHOLE


@dataclass(frozen=True, slots=True)
class Rate:
    """One tax of a place on one class of goods. `region` is empty where it is the whole country's.

    A region's `adds` to the country's; otherwise it takes the country's place.
    """

    region: str
    tax_class: str
    name: str
    rate: int
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Unrated:
    """A class that so many products are of and no rate has: they are taxed as the standard one."""

    tax_class: str
    products: int


@dataclass(frozen=True, slots=True)
class Taxable:
    """Something sold: what the shopper pays for it, after discounts, and whether its taxes are in that already."""

    amount: Money
    tax_class: str
    included: bool


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax on all it is due on: `rate` parts in WHOLE of `base`, which is without any tax, make `tax`.

    `included`: in the prices already; otherwise it comes on top of them.
    """

    name: str
    rate: int
    base: Money
    tax: Money
    included: bool

    @property
    def part(self) -> Decimal:
        """Of the base: 0.19."""
        return Decimal(self.rate) / WHOLE


@dataclass(frozen=True, slots=True)
class ItemTax:
    """What is due on one taxable: the sum of its taxes, and of their rates."""

    tax: Money
    rate: int


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All taxes on what is sold together: by item, in the order of the taxables, and by tax. Both add up to `tax`.

    `added` is what of it comes on top of the prices.
    """

    items: tuple[ItemTax, ...]
    taxes: tuple[Tax, ...]
    tax: Money
    added: Money
