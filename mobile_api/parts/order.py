"""One order as the phone shows it."""

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from ninja import Schema

from core.catalog.types import Supply
from core.customers.types import Principal
from core.orders.selectors import order_of
from core.orders.types import OrderLine, OrderStatus
from core.payments.selectors import payment_of
from core.payments.types import Decline, Payment, PaymentStatus
from core.shared.money import Money
from mobile_api.parts.address import AddressPart
from mobile_api.parts.image import Frame, ImagePart, image_part
from mobile_api.parts.money import price
from mobile_api.parts.quote import PROVIDER_NAMES
from mobile_api.parts.tax import TaxPart, tax_part


class OrderLinePart(Schema):
    """`product` is missing once the product is gone from the shop.

    `expected_at` is set where it could not be sent at once; `backorder` where it had to come in first.
    """

    product: int | None = None
    title: str
    option: str = ""
    image: ImagePart | None = None
    quantity: int
    total: str
    backorder: bool = False
    expected_at: datetime | None = None


class PaymentStep(Schema):
    """For the provider's own software, by `client_secret`; or, where there is none, a page of the bank's at `url`."""

    publishable_key: str
    client_secret: str
    url: str | None = None


class OrderPart(Schema):
    """`carrier` and `tracking` are empty until it is shipped, and may be after. `coupon` is a code, or empty.

    `asked`: the provider will be asked again by itself. `given_up`: the shop does not want the money any more.
    """

    number: str
    status: OrderStatus
    placed_at: datetime
    email: str
    address: AddressPart
    lines: list[OrderLinePart]
    subtotal: str
    coupon: str = ""
    discount: str | None = None
    shipping_name: str
    shipping: str
    taxes: list[TaxPart]
    total: str
    payment: str
    payment_status: PaymentStatus
    settled: bool
    asked: bool
    given_up: bool
    captured: str | None = None
    refunded: str | None = None
    refunding: str | None = None
    reason: Decline | None = None
    step: PaymentStep | None = None
    can_be_called_off: bool
    carrier: str = ""
    tracking: str = ""


def order_part(principal: Principal | None, number: str, frame: Frame) -> OrderPart:
    """Three statements. Raises OrderNotFound."""
    order = order_of(principal, number)
    payment = payment_of(order.number)
    return OrderPart(
        number=order.number,
        status=order.status,
        placed_at=order.placed_at,
        email=order.email,
        address=AddressPart(**asdict(order.address)),
        lines=[_line(line, frame) for line in order.lines],
        subtotal=price(order.subtotal),
        coupon=order.coupon,
        discount=_some(order.discount),
        shipping_name=order.shipping_name,
        shipping=price(order.shipping),
        taxes=[tax_part(tax) for tax in order.taxes],
        total=price(order.total),
        payment=PROVIDER_NAMES[payment.provider],
        payment_status=payment.status,
        settled=payment.status.is_settled,
        asked=payment.asked,
        given_up=payment.given_up,
        captured=_some(payment.captured),
        refunded=_some(payment.refunded),
        refunding=_some(payment.refunding),
        reason=payment.reason if payment.status is PaymentStatus.FAILED else None,
        step=payment_step(payment),
        can_be_called_off=order.can_be_called_off,
        carrier=order.carrier,
        tracking=order.tracking,
    )


def payment_step(payment: Payment) -> PaymentStep | None:
    """What the shopper has to do, unless the money is not wanted any more."""
    if payment.step is None or payment.given_up:
        return None
    return PaymentStep(
        publishable_key=settings.STRIPE_PUBLISHABLE_KEY,
        client_secret=payment.step.client_secret,
        url=payment.step.url or None,
    )


def _line(line: OrderLine, frame: Frame) -> OrderLinePart:
    return OrderLinePart(
        product=line.product_id,
        title=line.title,
        option=line.variant_title,
        image=image_part(line.image, frame),
        quantity=line.quantity,
        total=price(line.total),
        backorder=line.supply is Supply.BACKORDER,
        expected_at=line.expected_at,
    )


def _some(money: Money) -> str | None:
    return price(money) if money.amount else None
