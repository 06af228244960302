"""Everything the shop has, searched and narrowed."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from core.catalog.selectors import read_search
from core.catalog.types import Criteria, Sort
from web_api.page import Params
from web_api.parts.list_address import LONGEST_QUERY, ListAddress
from web_api.parts.listing import SORTS, Listed, ListPage, ListParams, ListSchema, compose_list
from web_api.parts.seo import Seo
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit

FOUND_SORTS = {Sort.RELEVANCE: "Best match", **SORTS}


class SearchParams(ListParams):
    """Without `q` all products are listed."""

    q = serializers.CharField(max_length=LONGEST_QUERY, allow_blank=True, default="")
    sort = serializers.ChoiceField([sort.value for sort in FOUND_SORTS], required=False)


class SearchSchema(ListSchema):
    """`corrected` is what was searched for instead of `q`, null where that is the same.

    `title` names what is shown: without `q` what all of it has in common, where one thing is chosen.
    """

    shell = ShellPart()
    q = serializers.CharField()
    corrected = serializers.CharField(allow_null=True)
    title = serializers.CharField()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    shell: Shell
    q: str
    corrected: str | None
    title: str
    listed: Listed
    seo: Seo


def compose(visit: Visit, params: Params) -> SearchDocument:
    """Six statements for a guest with a cart, ten with a query. Raises FacetInvalid, PageOutOfRange."""
    q = params["q"]
    search = read_search(q) if q else None
    listed = compose_list(
        visit,
        Criteria(visit.market, search=search),
        params,
        address=ListAddress(reverse("web:search"), q=q),
        sorts=FOUND_SORTS if q else SORTS,
    )
    title = _title(q, listed)
    seo = listed.seo(visit, title=title, description=f"{title} at {settings.SHOP_NAME}.")
    return SearchDocument(shell_for(visit), q, search.corrected if search else None, title, listed, seo)


def _title(q: str, listed: Listed) -> str:
    if q:
        return f"“{q}”"
    return listed.chosen[0].name if len(listed.chosen) == 1 else "All products"


class SearchPage(ListPage):
    params = SearchParams
    document = SearchSchema
    template = "web/search.html"
    compose = staticmethod(compose)
