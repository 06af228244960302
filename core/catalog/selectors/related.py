"""What is shown beside a product."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from core.catalog.models import BoughtTogether, Listing
from core.catalog.rows import matching, sorted_rows
from core.catalog.selectors.lists import card
from core.catalog.selectors.unions import union_of
from core.catalog.types import Card, Company, Criteria, Market, Sort

PICKED, POPULAR, TOGETHER = range(3)
type Rows = QuerySet[Any]


def company_of(*, product_id: int, category_id: int | None, market: Market, size: int) -> Company:
    """Other products on show, at most so many of each kind. One statement."""
    shelves = [_picked(product_id, market, size), _together(product_id, market, size)]
    if category_id is not None:
        shelves.append(_popular(product_id, Criteria(market, category_id), size))
    rows = sorted(union_of(shelves), key=lambda row: (row.shelf, row.place, _after(row)))
    return Company(
        related=_cards([row for row in rows if row.shelf != TOGETHER], market)[:size],
        together=_cards([row for row in rows if row.shelf == TOGETHER], market),
    )


def _picked(product_id: int, market: Market, size: int) -> Rows:
    """By staff, in their order."""
    rows = matching(Criteria(market)).filter(product__beside__product=product_id)
    placed: Rows = rows.annotate(shelf=Value(PICKED), place=F("product__beside__position"))
    return placed.order_by("place", "product_id")[:size]


def _popular(product_id: int, beside: Criteria, size: int) -> Rows:
    """What sells best of its category."""
    others = sorted_rows(matching(beside), Sort.POPULAR).exclude(product_id=product_id)
    rows = Listing.objects.filter(pk__in=others.values("listing_id")[:size])
    return rows.annotate(shelf=Value(POPULAR), place=-F("popularity")).order_by("place", "-product_id")


def _together(product_id: int, market: Market, size: int) -> Rows:
    """What was most often bought with it."""
    pairs = BoughtTogether.objects.filter(product=product_id)
    score = Subquery(pairs.filter(other=OuterRef("product")).values("score"))
    rows = matching(Criteria(market)).filter(product__in=pairs.values("other"))
    placed: Rows = rows.annotate(shelf=Value(TOGETHER), place=-score)
    return placed.order_by("place", "product_id")[:size]


def _after(row: Any) -> int:
    return int(-row.product_id if row.shelf == POPULAR else row.product_id)


def _cards(rows: list[Any], market: Market) -> tuple[Card, ...]:
    """Each product once, where it comes first."""
    first = {row.product_id: row for row in reversed(rows)}
    return tuple(card(row, market) for row in rows if first[row.product_id] is row)
