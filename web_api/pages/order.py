"""One order: what was bought, where it stands and goes, and whether it is paid."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from core.orders.selectors import order_of
from core.orders.types import Order, OrderStatus
from core.payments.selectors import payment_of
from core.payments.types import Payment, PaymentStatus
from web_api.page import Page, Params
from web_api.parts.address import AddressPart
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart
from web_api.parts.order import PAYMENT_STATUS_NAMES, STATUS_NAMES
from web_api.parts.quote import PROVIDER_NAMES
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class OrderLinePart(serializers.Serializer[Any]):
    """`product` is null once the product is gone from the shop."""

    product = serializers.IntegerField(source="product_id", allow_null=True)
    slug = serializers.CharField()
    sku = serializers.CharField()
    title = serializers.CharField()
    variant_title = serializers.CharField()
    image = ImagePart(allow_null=True)
    quantity = serializers.IntegerField()
    price = MoneyPart()
    total = MoneyPart()


class OrderPart(serializers.Serializer[Any]):
    """`carrier` and `tracking` are empty until it is shipped, and may be after. `coupon` is a code, or empty."""

    number = serializers.CharField()
    status = serializers.ChoiceField([status.value for status in OrderStatus])
    status_name = serializers.SerializerMethodField()
    placed_at = serializers.DateTimeField()
    email = serializers.CharField()
    address = AddressPart()
    lines = OrderLinePart(many=True)
    subtotal = MoneyPart()
    discount = MoneyPart()
    coupon = serializers.CharField()
    shipping_name = serializers.CharField()
    shipping = MoneyPart()
    total = MoneyPart()
    carrier = serializers.CharField()
    tracking = serializers.CharField()

    def get_status_name(self, order: Order) -> str:
        return STATUS_NAMES[order.status]


class PaymentPart(serializers.Serializer[Any]):
    provider = serializers.CharField()
    provider_name = serializers.SerializerMethodField()
    status = serializers.ChoiceField([status.value for status in PaymentStatus])
    status_name = serializers.SerializerMethodField()
    amount = MoneyPart()

    def get_provider_name(self, payment: Payment) -> str:
        return PROVIDER_NAMES[payment.provider]

    def get_status_name(self, payment: Payment) -> str:
        return PAYMENT_STATUS_NAMES[payment.status]


class OrderSchema(serializers.Serializer[Any]):
    shell = ShellPart()
    order = OrderPart()
    payment = PaymentPart()


@dataclass(frozen=True, slots=True)
class OrderDocument:
    shell: Shell
    order: Order
    payment: Payment


def compose(visit: Visit, params: Params) -> OrderDocument:
    """Five statements. Raises OrderNotFound."""
    order = order_of(visit.principal, params["number"])
    return OrderDocument(shell_for(visit), order, payment_of(order.number))


class OrderPage(Page):
    private = True
    document = OrderSchema
    template = "web/order.html"
    compose = staticmethod(compose)
