"""What the cart would cost if it were ordered now, and what is still missing."""

from typing import Any

from rest_framework import serializers

from core.checkout.types import Step
from core.payments.types import Provider
from web_api.parts.address import AddressPart
from web_api.parts.cart import CartPart
from web_api.parts.money import MoneyPart
from web_api.parts.tax import TaxPart

PROVIDER_NAMES = {Provider.MANUAL: "Bank transfer, or pay on delivery", Provider.STRIPE: "Card"}


class ShippingOptionPart(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    price = MoneyPart()


class PaymentOptionPart(serializers.Serializer[Any]):
    """`needs_method`: choosing it takes a token of a means of payment, such as a card's, from the provider's script."""

    code = serializers.CharField(source="value")
    name = serializers.SerializerMethodField()
    needs_method = serializers.BooleanField()

    def get_name(self, provider: Provider) -> str:
        return PROVIDER_NAMES[provider]


class QuotePart(serializers.Serializer[Any]):
    """`total` is the cart's alone until shipping is chosen; it is what `checkout/complete/` expects.

    `tax` is all there is of it, by the rates of where it goes; `tax_added` what the prices do not include of it.
    """

    cart = CartPart()
    email = serializers.CharField()
    address = AddressPart(allow_null=True)
    shipping_options = ShippingOptionPart(many=True)
    shipping = ShippingOptionPart(allow_null=True)
    payment_options = PaymentOptionPart(many=True)
    payment = PaymentOptionPart(allow_null=True)
    taxes = TaxPart(many=True)
    tax = MoneyPart()
    tax_added = MoneyPart()
    total = MoneyPart()
    missing = serializers.ListField(child=serializers.ChoiceField([step.value for step in Step]))
