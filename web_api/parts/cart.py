"""The cart, priced: what the cart page shows and every change of the cart answers."""

from typing import Any

from rest_framework import serializers

from core.carts.types import LineState
from core.catalog.types import Supply
from core.promotions.types import CouponState
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart
from web_api.parts.tax import PRICE_TAXES

SUPPLIES = [supply.value for supply in Supply]


class CartLinePart(serializers.Serializer[Any]):
    """`state`: ready; short (fewer are `available` than asked for); sold_out; withdrawn (no longer for sale).

    Without `tax_included` the taxes come on top of its price and total.
    `supply` says whether all of it is there; `ships_at` when it can be sent, if that is later than now and known.
    """

    id = serializers.UUIDField()
    variant = serializers.IntegerField(source="variant_id")
    product = serializers.IntegerField(source="product_id")
    slug = serializers.CharField()
    title = serializers.CharField()
    variant_title = serializers.CharField()
    sku = serializers.CharField()
    image = ImagePart(allow_null=True)
    quantity = serializers.IntegerField()
    available = serializers.IntegerField()
    price = MoneyPart()
    total = MoneyPart()
    tax_included = serializers.BooleanField()
    state = serializers.ChoiceField([state.value for state in LineState])
    supply = serializers.ChoiceField(SUPPLIES)
    ships_at = serializers.DateTimeField(allow_null=True)


class CouponPart(serializers.Serializer[Any]):
    """`state`: ready; else it takes nothing off: unknown; not_valid (not yet, or no longer); used_up; below_minimum."""

    code = serializers.CharField()
    state = serializers.ChoiceField([state.value for state in CouponState])
    discount = MoneyPart()
    free_shipping = serializers.BooleanField()
    minimum = MoneyPart(allow_null=True)


class CartPart(serializers.Serializer[Any]):
    """`total` is the subtotal less the discount, without delivery. `ready` says whether all of it can be ordered.

    `price_tax`: whether taxes are in its prices, are added to them, or are in some alone.
    """

    lines = CartLinePart(many=True)
    count = serializers.IntegerField()
    subtotal = MoneyPart()
    coupon = CouponPart(allow_null=True)
    discount = MoneyPart()
    total = MoneyPart()
    price_tax = serializers.ChoiceField(PRICE_TAXES)
    ready = serializers.BooleanField()
