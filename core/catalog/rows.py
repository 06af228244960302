"""The rows that a list is made of, for catalog's selectors: which, and in what order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from math import isfinite
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.catalog.models import FacetCensus, FacetValue, Listing, ListingCategory, ListingFacet, ListingTitle
from core.catalog.rules import COLUMN_FACETS, VALUE_FACETS, number_range, price_range
from core.catalog.search import restrict
from core.catalog.types import Availability, Choices, Criteria, FacetInvalid, Market, Sort, Supply

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
    rows = _whole(criteria)
    if criteria.search is not None:
        rows = restrict(rows, criteria.search)
    inside = "" if criteria.category_id is None else "listing__"
    ids = _value_ids(criteria.facets)
    for code, wanted in criteria.facets.items():
        if code in COLUMN_FACETS:
            rows = rows.filter(_any(column_facet(code, value, inside) for value in wanted))
        else:
            held = ListingFacet.objects.filter(product=OuterRef("product_id"))
            rows = rows.filter(Exists(held.filter(_one_of(code, wanted, ids.get(code, ())))))
    return rows


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


def _value_ids(facets: Choices) -> dict[str, list[int]]:
    """The numbers of the values wanted, by facet. Raises FacetInvalid for a facet that no product ever had."""
    wanted = {code: values for code, values in facets.items() if code not in COLUMN_FACETS}
    if not wanted:
        return {}
    ids: dict[str, list[int]] = {}
    which = _any(Q(code=code, value__in=values) for code, values in wanted.items())
    for code, pk in FacetValue.objects.filter(which).values_list("code", "id"):
        ids.setdefault(code, []).append(pk)
    doubtful = wanted.keys() - ids.keys() - set(VALUE_FACETS)
    if doubtful:
        doubtful -= set(FacetValue.objects.filter(code__in=doubtful).values_list("code", flat=True).distinct())
    if doubtful:
        raise FacetInvalid(fields=dict.fromkeys(sorted(doubtful), "unknown"))
    return ids


def _one_of(code: str, wanted: Iterable[str], ids: Iterable[int]) -> Q:
    """That a facet's value is one of those wanted, or a number within one that is a range."""
    spans = [span for value in wanted if (span := number_range(value)) is not None]
    return _any([Q(value__in=ids), *(Q(value__code=code) & _between(*span) for span in spans)])


def _between(low: float, high: float) -> Q:
    """Of a number facet's range, whose open ends are infinite."""
    lower = Q(value__number__gte=low) if isfinite(low) else Q(value__number__isnull=False)
    return lower & Q(value__number__lt=high) if isfinite(high) else lower


def _any(conditions: Iterable[Q]) -> Q:
    """Any of some conditions; of none, nothing."""
    either = Q(pk__in=())
    for condition in conditions:
        either |= condition
    return either


def column_facet(code: str, value: str, inside: str = "") -> Q:
    """The condition on a listing's own columns; `inside` leads to the listing. Raises FacetInvalid."""
    match code, value:
        case "price", _ if (span := price_range(value)) is not None:
            low, high = span
            upper = Q(**{f"{inside}price__lt": high}) if high is not None else Q()
            return Q(**{f"{inside}price__gte": low}) & upper
        case "offer", "yes":
            return Q(**{f"{inside}compare_at__isnull": False})
        case "availability", _ if value in list(Availability):
            return _available(Availability(value), inside)
    raise FacetInvalid(fields={code: "invalid"})


def _available(wanted: Availability, inside: str) -> Q:
    coming = Q(**{f"{inside}release_at__isnull": False, f"{inside}release_at__gt": timezone.now()})
    ordered = Q(**{f"{inside}preorder": True}) & ~Q(**{f"{inside}supply": Supply.SOLD_OUT})
    match wanted:
        case Availability.COMING_SOON:
            return coming & ~ordered
        case Availability.PREORDER:
            return coming & ordered
    return ~coming & Q(**{f"{inside}supply": Supply(wanted)})


def sorted_rows(rows: "QuerySet[Any]", sort: Sort) -> "QuerySet[Any]":
    column, down = ORDER[sort]
    return rows.order_by(f"-{column}", "-product_id") if down else rows.order_by(column, "product_id")


def census_of(criteria: Criteria) -> QuerySet[FacetCensus]:
    """The census of an unnarrowed list, if there is one."""
    market = criteria.market
    return FacetCensus.objects.filter(category=criteria.category_id, currency=market.currency, group=market.group)
