"""Everything the shop has, searched and narrowed."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from core.catalog.selectors import collection_head, read_search
from core.catalog.types import CollectionHead, Criteria, Sort
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

    `title` names what is shown: without `q` the one collection it is narrowed to, with its `description`, or else what
    all of it has in common, where one thing is chosen.
    """

    shell = ShellPart()
    q = serializers.CharField()
    corrected = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    description = serializers.CharField()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    shell: Shell
    q: str
    corrected: str | None
    title: str
    description: str
    listed: Listed
    seo: Seo


def compose(visit: Visit, params: Params) -> SearchDocument:
    """Six statements for a guest with a cart, ten with a query; one more of a collection. Raises FacetInvalid,
    PageOutOfRange.
    """
    q = params["q"]
    search = read_search(q) if q else None
    head = None if q else collection_head(params["f"], locale=visit.market.locale)
    listed = compose_list(
        visit,
        Criteria(visit.market, search=search),
        params,
        address=ListAddress(reverse("web:search"), q=q, own={"collection": (head.slug,)} if head else {}),
        sorts=FOUND_SORTS if q else SORTS,
    )
    corrected = search.corrected if search and listed.cards else None
    title = head.name if head else _title(q, listed)
    description = head.description if head else ""
    return SearchDocument(shell_for(visit), q, corrected, title, description, listed, _seo(visit, title, head, listed))


def _title(q: str, listed: Listed) -> str:
    if q:
        return f"“{q}”"
    return listed.chosen[0].name if len(listed.chosen) == 1 else "All products"


def _seo(visit: Visit, title: str, head: CollectionHead | None, listed: Listed) -> Seo:
    about = f"{title} at {settings.SHOP_NAME}."
    if head is None:
        return listed.seo(visit, title=title, description=about)
    return listed.seo(visit, title=head.seo_title, description=head.seo_description or about)


class SearchPage(ListPage):
    params = SearchParams
    document = SearchSchema
    template = "web/search.html"
    compose = staticmethod(compose)
