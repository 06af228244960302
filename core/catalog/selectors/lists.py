"""Lists of products. They read only the listing tables, by index, whatever the size of the shop."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from core.catalog.models import Listing, ListingTitle, Product
from core.catalog.rows import ORDER, matching, on_show, sorted_rows, title_locale, titles
from core.catalog.rules import translated
from core.catalog.search import by_relevance
from core.catalog.selectors.images import image_view
from core.catalog.types import (
    Card,
    Criteria,
    Image,
    Market,
    PageOutOfRange,
    Position,
    PositionInvalid,
    Slice,
    Sort,
    Supply,
    Total,
)
from core.shared.money import Money

COUNT_LIMIT = 10_000


def list_page(criteria: Criteria, *, sort: Sort, page: int, size: int) -> tuple[Card, ...]:
    """The cards of a numbered page, from 1. One statement; one more where facets narrow it, or far down by relevance.

    In collections whose rules ask for facets, one more still. Raises PageOutOfRange past COUNT_LIMIT, FacetInvalid.
    """
    start = (page - 1) * size
    if page < 1 or start >= COUNT_LIMIT:
        raise PageOutOfRange(page=page)
    return tuple(card(row, criteria.market) for row in _rows(criteria, sort, start, start + size))


def list_after(criteria: Criteria, *, sort: Sort, after: Position | None, size: int) -> Slice:
    """The cards that follow a position, or the first ones. One statement, two or three where facets narrow it.

    Raises PositionInvalid, FacetInvalid.
    """
    if criteria.search is not None and sort == Sort.RELEVANCE:
        return _slice_by_relevance(criteria, after, size)
    beyond = Q() if after is None else _beyond(after, sort)
    found = _listings(criteria, sort, 0, size + 1, beyond)
    shown = found[:size]
    more = _position(shown[-1], sort) if len(found) > size else None
    return Slice(tuple(card(row, criteria.market) for row in shown), more)


def _slice_by_relevance(criteria: Criteria, after: Position | None, size: int) -> Slice:
    """How well a product fits is no value to go on from, so the position counts what has been shown."""
    start = 0 if after is None else _sort_value(after.value, "popularity")
    if start >= COUNT_LIMIT:
        raise PositionInvalid
    found = _rows(criteria, Sort.RELEVANCE, start, start + size + 1)
    more = Position(str(start + size), found[size].product_id) if len(found) > size else None
    return Slice(tuple(card(row, criteria.market) for row in found[:size]), more)


def _rows(criteria: Criteria, sort: Sort, start: int, stop: int) -> list[Listing]:
    if criteria.search is not None and sort == Sort.RELEVANCE:
        listed = matching(replace(criteria, search=None))
        return by_relevance(listed, criteria.search, start=start, stop=stop)
    return _listings(criteria, sort, start, stop)


def _listings(criteria: Criteria, sort: Sort, start: int, stop: int, which: Q | None = None) -> list[Listing]:
    """Some rows of a list. Only those of the page itself are read whole, however far down it is."""
    if sort == Sort.TITLE:
        return _listings_by_title(criteria, start, stop, which or Q())
    page = sorted_rows(matching(criteria).filter(which or Q()), sort)
    if page.model is Listing:
        return list(page[start:stop])
    return list(sorted_rows(Listing.objects.filter(pk__in=page.values("listing_id")[start:stop]), sort))


def _listings_by_title(criteria: Criteria, start: int, stop: int, which: Q) -> list[Any]:
    """The titles are sorted by in a table of their own, for each language has its order."""
    page = sorted_rows(titles(criteria).filter(which), Sort.TITLE).values("product_id")[start:stop]
    keys = ListingTitle.objects.filter(
        product=OuterRef("product"), category_id=0, locale=title_locale(criteria.market.locale)
    )
    rows = Listing.objects.filter(on_show(criteria.market), product__in=page)
    return list(sorted_rows(rows.annotate(sort_key=Subquery(keys.values("sort_key"))), Sort.TITLE))


def count_listed(criteria: Criteria) -> Total:
    """How many products a list has. One statement, two or three where facets narrow it. Raises FacetInvalid."""
    found = matching(criteria).order_by()[: COUNT_LIMIT + 1].count()
    return Total(min(found, COUNT_LIMIT), found > COUNT_LIMIT)


def cards_of(*, product_ids: Collection[int], market: Market) -> tuple[Card, ...]:
    """The visible ones among some products, in the order asked for. One statement."""
    rows = {row.product_id: row for row in Listing.objects.filter(on_show(market), product__in=product_ids)}
    return tuple(card(rows[product_id], market) for product_id in dict.fromkeys(product_ids) if product_id in rows)


def product_ids(*, after: int, size: int) -> tuple[int, ...]:
    """The ids of all products, of whatever status, so many after one of them. One statement."""
    return tuple(Product.objects.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:size])


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
_READ: dict[str, Callable[[str], Any]] = {"published_at": _instant, "popularity": int, "price": int, "sort_key": str}


def _position(row: Listing, sort: Sort) -> Position:
    value = getattr(row, ORDER[sort][0])
    return Position(value.isoformat() if isinstance(value, datetime) else str(value), row.product_id)


def card(listing: Listing, market: Market) -> Card:
    """For catalog's own selectors."""
    return Card(
        product_id=listing.product_id,
        slug=listing.slug,
        title=translated(listing.translations, market.locale, "title", listing.title),
        brand=listing.brand,
        image=_picture(listing, market.locale),
        price=Money(listing.price or 0, listing.currency),
        price_varies=listing.price_varies,
        compare_at=None if listing.compare_at is None else Money(listing.compare_at, listing.currency),
        supply=Supply(listing.supply),
        release_at=listing.release_at,
        preorder=listing.preorder,
    )


def _picture(listing: Listing, locale: str) -> Image | None:
    image = image_view(listing.image)
    return image and replace(image, alt=translated(listing.translations, locale, "alt", image.alt))
