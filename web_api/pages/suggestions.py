"""What somebody who is still typing a search may mean."""

from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.catalog.selectors import suggestions
from core.catalog.types import Card, Suggestions
from web_api.page import Page, Params
from web_api.parts.category import CategoryPart
from web_api.parts.list_address import LONGEST_QUERY, ListAddress
from web_api.parts.money import MoneyPart
from web_api.strict import Strict
from web_api.visit import Visit

SIZE = 6
THUMBNAIL = 160


class SuggestionsParams(Strict):
    q = serializers.CharField(max_length=LONGEST_QUERY)


class SuggestedProductPart(serializers.Serializer[Any]):
    """`thumbnail` is the URL of a small picture, null where there is none."""

    title = serializers.CharField()
    brand = serializers.CharField()
    url = serializers.SerializerMethodField()
    thumbnail = serializers.SerializerMethodField()
    price = MoneyPart()
    price_varies = serializers.BooleanField()

    def get_url(self, card: Card) -> str:
        return reverse("web:product", args=[card.slug])

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_thumbnail(self, card: Card) -> str | None:
        return default_storage.url(card.image.rendition(THUMBNAIL, "webp")) if card.image else None


class SuggestedQueryPart(serializers.Serializer[Any]):
    text = serializers.CharField(source="*")
    url = serializers.SerializerMethodField()

    def get_url(self, text: str) -> str:
        return ListAddress(reverse("web:search"), q=text).page()


class SuggestionsSchema(serializers.Serializer[Any]):
    """`queries` are completions of what was typed."""

    queries = SuggestedQueryPart(many=True)
    categories = CategoryPart(many=True)
    products = SuggestedProductPart(many=True)


def compose(visit: Visit, params: Params) -> Suggestions:
    """At most five statements."""
    return suggestions(params["q"], market=visit.market, size=SIZE)


class SuggestionsPage(Page):
    params = SuggestionsParams
    document = SuggestionsSchema
    compose = staticmethod(compose)
