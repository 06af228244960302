"""The shop's front page: its collections, and what this browser looked at lately."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from core.catalog.selectors import cards_of, home_collections, list_page
from core.catalog.types import Card, Collection, Criteria, Sort
from web_api.page import Page, Params
from web_api.parts.card import CardPart
from web_api.parts.facets import in_urls
from web_api.parts.list_address import ListAddress
from web_api.parts.seo import Seo, SeoPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.strict import IdField, Strict
from web_api.visit import Visit

SHELF = 10
VIEWED = 12


class HomeParams(Strict):
    """`viewed` repeats the ids of products this browser has looked at lately, latest first."""

    viewed = serializers.ListField(child=IdField(), max_length=VIEWED, required=False)


class CollectionPart(serializers.Serializer[Any]):
    """`url` is the list of all that is in it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    url = serializers.SerializerMethodField()
    cards = CardPart(many=True)

    def get_url(self, collection: Collection) -> str:
        currency = collection.cards[0].price.currency
        choices = in_urls(collection.facets, currency)
        return ListAddress(reverse("web:search"), choices, collection.sort.value).page()


class HomeSchema(serializers.Serializer[Any]):
    """No collection is empty; a shop that has none shows what is new."""

    shell = ShellPart()
    collections = CollectionPart(many=True)
    viewed = CardPart(many=True)
    seo = SeoPart()


@dataclass(frozen=True, slots=True)
class Home:
    shell: Shell
    collections: tuple[Collection, ...]
    viewed: tuple[Card, ...]
    seo: Seo


def compose(visit: Visit, params: Params) -> Home:
    """Four statements for a guest with a cart; one more where something was viewed, or a collection asks for facets."""
    viewed = params.get("viewed")
    shell = shell_for(visit)
    return Home(
        shell=shell,
        collections=home_collections(market=visit.market, size=SHELF) or _what_is_new(visit),
        viewed=cards_of(product_ids=viewed, market=visit.market) if viewed else (),
        seo=Seo(shell.shop, _about(shell), visit.origin + reverse("web:home")),
    )


def _what_is_new(visit: Visit) -> tuple[Collection, ...]:
    cards = list_page(Criteria(visit.market), sort=Sort.NEWEST, page=1, size=SHELF)
    return (Collection("new", "New arrivals", "", {}, Sort.NEWEST, cards),) if cards else ()


def _about(shell: Shell) -> str:
    shelves = ", ".join(category.name for category in shell.categories)
    return f"{shell.shop}: {shelves}." if shelves else shell.shop


class HomePage(Page):
    params = HomeParams
    document = HomeSchema
    template = "web/home.html"
    compose = staticmethod(compose)
