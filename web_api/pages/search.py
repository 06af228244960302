"""Everything the shop has, to be searched and narrowed."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from core.catalog.types import Criteria
from web_api.page import Params
from web_api.parts.listing import Listed, ListPage, ListSchema, compose_list
from web_api.parts.seo import Seo
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class SearchSchema(ListSchema):
    """`title` names what is shown: what all of it has in common, where one thing is chosen."""

    shell = ShellPart()
    title = serializers.CharField()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    shell: Shell
    title: str
    listed: Listed
    seo: Seo


def compose(visit: Visit, params: Params) -> SearchDocument:
    """Six statements for a guest with a cart. Raises FacetInvalid, PageOutOfRange."""
    listed = compose_list(visit, Criteria(visit.currency), params, reverse("web:search"))
    title = listed.chosen[0].name if len(listed.chosen) == 1 else "All products"
    about = f"{title} at {settings.SHOP_NAME}."
    return SearchDocument(shell_for(visit), title, listed, listed.seo(visit, title=title, description=about))


class SearchPage(ListPage):
    document = SearchSchema
    template = "web/search.html"
    compose = staticmethod(compose)
