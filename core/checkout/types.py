"""On the way from a cart to an order."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from core.carts.types import Cart, Line
from core.customers.types import Address
from core.payments.types import Provider
from core.shared.errors import DomainError
from core.shared.money import Money
from core.shipping.types import ShippingOption
from core.tax.types import ItemTax, Reckoning, Tax


class Step(StrEnum):
    """What an order needs from the shopper."""

    ADDRESS = "address"
    SHIPPING = "shipping"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Quote:
    """What the cart would cost now, and what is `missing` before it can be ordered.

    A choice with a single option is made already. `method` is the token of the means of payment, where the provider
    needs one; without it the payment is not chosen yet. `total` is the goods' alone until shipping is chosen; a coupon
    that counts is taken off it, and makes the ways of delivery free where that is what it gives. The taxes that are
    `due` are those of where it goes, or of the shop's own country until that is known; `total` is with all of them.
    """

    cart: Cart
    email: str
    address: Address | None
    shipping_options: tuple[ShippingOption, ...]
    shipping: ShippingOption | None
    payment_options: tuple[Provider, ...]
    payment: Provider | None
    method: str
    due: Reckoning
    total: Money
    missing: tuple[Step, ...]

    @property
    def taxes(self) -> tuple[Tax, ...]:
        return self.due.taxes

    @property
    def tax(self) -> Money:
        return self.due.tax

    @property
    def tax_added(self) -> Money:
        return self.due.added


@dataclass(frozen=True, slots=True)
class Orderable:
    """All that an order is made of, with nothing missing. `coupon` is the code of one that counts, or empty.

    The taxes that are `due` are on the lines, in their order, and on delivery.
    """

    cart_id: UUID
    lines: tuple[Line, ...]
    email: str
    address: Address
    shipping: ShippingOption
    payment: Provider
    method: str
    subtotal: Money
    discount: Money
    coupon: str
    due: Reckoning
    total: Money

    @property
    def line_taxes(self) -> tuple[ItemTax, ...]:
        """What is due on each line: all but delivery, which comes last."""
        return self.due.items[: len(self.lines)]

    @property
    def is_paid_now(self) -> bool:
        """Whether a provider has to be asked for money before the order counts."""
        return self.payment.needs_method and self.total.amount > 0


class CartNotReady(DomainError):
    """Some lines are withdrawn; `lines` holds their ids."""

    code = "cart_not_ready"


class CheckoutIncomplete(DomainError):
    """`missing` names the steps to take first."""

    code = "checkout_incomplete"


class TotalChanged(DomainError):
    """The order costs `actual`, not what the shopper agreed to; both in minor units."""

    code = "total_changed"
