"""A product in a list."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from core.catalog.types import Card
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart


class CardPart(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="product_id")
    slug = serializers.CharField()
    url = serializers.SerializerMethodField()
    title = serializers.CharField()
    brand = serializers.CharField()
    image = ImagePart(allow_null=True)
    price = MoneyPart()
    price_varies = serializers.BooleanField()
    compare_at = MoneyPart(allow_null=True)
    in_stock = serializers.BooleanField()

    def get_url(self, card: Card) -> str:
        return reverse("web:product", args=[card.slug])
