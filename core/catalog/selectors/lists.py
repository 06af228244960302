"""Lists of products. They read only the listing tables, by index, whatever the size of the shop."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.catalog.models import FacetValue, Listing, ListingCategory, ListingFacet
from core.catalog.rules import COLUMN_FACETS, VALUE_FACETS, price_range
from core.catalog.selectors.images import image_view
from core.catalog.types import (
    Availability,
    Card,
    Choices,
    Criteria,
    FacetInvalid,
    PageOutOfRange,
    Position,
    PositionInvalid,
    Slice,
    Sort,
    Total,
)
from core.shared.money import Money

COUNT_LIMIT = 10_000

# The column a list is sorted by, and whether it runs downwards; the product's id follows in the same direction.
ORDER = {
    Sort.NEWEST: ("published_at", True),
    Sort.POPULAR: ("popularity", True),
    Sort.PRICE_UP: ("price", False),
    Sort.PRICE_DOWN: ("price", True),
    Sort.TITLE: ("title", False),
}


def list_page(criteria: Criteria, *, sort: Sort, page: int, size: int) -> tuple[Card, ...]:
    """The cards of a numbered page, from 1. One statement, two where facets narrow it.

    Raises PageOutOfRange past COUNT_LIMIT, FacetInvalid.
    """
    start = (page - 1) * size
    if page < 1 or start >= COUNT_LIMIT:
        raise PageOutOfRange(page=page)
    rows = sorted_rows(matching(criteria), sort)
    return tuple(card(row) for row in rows[start : start + size])


def list_after(criteria: Criteria, *, sort: Sort, after: Position | None, size: int) -> Slice:
    """The cards that follow a position, or the first ones. One statement, two where facets narrow it.

    Raises PositionInvalid, FacetInvalid.
    """
    rows = matching(criteria)
    if after is not None:
        rows = rows.filter(_beyond(after, sort))
    found = list(sorted_rows(rows, sort)[: size + 1])
    shown = found[:size]
    more = _position(shown[-1], sort) if len(found) > size else None
    return Slice(tuple(card(row) for row in shown), more)


def count_listed(criteria: Criteria) -> Total:
    """How many products a list has. One statement, two where facets narrow it. Raises FacetInvalid."""
    found = matching(criteria).order_by()[: COUNT_LIMIT + 1].count()
    return Total(min(found, COUNT_LIMIT), found > COUNT_LIMIT)


def cards_of(*, product_ids: Collection[int], currency: str) -> tuple[Card, ...]:
    """The visible ones among some products, in the order asked for. One statement."""
    shown = Listing.objects.filter(visible=True, currency=currency, product__in=product_ids)
    rows = {row.product_id: row for row in shown}
    return tuple(card(rows[product_id]) for product_id in dict.fromkeys(product_ids) if product_id in rows)


def matching(criteria: Criteria) -> "QuerySet[Any]":
    """For catalog's own selectors: the rows of a list, of Listing or, in a category, of ListingCategory."""
    rows = _whole(criteria)
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
        return Listing.objects.filter(visible=True, currency=criteria.currency)
    places = ListingCategory.objects.filter(category=criteria.category_id, currency=criteria.currency)
    return places.select_related("listing")


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


def _any(conditions: Any) -> Q:
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
    """For catalog's own selectors."""
    column, down = ORDER[sort]
    return rows.order_by(f"-{column}", "-product_id") if down else rows.order_by(column, "product_id")


def _beyond(after: Position, sort: Sort) -> Q:
    column, down = ORDER[sort]
    value = _sort_value(after.value, column)
    if not 0 < after.product_id < 2**63:
        raise PositionInvalid
    beyond = "lt" if down else "gt"
    return Q(**{f"{column}__{beyond}": value}) | Q(**{column: value, f"product_id__{beyond}": after.product_id})


def _sort_value(text: str, column: str) -> Any:
    """Positions come back from clients, so they are looked at as any other input."""
    try:
        text.encode()  # half of a surrogate pair is no text
        value = _READ[column](text)
    except (ValueError, OverflowError):
        raise PositionInvalid from None
    if "\x00" in text or (isinstance(value, int) and not 0 <= value < 2**63):
        raise PositionInvalid
    return value


def _instant(text: str) -> datetime:
    """A time that says its zone, and is within the calendar in UTC too."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError
    return value.astimezone(UTC)


# How a position's text becomes a column's value again.
_READ: dict[str, Callable[[str], Any]] = {"published_at": _instant, "popularity": int, "price": int, "title": str}


def _position(row: Listing | ListingCategory, sort: Sort) -> Position:
    value = getattr(row, ORDER[sort][0])
    return Position(value.isoformat() if isinstance(value, datetime) else str(value), row.product_id)


def card(row: Listing | ListingCategory) -> Card:
    """For catalog's own selectors."""
    listing = row if isinstance(row, Listing) else row.listing
    return Card(
        product_id=listing.product_id,
        slug=listing.slug,
        title=listing.title,
        brand=listing.brand,
        image=image_view(listing.image),
        price=Money(listing.price or 0, listing.currency),
        price_varies=listing.price_varies,
        compare_at=None if listing.compare_at is None else Money(listing.compare_at, listing.currency),
        in_stock=listing.in_stock,
        release_at=listing.release_at,
    )
