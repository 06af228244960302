"""What was bought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.catalog.types import Image, Supply
from core.customers.types import Address, Principal
from core.shared.errors import DomainError
from core.shared.money import Money
from core.tax.types import Tax


class OrderStatus(StrEnum):
    PENDING = "pending"  # placed, and not paid yet: its goods are held for a while
    FAILED = "failed"  # its payment came to nothing, and so does it
    CONFIRMED = "confirmed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OrderHold:
    """An order nobody else changes until the transaction ends, and what it is about, by variant.

    One that `waits` is pending, and the time for its payment is not up.
    """

    number: str
    status: OrderStatus
    waits: bool
    principal: Principal
    email: str
    address: Address
    coupon: str
    quantities: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Some of one thing, as it was called and priced when it was bought. `product_id` is None once it is gone.

    `tax` is all that was due on it, less its share of the discount; `tax_rate` that of its taxes together, of which
    100,000 are the whole.
    `supply` says whether all of it was there then; `expected_at` when it could be sent, if later and known.
    """

    product_id: int | None
    slug: str
    sku: str
    title: str
    variant_title: str
    image: Image | None
    quantity: int
    price: Money
    total: Money
    tax: Money
    tax_rate: int
    supply: Supply = Supply.IN_STOCK
    expected_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether it could not be sent at once: on backorder, or ordered ahead of its release."""
        return self.supply is Supply.BACKORDER or self.expected_at is not None


@dataclass(frozen=True, slots=True)
class Order:
    """An order, with its own copies of every name and price. `carrier` and `tracking` are empty until it is shipped.

    `discount` is what the `coupon`, a code or empty, took off the subtotal. Of its `taxes` those that
    the prices do not include are in the `total` besides: `tax_added`.
    """

    number: str
    status: OrderStatus
    placed_at: datetime
    email: str
    address: Address
    lines: tuple[OrderLine, ...]
    subtotal: Money
    discount: Money
    coupon: str
    shipping_name: str
    shipping: Money
    taxes: tuple[Tax, ...]
    tax: Money
    tax_added: Money
    total: Money
    carrier: str
    tracking: str

    @property
    def can_be_called_off(self) -> bool:
        """Whether it has not left the house, and is not over."""
        return self.status in (OrderStatus.PENDING, OrderStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """An order as lists show it; `count` sums the quantities of its lines."""

    number: str
    status: OrderStatus
    placed_at: datetime
    count: int
    total: Money


@dataclass(frozen=True, slots=True)
class Purchase:
    """A line of an order, with what is to be known of the order beside it."""

    number: str
    status: OrderStatus
    placed_at: datetime
    sku: str
    title: str
    variant_title: str
    quantity: int
    price: Money
    total: Money
    tax: Money
    order_total: Money


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What an order begins as. `cart_id` is the cart it was made of; no cart makes two.

    One that has a `hold_until` is pending: so long it waits for the payment.
    """

    number: str
    principal: Principal
    cart_id: UUID
    email: str
    address: Address
    lines: tuple["NewOrderLine", ...]
    shipping_name: str
    subtotal: Money
    discount: Money
    coupon: str
    shipping: Money
    taxes: tuple[Tax, ...]
    total: Money
    hold_until: datetime | None


@dataclass(frozen=True, slots=True)
class NewOrderLine:
    variant_id: int
    product_id: int
    line: OrderLine


class OrderNotFound(DomainError):
    """There is no such order, or it is somebody else's."""

    code = "order_not_found"


class OrderStateConflict(DomainError):
    """An order whose state is `status` does not become `wanted`."""

    code = "order_state_conflict"
