"""What is shown beside a product."""

from typing import Any

from django.db.models import F, QuerySet, Value

from core.catalog.models import Listing
from core.catalog.rows import matching, sorted_rows
from core.catalog.selectors.lists import card
from core.catalog.selectors.unions import union_of
from core.catalog.types import Card, Criteria, Market, Sort


def related(*, product_id: int, category_id: int | None, market: Market, size: int) -> tuple[Card, ...]:
    """Other products on show: those staff picked, in their order, then what sells best of its category.

    One statement.
    """
    picked = matching(Criteria(market)).filter(product__beside__product=product_id)
    shelves: list[QuerySet[Any]] = [
        picked.annotate(shelf=Value(0), place=F("product__beside__position")).order_by("place", "product_id")[:size]
    ]
    if category_id is not None:
        beside = sorted_rows(matching(Criteria(market, category_id)), Sort.POPULAR)
        listings = Listing.objects.filter(pk__in=beside.exclude(product_id=product_id).values("listing_id")[:size])
        shelves.append(listings.annotate(shelf=Value(1), place=-F("popularity")).order_by("place", "-product_id"))
    rows: list[Any] = sorted(union_of(shelves), key=lambda row: (row.shelf, row.place, _after(row)))
    first = {row.product_id: row for row in reversed(rows)}
    return tuple(card(row, market) for row in rows if first[row.product_id] is row)[:size]


def _after(row: Any) -> int:
    return int(-row.product_id if row.shelf else row.product_id)
