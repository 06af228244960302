"""A product in a list."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.catalog.types import Availability, Card
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart

# The choices as the contract names them: see ENUM_NAME_OVERRIDES.
AVAILABILITIES = [state.value for state in Availability]


class CardPart(serializers.Serializer[Any]):
    """`state` says whether it can be bought; what is coming soon, or can be ordered ahead, comes at `release_at`."""

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

    @extend_schema_field(serializers.ChoiceField(AVAILABILITIES))
    def get_state(self, card: Card) -> str:
        state = Availability.of(card.supply, release_at=card.release_at, preorder=card.preorder, now=timezone.now())
        return state.value
