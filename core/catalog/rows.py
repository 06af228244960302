"""The rows that a list is made of, for catalog's selectors: which, and in what order."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.catalog.models import FacetValue, Listing, ListingCategory, ListingFacet
from core.catalog.rules import COLUMN_FACETS, VALUE_FACETS, price_range
from core.catalog.search import restrict
from core.catalog.types import Availability, Choices, Criteria, FacetInvalid, Sort

# The column a list is sorted by, and whether it runs downwards; the product's id follows in the same direction.
ORDER = {
    Sort.NEWEST: ("published_at", True),
    Sort.POPULAR: ("popularity", True),
    Sort.RELEVANCE: ("popularity", True),
    Sort.PRICE_UP: ("price", False),
    Sort.PRICE_DOWN: ("price", True),
    Sort.TITLE: ("title", False),
}


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
            held = ListingFacet.objects.filter(listing=OuterRef(f"{inside}pk"), value__in=ids.get(code, ()))
            rows = rows.filter(Exists(held))
    return rows


def _whole(criteria: Criteria) -> "QuerySet[Any]":
    if criteria.category_id is None:
        return Listing.objects.filter(visible=True, currency=criteria.market.currency)
    return ListingCategory.objects.filter(category=criteria.category_id, currency=criteria.market.currency)


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
        case "availability", Availability.COMING_SOON:
            return _coming(inside)
        case "availability", Availability.IN_STOCK:
            return Q(**{f"{inside}in_stock": True}) & ~_coming(inside)
        case "availability", Availability.SOLD_OUT:
            return Q(**{f"{inside}in_stock": False}) & ~_coming(inside)
    raise FacetInvalid(fields={code: "invalid"})


def _coming(inside: str) -> Q:
    return Q(**{f"{inside}release_at__isnull": False, f"{inside}release_at__gt": timezone.now()})


def sorted_rows(rows: "QuerySet[Any]", sort: Sort) -> "QuerySet[Any]":
    column, down = ORDER[sort]
    return rows.order_by(f"-{column}", "-product_id") if down else rows.order_by(column, "product_id")
