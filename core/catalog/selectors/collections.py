"""Collections, with the first of what is in them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value

from core.catalog.models import Collection as CollectionRow
from core.catalog.models import Listing
from core.catalog.narrowing import ValueIds, in_collection, value_ids
from core.catalog.rows import ORDER, on_show, sorted_rows
from core.catalog.rules import translated
from core.catalog.selectors.categories import SHORT
from core.catalog.selectors.lists import card
from core.catalog.selectors.unions import union_of
from core.catalog.types import Choices, Collection, CollectionHead, CollectionKind, Market, Sort

_SORTS = {CollectionKind.NEWEST: Sort.NEWEST}


def home_collections(*, market: Market, size: int) -> tuple[Collection, ...]:
    """The collections of the first page, each with at most `size` cards; empty ones are left out.

    Two statements, three where a rule asks for values of facets.
    """
    shown = list(CollectionRow.objects.filter(on_home=True))
    ids = value_ids(row.facets for row in shown)
    shelves = [_Shelf(row, market, ids) for row in shown]
    rows: list[list[Listing]] = [[] for _ in shelves]
    for found in union_of([shelf.rows(size, at) for at, shelf in enumerate(shelves)]):
        rows[found.shelf].append(found)
    return tuple(shelf.collection(those) for shelf, those in zip(shelves, rows, strict=True) if those)


def collection_head(choices: Choices, *, locale: str = "") -> CollectionHead | None:
    """What stands above a list so narrowed: that of the collection where it is of one.

    One statement, none where it is of none or several. Its texts in a language (empty: the catalogue's own).
    """
    slugs = choices.get("collection", ())
    row = CollectionRow.objects.filter(slug=slugs[0]).first() if len(slugs) == 1 else None
    if row is None:
        return None
    name, description = _said(row, "name", locale), _said(row, "description", locale)
    return CollectionHead(
        row.slug,
        name,
        description,
        seo_title=_said(row, "seo_title", locale) or name,
        seo_description=_said(row, "seo_description", locale) or description[:SHORT],
    )


def _said(row: CollectionRow, field: str, locale: str) -> str:
    return str(translated(row.translations, locale, field, getattr(row, field)))


@dataclass(frozen=True, slots=True)
class _Shelf:
    row: CollectionRow
    market: Market
    ids: ValueIds

    @property
    def picked(self) -> bool:
        return self.row.kind == CollectionKind.PICKED

    @property
    def sort(self) -> Sort:
        return _SORTS.get(CollectionKind(self.row.kind), Sort.POPULAR)

    def rows(self, size: int, at: int) -> "QuerySet[Any]":
        found: QuerySet[Any] = Listing.objects.filter(on_show(self.market)).annotate(shelf=Value(at))
        if self.picked:
            picked = found.filter(product__picks__collection=self.row).annotate(place=F("product__picks__position"))
            found = picked.order_by("place", "product_id")
        else:
            chosen = found.filter(in_collection(self.row, self.market, self.ids))
            found = sorted_rows(chosen.annotate(place=Value(0)), self.sort)
        return found[:size]

    def collection(self, rows: list[Any]) -> Collection:
        """A union keeps no order, so the cards are put into theirs once more."""
        column, down = ("place", False) if self.picked else ORDER[self.sort]
        rows = sorted(rows, key=lambda row: (getattr(row, column), row.product_id), reverse=down)
        row, locale = self.row, self.market.locale
        cards = tuple(card(row, self.market) for row in rows)
        name, description = _said(row, "name", locale), _said(row, "description", locale)
        return Collection(row.slug, name, description, {"collection": (row.slug,)}, self.sort, cards)
