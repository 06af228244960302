"""The rows that a list is made of, for catalog's selectors: which, and in what order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.catalog.models import FacetCensus, Listing, ListingCategory, ListingTitle
from core.catalog.narrowing import narrowing_of
from core.catalog.search import restrict
from core.catalog.types import Criteria, Market, Sort

# The column a list is sorted by, and whether it runs downwards; the product's id follows in the same direction.
ORDER = {
    Sort.NEWEST: ("published_at", True),
    Sort.POPULAR: ("popularity", True),
    Sort.RELEVANCE: ("popularity", True),
    Sort.PRICE_UP: ("price", False),
    Sort.PRICE_DOWN: ("price", True),
    Sort.TITLE: ("sort_key", False),
}


def on_show(market: Market, *, at: datetime | None = None, to: str = "") -> Q:
    """The condition that a listing is what a market sees now, or at another time; `to` leads to the listing."""
    at = at or timezone.now()
    return Q(
        **{
            f"{to}visible": True,
            f"{to}currency": market.currency,
            f"{to}group": market.group,
            f"{to}since__lte": at,
            f"{to}until__gt": at,
        }
    )


def matching(criteria: Criteria) -> "QuerySet[Any]":
    """The rows of a list, of Listing or, in a category, of ListingCategory. Raises FacetInvalid."""
    return narrowed(criteria, narrowing_of(criteria).facets.values())


def narrowed(criteria: Criteria, conditions: Iterable[Q]) -> "QuerySet[Any]":
    """The rows of a list that fit some conditions, whatever facets are chosen."""
    rows = _whole(criteria)
    if criteria.search is not None:
        rows = restrict(rows, criteria.search)
    return rows.filter(*conditions)


def titles(criteria: Criteria) -> "QuerySet[ListingTitle]":
    """The rows of a list in the language of its market, of those products that it has. Raises FacetInvalid."""
    listed = matching(replace(criteria, category_id=None, search=None)).filter(product=OuterRef("product_id"))
    rows = ListingTitle.objects.filter(Exists(listed), locale=title_locale(criteria.market.locale))
    rows = rows.filter(category_id=criteria.category_id or 0)
    return rows if criteria.search is None else restrict(rows, criteria.search)


def title_locale(locale: str) -> str:
    """The language that lists for a locale are sorted in: its own where the shop has it, else the catalogue's."""
    return locale if locale in settings.SHOP_LOCALES else settings.SHOP_LOCALES[0]


def _whole(criteria: Criteria) -> "QuerySet[Any]":
    if criteria.category_id is None:
        return Listing.objects.filter(on_show(criteria.market))
    market, now = criteria.market, timezone.now()
    rows = ListingCategory.objects.filter(category=criteria.category_id, since__lte=now, until__gt=now)
    return rows.filter(currency=market.currency, group=market.group)


def sorted_rows(rows: "QuerySet[Any]", sort: Sort) -> "QuerySet[Any]":
    column, down = ORDER[sort]
    return rows.order_by(f"-{column}", "-product_id") if down else rows.order_by(column, "product_id")


def census_of(criteria: Criteria) -> QuerySet[FacetCensus]:
    """The census of an unnarrowed list, if there is one."""
    market = criteria.market
    return FacetCensus.objects.filter(category=criteria.category_id, currency=market.currency, group=market.group)
