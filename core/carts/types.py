"""What a shopper means to buy."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.catalog.types import Availability, Image, Supply
from core.pricing.types import PricedVariant, PriceTax
from core.promotions.types import Coupon
from core.shared.errors import DomainError
from core.shared.money import Money

MAX_QUANTITY = 99
MAX_LINES = 100
BUYABLE = (Availability.IN_STOCK, Availability.BACKORDER, Availability.PREORDER)


class LineState(StrEnum):
    """Whether a line can be ordered as it stands."""

    READY = "ready"
    SHORT = "short"  # fewer are left than the line asks for
    SOLD_OUT = "sold_out"
    WITHDRAWN = "withdrawn"  # no longer sold, or not in this currency


@dataclass(frozen=True, slots=True)
class Line:
    """Some of one variant, at today's price and stock. `price` and `total` are zero where it is withdrawn.

    `tax_included`: they are what the shopper pays. Otherwise the taxes on its `tax_class` come on top.
    `available` is what can be sold, backorders among it. `supply` is where the line's last unit comes from, and
    `ships_at` when all of it can be sent, if that is later than now and known.
    """

    id: UUID
    variant_id: int
    product_id: int
    slug: str
    title: str
    variant_title: str
    sku: str
    image: Image | None
    quantity: int
    available: int
    price: Money
    total: Money
    tax_class: str
    tax_included: bool
    state: LineState
    supply: Supply
    ships_at: datetime | None


@dataclass(frozen=True, slots=True)
class OnSale:
    """A variant as somebody looks at it who may buy it.

    `available` is what a cart takes of it now, MAX_QUANTITY at most. `ships_at` is when one of it can be sent, if that
    is later than now and known.
    """

    priced: PricedVariant
    state: Availability
    available: int
    ships_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cart:
    """A principal's cart, oldest line first. `id` is None until something was put into it; `count` sums quantities.

    `coupon` stays when it no longer counts, and says so. `total` is the goods' without delivery.
    """

    id: UUID | None
    lines: tuple[Line, ...]
    count: int
    subtotal: Money
    coupon: Coupon | None = None

    @property
    def ready(self) -> bool:
        return bool(self.lines) and all(line.state is LineState.READY for line in self.lines)

    @property
    def price_tax(self) -> PriceTax:
        """Of the prices it shows: what is withdrawn has none."""
        return PriceTax.of(line.tax_included for line in self.lines if line.state is not LineState.WITHDRAWN)

    @property
    def discount(self) -> Money:
        return self.coupon.discount if self.coupon else Money.zero(self.subtotal.currency)

    @property
    def total(self) -> Money:
        return self.subtotal - self.discount


class CartEmpty(DomainError):
    """There is nothing to order."""

    code = "cart_empty"


class LineNotFound(DomainError):
    """There is no such line in this principal's cart."""

    code = "line_not_found"


class QuantityOutOfRange(DomainError):
    """A line holds 1 to `limit`."""

    code = "quantity_out_of_range"


class CartFull(DomainError):
    """A cart holds at most `limit` lines."""

    code = "cart_full"
