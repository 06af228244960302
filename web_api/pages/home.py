"""The shop's front page."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from core.catalog.selectors import cards_of, list_page
from core.catalog.types import Card, Criteria, Sort
from web_api.page import Page, Params
from web_api.parts.card import CardPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.strict import IdField, Strict
from web_api.visit import Visit

NEW = 12
VIEWED = 12


class HomeParams(Strict):
    """`viewed` repeats the ids of products this browser has looked at lately, latest first."""

    viewed = serializers.ListField(child=IdField(), max_length=VIEWED, required=False)


class HomeSchema(serializers.Serializer[Any]):
    shell = ShellPart()
    new = CardPart(many=True)
    viewed = CardPart(many=True)


@dataclass(frozen=True, slots=True)
class Home:
    shell: Shell
    new: tuple[Card, ...]
    viewed: tuple[Card, ...]


def compose(visit: Visit, params: Params) -> Home:
    """Three statements for a guest with a cart; one more where something was viewed."""
    viewed = params.get("viewed")
    return Home(
        shell=shell_for(visit),
        new=list_page(Criteria(visit.currency), sort=Sort.NEWEST, page=1, size=NEW),
        viewed=cards_of(product_ids=viewed, currency=visit.currency) if viewed else (),
    )


class HomePage(Page):
    params = HomeParams
    document = HomeSchema
    template = "web/home.html"
    compose = staticmethod(compose)
