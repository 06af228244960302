"""The cart, priced: what the cart page shows and every change of the cart answers."""

from typing import Any

from rest_framework import serializers

from core.carts.types import LineState
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart


class CartLinePart(serializers.Serializer[Any]):
    """`state`: ready; short (fewer are `available` than asked for); sold_out; withdrawn (no longer for sale)."""

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
    state = serializers.ChoiceField([state.value for state in LineState])


class CartPart(serializers.Serializer[Any]):
    """`ready` says whether all of it can be ordered as it stands."""

    lines = CartLinePart(many=True)
    count = serializers.IntegerField()
    subtotal = MoneyPart()
    ready = serializers.BooleanField()
