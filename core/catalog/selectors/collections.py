"""Collections, with the first of what is in them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet, Value

from core.catalog.models import Collection as CollectionRow
from core.catalog.models import Listing
from core.catalog.rows import ORDER, matching, sorted_rows
from core.catalog.rules import translated
from core.catalog.selectors.lists import card
from core.catalog.selectors.unions import union_of
from core.catalog.types import Collection, CollectionKind, Criteria, Market, Sort

_SORTS = {CollectionKind.NEWEST: Sort.NEWEST, CollectionKind.POPULAR: Sort.POPULAR}


def home_collections(*, market: Market, size: int) -> tuple[Collection, ...]:
    """The collections of the first page, each with at most `size` cards; empty ones are left out. Two statements."""
    shelves = [_shelf(row, market) for row in CollectionRow.objects.filter(on_home=True) if _is_for(row, market)]
    rows: list[list[Listing]] = [[] for _ in shelves]
    for found in union_of([shelf.rows(size, at) for at, shelf in enumerate(shelves)]):
        rows[found.shelf].append(found)
    return tuple(shelf.collection(those) for shelf, those in zip(shelves, rows, strict=True) if those)


@dataclass(frozen=True, slots=True)
class _Shelf:
    row: CollectionRow
    criteria: Criteria
    sort: Sort

    def said(self, field: str) -> str:
        """One of its texts in the market's language."""
        row = self.row
        return str(translated(row.translations, self.criteria.market.locale, field, getattr(row, field)))

    @property
    def picked(self) -> bool:
        return self.row.kind == CollectionKind.PICKED

    def rows(self, size: int, at: int) -> "QuerySet[Any]":
        found: QuerySet[Any] = matching(self.criteria).annotate(shelf=Value(at))
        if self.picked:
            picked = found.filter(product__picks__collection=self.row).annotate(place=F("product__picks__position"))
            found = picked.order_by("place", "product_id")
        else:
            found = sorted_rows(found.annotate(place=Value(0)), self.sort)
        return found[:size]

    def collection(self, rows: list[Any]) -> Collection:
        """A union keeps no order, so the cards are put into theirs once more."""
        column, down = ("place", False) if self.picked else ORDER[self.sort]
        rows = sorted(rows, key=lambda row: (getattr(row, column), row.product_id), reverse=down)
        row = self.row
        facets = {"collection": (row.slug,)} if self.picked else self.criteria.facets
        cards = tuple(card(row, self.criteria.market) for row in rows)
        return Collection(row.slug, self.said("name"), self.said("description"), facets, self.sort, cards)


def _is_for(row: CollectionRow, market: Market) -> bool:
    """A limit is an amount of one currency, and says nothing of prices in another."""
    return row.price_limit is None or (row.currency or settings.SHOP_CURRENCIES[0]) == market.currency


def _shelf(row: CollectionRow, market: Market) -> _Shelf:
    kind = CollectionKind(row.kind)
    facets: dict[str, tuple[str, ...]] = {}
    if kind == CollectionKind.ON_OFFER:
        facets = {"offer": ("yes",)}
    if kind == CollectionKind.PRICE_BELOW:
        facets = {"price": (f"0-{row.price_limit}",)}
    return _Shelf(row, Criteria(market, facets=facets), _SORTS.get(kind, Sort.POPULAR))
