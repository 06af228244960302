"""One order as the desktop shows it, and the words for where it and its payment stand."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from core.orders.types import Order, OrderStatus
from core.payments.types import Payment, PaymentStatus
from web_api.parts.address import AddressPart
from web_api.parts.cart import SUPPLIES
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart, formatted
from web_api.parts.quote import PROVIDER_NAMES
from web_api.parts.tax import TaxPart
from web_api.wording import sentence

STATUS_NAMES = {
    OrderStatus.PENDING: "Waiting for the payment",
    OrderStatus.FAILED: "Not placed",
    OrderStatus.CONFIRMED: "Confirmed",
    OrderStatus.SHIPPED: "On its way",
    OrderStatus.DELIVERED: "Delivered",
    OrderStatus.CANCELLED: "Cancelled",
}
PAYMENT_STATUS_NAMES = {
    PaymentStatus.PENDING: "Being checked",
    PaymentStatus.ACTION: "Waits for your bank",
    PaymentStatus.AUTHORISED: "Authorised",
    PaymentStatus.FAILED: "Not paid",
    PaymentStatus.AWAITED: "Awaited",
    PaymentStatus.RECEIVED: "Received",
    PaymentStatus.CANCELLED: "Nothing to pay",
    PaymentStatus.REFUNDED: "Given back",
}
# The choices as the contract names them: see ENUM_NAME_OVERRIDES.
ORDER_STATUSES = [status.value for status in OrderStatus]
PAYMENT_STATUSES = [status.value for status in PaymentStatus]
_OVER = (OrderStatus.FAILED, OrderStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Notice:
    """What to know about an order's payment. `good`: it is as it should be."""

    title: str
    text: str
    good: bool = False


def notice(order: Order, payment: Payment) -> Notice:
    if not payment.status.is_settled:
        return _waiting(payment)
    if payment.status in (PaymentStatus.RECEIVED, PaymentStatus.REFUNDED):
        return _came(order, payment)
    if payment.status is PaymentStatus.AUTHORISED:
        return _held(order, payment)
    if payment.status is PaymentStatus.FAILED:
        return Notice("This order was not placed.", sentence("payment_declined", {"reason": payment.reason}))
    if payment.status is PaymentStatus.AWAITED:
        text = f"We are waiting for {formatted(payment.amount)}, by transfer or on delivery."
        return Notice("To be paid.", text)
    return Notice("Nothing to pay.", "Please do not transfer any money for this order.")


def _waiting(payment: Payment) -> Notice:
    if not payment.asked:
        text = "Your bank's answer did not reach us. We are looking into it, and you will not be charged twice."
        return Notice("This takes longer than it should.", text)
    if payment.given_up:
        text = "We are waiting for your bank to let go of the payment. Then your things are back in your cart."
        return Notice("You are calling this order off.", text)
    if payment.status is PaymentStatus.ACTION:
        text = f"It wants you to confirm the payment of {formatted(payment.amount)}. Only then the order is placed."
        return Notice("Your bank is asking.", text)
    text = "You will not be charged twice. This page looks again by itself."
    return Notice("We are waiting for your bank's answer.", text)


def _held(order: Order, payment: Payment) -> Notice:
    amount = formatted(payment.amount)
    if order.status in _OVER:
        return Notice("Nothing is charged.", f"Your bank holds {amount}, which we are letting go of.")
    return Notice("Authorised.", f"Your bank holds {amount}, and we charge it when we send your order.", good=True)


def _came(order: Order, payment: Payment) -> Notice:
    came, back, coming = formatted(payment.captured), formatted(payment.refunded), formatted(payment.refunding)
    if payment.status is PaymentStatus.REFUNDED:
        return Notice("Given back.", f"We have given {back} back to you.", good=True)
    if payment.refunding.amount:
        text = f"We are giving {coming} back to you. It may take your bank some days to show it."
        return Notice("Your money comes back.", text)
    if order.status in _OVER:
        rest = formatted(payment.captured - payment.refunded)  # by us, or by the bank that has it already
        return Notice("Your money comes back.", f"We have received {came}, and are going to give back {rest}.")
    if payment.refunded.amount:
        return Notice("Paid, and partly given back.", f"We have given back {back} of {came}.", good=True)
    return Notice("Paid.", f"We have received {came}.", good=True)


class OrderLinePart(serializers.Serializer[Any]):
    """`product` is null once the product is gone from the shop.

    `supply` says whether all of it was there; `expected_at` when it could be sent, if that was later and known.
    """

    product = serializers.IntegerField(source="product_id", allow_null=True)
    slug = serializers.CharField()
    sku = serializers.CharField()
    title = serializers.CharField()
    variant_title = serializers.CharField()
    image = ImagePart(allow_null=True)
    quantity = serializers.IntegerField()
    price = MoneyPart()
    total = MoneyPart()
    supply = serializers.ChoiceField(SUPPLIES)
    expected_at = serializers.DateTimeField(allow_null=True)


class OrderPart(serializers.Serializer[Any]):
    """`carrier` and `tracking` are empty until it is shipped, and may be after. `coupon` is a code, or empty.

    `tax` is all there is of it, `tax_added` what of it the prices do not include.
    """

    number = serializers.CharField()
    status = serializers.ChoiceField(ORDER_STATUSES)
    status_name = serializers.SerializerMethodField()
    placed_at = serializers.DateTimeField()
    email = serializers.CharField()
    address = AddressPart()
    lines = OrderLinePart(many=True)
    subtotal = MoneyPart()
    coupon = serializers.CharField()
    discount = MoneyPart()
    shipping_name = serializers.CharField()
    shipping = MoneyPart()
    taxes = TaxPart(many=True)
    tax = MoneyPart()
    tax_added = MoneyPart()
    total = MoneyPart()
    carrier = serializers.CharField()
    tracking = serializers.CharField()
    can_be_called_off = serializers.BooleanField()

    def get_status_name(self, order: Order) -> str:
        return STATUS_NAMES[order.status]


class PaymentStepPart(serializers.Serializer[Any]):
    """Where the shopper's bank wants the payment confirmed."""

    url = serializers.CharField()


class NoticePart(serializers.Serializer[Any]):
    title = serializers.CharField()
    text = serializers.CharField()
    good = serializers.BooleanField()


class PaymentPart(serializers.Serializer[Any]):
    """`settled`: how it ended is known. Until then `step` is there while the shopper has to act."""

    provider = serializers.CharField()
    provider_name = serializers.SerializerMethodField()
    status = serializers.ChoiceField(PAYMENT_STATUSES)
    status_name = serializers.SerializerMethodField()
    settled = serializers.BooleanField(source="status.is_settled")
    given_up = serializers.BooleanField()
    amount = MoneyPart()
    captured = MoneyPart()
    refunded = MoneyPart()
    refunding = MoneyPart()
    step = PaymentStepPart(allow_null=True)

    def get_provider_name(self, payment: Payment) -> str:
        return PROVIDER_NAMES[payment.provider]

    def get_status_name(self, payment: Payment) -> str:
        return PAYMENT_STATUS_NAMES[payment.status]


class OrderAndPaymentPart(serializers.Serializer[Any]):
    """`notice` says in words where the payment stands."""

    order = OrderPart()
    payment = PaymentPart()
    notice = NoticePart()


@dataclass(frozen=True, slots=True)
class OrderAndPayment:
    order: Order
    payment: Payment

    @property
    def notice(self) -> Notice:
        return notice(self.order, self.payment)
