"""A product in a list."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.catalog.types import Availability, Card
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart


class CardPart(serializers.Serializer[Any]):
    """`state` says whether it can be bought; what is coming soon comes at `release_at`."""

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
    state = serializers.SerializerMethodField()
    release_at = serializers.DateTimeField(allow_null=True)

    def get_url(self, card: Card) -> str:
        return reverse("web:product", args=[card.slug])

    @extend_schema_field(serializers.ChoiceField([state.value for state in Availability]))
    def get_state(self, card: Card) -> str:
        if card.release_at is not None and card.release_at > timezone.now():
            return Availability.COMING_SOON.value
        return (Availability.IN_STOCK if card.in_stock else Availability.SOLD_OUT).value
