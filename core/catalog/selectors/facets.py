"""What a list can be narrowed by, with how many products each value would leave."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from math import inf
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from core.catalog.models import Listing, ListingCategory, ListingFacet
from core.catalog.narrowing import Narrowing, column_facet, narrowing_of
from core.catalog.rows import census_of, narrowed
from core.catalog.rules import (
    COLUMN_FACETS,
    VALUE_FACETS,
    facet_number,
    number_range,
    number_steps,
    price_steps,
    within,
)
from core.catalog.selectors.lists import COUNT_LIMIT
from core.catalog.types import FOREVER, Availability, Criteria, Facet, FacetCount

MOST_VALUES = 40  # of one facet; the rarest are left out

type Counted = tuple[str, str, int, float | None]
"""A facet, a value, how many have it; and what number it is, where the facet is one."""


def facets_of(criteria: Criteria) -> tuple[Facet, ...]:
    """The facets of a list. Several values of one facet widen each other, so its counts leave its own choice aside.

    One statement where the worker has counted the whole list, else three. Of a narrowed list at most five, one for
    each facet chosen, and one for each collection by a rule. Counts end at COUNT_LIMIT. Raises FacetInvalid.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    numbers: dict[str, dict[str, float]] = defaultdict(dict)
    for code, value, count, number in _counts(criteria):
        found[code][value] = count
        if number is not None:
            numbers[code][value] = number
    for code, chosen in criteria.facets.items():
        found[code] = dict.fromkeys(chosen, 0) | found[code]
    return tuple(
        _facet(code, found[code], numbers[code], criteria.facets.get(code, ())) for code in sorted(found, key=_rank)
    )


def count_whole(criteria: Criteria) -> list[Counted]:
    """For the worker's census: every facet of an unnarrowed list, without limit. Two statements."""
    rows = narrowed(criteria, ())
    return [*_column_counts(criteria, rows, COLUMN_FACETS), *_value_counts(rows, Q(), limit=None)]


def next_switch(criteria: Criteria, *, now: datetime) -> datetime:
    """When what is counted of an unnarrowed list changes by itself next, or FOREVER. One statement."""
    market, inside = criteria.market, "" if criteria.category_id is None else "listing__"
    rows: QuerySet[Any] = Listing.objects.filter(visible=True)
    if criteria.category_id is not None:
        rows = ListingCategory.objects.filter(category=criteria.category_id)
    moments = {"since", "until", f"{inside}release_at"}
    ahead = {f"next_{at}": Min(at, filter=Q(**{f"{at}__gt": now})) for at in moments}
    found = rows.filter(currency=market.currency, group=market.group).aggregate(**ahead)
    return min((at for at in found.values() if at is not None), default=FOREVER)


def _counts(criteria: Criteria) -> list[Counted]:
    asked = narrowing_of(criteria)
    ahead = _counted_ahead(criteria, asked)
    counts = _counted_now(criteria, asked) if ahead is None else ahead
    for code in asked.facets:
        others = narrowed(criteria, asked.without(code))
        if code in COLUMN_FACETS:
            counts += _column_counts(criteria, others, [code], also=criteria.facets[code])
        else:
            counts += _value_counts(others, Q(value__code=code), limit=COUNT_LIMIT)
    for slug, rule in asked.rules.items():
        inside = narrowed(criteria, [*asked.without("collection"), rule])
        counts.append(("collection", slug, inside.order_by()[:COUNT_LIMIT].count(), None))
    return counts


def _counted_ahead(criteria: Criteria, asked: Narrowing) -> list[Counted] | None:
    """Of a whole list what the worker has counted, if that is still right."""
    if asked.facets or criteria.search is not None:
        return None
    census = census_of(criteria).filter(until__gt=timezone.now()).first()
    return None if census is None else [(*counted, *[None] * (4 - len(counted))) for counted in census.counts]


def _counted_now(criteria: Criteria, asked: Narrowing) -> list[Counted]:
    """All facets but those chosen, of what these leave."""
    rows = narrowed(criteria, asked.facets.values())
    return [
        *_column_counts(criteria, rows, [code for code in COLUMN_FACETS if code not in asked.facets]),
        *_value_counts(rows, ~Q(value__code__in=asked.facets), limit=COUNT_LIMIT),
    ]


def _value_counts(rows: "QuerySet[Any]", which: Q, *, limit: int | None) -> list[Counted]:
    products = rows.order_by().values("product_id")[:limit]
    held = ListingFacet.objects.filter(which, product__in=products)
    counted = held.values("value__code", "value__value", "value__number").annotate(count=Count("id"))
    return list(counted.values_list("value__code", "value__value", "count", "value__number"))


def _column_counts(
    criteria: Criteria, rows: "QuerySet[Any]", codes: Iterable[str], *, also: Iterable[str] = ()
) -> list[Counted]:
    """`also` are values beside the usual ones, such as a range of prices that is none of the steps."""
    inside = "" if criteria.category_id is None else "listing__"
    values = [
        (code, value)
        for code in codes
        for value in dict.fromkeys([*_column_values(code, criteria.market.currency), *also])
    ]
    if not values:
        return []
    counted = {f"n{at}": Count("pk", filter=column_facet(*pair, inside)) for at, pair in enumerate(values)}
    found = rows.aggregate(**counted)
    return [(code, value, found[f"n{at}"], None) for at, (code, value) in enumerate(values) if found[f"n{at}"]]


def _column_values(code: str, currency: str) -> list[str]:
    if code == "price":
        steps = price_steps(currency)
        return [f"{low}-{high}" for low, high in zip(["0", *steps], [*steps, ""], strict=True)]
    return ["yes"] if code == "offer" else list(Availability)


def _facet(code: str, counts: dict[str, int], numbers: dict[str, float], chosen: tuple[str, ...]) -> Facet:
    if numbers:
        return _number_facet(code, counts, numbers, chosen)
    order = sorted(counts, key=lambda value: (value not in chosen, -counts[value], value))
    shown = list(counts) if code in COLUMN_FACETS else order[:MOST_VALUES]
    values = tuple(FacetCount(value, counts[value], value in chosen) for value in shown)
    return Facet(code, values, len(counts) > len(shown))


def _number_facet(code: str, counts: dict[str, int], numbers: dict[str, float], chosen: tuple[str, ...]) -> Facet:
    """One by one where they are few, else in ranges; and what was chosen, in their order."""
    values = dict.fromkeys([*number_steps(numbers.values()), *chosen])
    sums = {
        value: sum(counts[one] for one, number in numbers.items() if within(value, number))
        for value in sorted(values, key=_lower_end)
    }
    return Facet(
        code, tuple(FacetCount(value, sums[value], value in chosen) for value in sums), more=False, number=True
    )


def _lower_end(value: str) -> tuple[float, str]:
    """What is no number, which somebody may have chosen all the same, comes last."""
    span, number = number_range(value), facet_number(value)
    return (span[0] if span else inf if number is None else number), value


def _rank(code: str) -> tuple[int, str]:
    """What every shop has comes first, in a fixed order; the shop's own options and attributes by name."""
    fixed = (*COLUMN_FACETS, *VALUE_FACETS)
    return (fixed.index(code) if code in fixed else len(fixed)), code
