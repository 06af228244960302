"""A list of products in numbered pages, sorted and narrowed: what a category and a search have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.request import Request

from core.catalog.selectors import count_listed, facet_names, facets_of, list_page
from core.catalog.types import Card, Criteria, FacetInvalid, Sort
from web_api.page import Page
from web_api.parts.card import CardPart
from web_api.parts.facets import PREFIX, FacetOnShow, FacetPart, FacetsField, in_core, on_show
from web_api.parts.list_address import ListAddress
from web_api.parts.pagination import Pagination, PaginationPart, paginate
from web_api.parts.seo import Seo, SeoPart
from web_api.strict import Strict
from web_api.visit import Visit

SIZE = 24
SORTS = {
    Sort.NEWEST: "Newest first",
    Sort.POPULAR: "Most popular",
    Sort.PRICE_UP: "Price, low to high",
    Sort.PRICE_DOWN: "Price, high to low",
    Sort.TITLE: "Title, A to Z",
}


class ListParams(Strict):
    """`f.<code>` narrows the list to products with one of the facet's values given."""

    page = serializers.IntegerField(min_value=1, max_value=10_000, default=1)
    sort = serializers.ChoiceField([sort.value for sort in SORTS], required=False)
    f = FacetsField(required=False)

    def knows(self, name: str) -> bool:
        return name.startswith(PREFIX) or (name != "f" and super().knows(name))

    def repeats(self, name: str) -> bool:
        return name.startswith(PREFIX) or super().repeats(name)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value the list is narrowed by; `url` is the list without it."""

    code: str
    facet: str
    value: str
    name: str
    url: str


class ChosenPart(serializers.Serializer[Any]):
    code = serializers.CharField()
    facet = serializers.CharField()
    value = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField()


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, and the ways on from it."""

    address: ListAddress
    sort: Sort
    sorts: tuple["NamedSort", ...]
    facets: tuple[FacetOnShow, ...]
    cards: tuple[Card, ...]
    pagination: Pagination

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        return tuple(
            Chosen(facet.code, facet.name, value.value, value.name, self.address.without(facet.code, value.value))
            for facet in self.facets
            for value in facet.values
            if value.chosen
        )

    def seo(self, visit: Visit, *, title: str, description: str) -> Seo:
        """The list as it is whole stands for it narrowed and sorted otherwise; only that one should be found."""
        here, last = self.pagination.page, self.pagination.pages
        whole = visit.origin + self.address.plain(here)
        return Seo(
            title=title if here == 1 else f"{title}, page {here}",
            description=description,
            canonical=whole,
            index=self.address.choices == self.address.own and not self.address.q,
            previous=visit.origin + self.address.page(here - 1) if here > 1 else "",
            next=visit.origin + self.address.page(here + 1) if here < last else "",
        )


class NamedSort(NamedTuple):
    value: str
    name: str


class SortPart(serializers.Serializer[Any]):
    value = serializers.CharField()
    name = serializers.CharField()


class ListSchema(serializers.Serializer[Any]):
    """`sorts` are the orders it can have, the usual one first.

    `chosen` are the facets' values the list is narrowed by, each with the list's `url` without it; `clear` is the URL
    of the list without any.
    """

    sort = serializers.ChoiceField([sort.value for sort in Sort], source="listed.sort")
    sorts = SortPart(many=True, source="listed.sorts")
    facets = FacetPart(many=True, source="listed.facets")
    chosen = ChosenPart(many=True, source="listed.chosen")
    clear = serializers.CharField(source="listed.address.unnarrowed")
    cards = CardPart(many=True, source="listed.cards")
    pagination = PaginationPart(source="listed.pagination")
    seo = SeoPart()


def compose_list(
    visit: Visit,
    criteria: Criteria,
    params: Mapping[str, Any],
    *,
    address: ListAddress,
    sorts: Mapping[Sort, str] = SORTS,
) -> Listed:
    """Four statements, six where the worker has not counted the facets; a search and facets chosen take more.

    The first of `sorts` is the usual one. Raises FacetInvalid, PageOutOfRange.
    """
    usual = next(iter(sorts))
    sort = Sort(params.get("sort", usual))
    criteria = replace(criteria, facets=in_core(params["f"], visit.market.currency))
    pagination = paginate(count_listed(criteria), page=params["page"], size=SIZE)
    cards = list_page(criteria, sort=sort, page=params["page"], size=SIZE)
    found = facets_of(criteria)
    facets = on_show(found, facet_names(locale=visit.market.locale, of=found), visit.market.currency)
    address = replace(address, choices=params["f"], sort="" if sort is usual else sort.value)
    named = tuple(NamedSort(*one) for one in sorts.items())
    return Listed(address, sort, named, facets, cards, pagination)


class ListPage(Page):
    """Base of the pages that show a list. Links live long: the HTML ignores facets there are not, or not any more."""

    params = ListParams
    ignored: frozenset[str] = frozenset()

    def _composed(self, request: Request, visit: Visit, named: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return super()._composed(request, visit, named)
        except FacetInvalid as error:
            wrong = frozenset(error.details["fields"])
            if not self.html or wrong <= self.ignored:
                raise
            self.ignored |= wrong
            return self._composed(request, visit, named)

    def _query(self, request: Request) -> QueryDict:
        query = super()._query(request)
        for code in self.ignored:
            query.pop(f"{PREFIX}{code}", None)
        return query
