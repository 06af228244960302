"""Which rows of a list a query finds, and the best of them first.

A word counts by the best place a product has it in: its title, its brand, its keywords, its text; in each, whole before
only begun. The same sum of places is about equally good, and then what sold more comes first.

Only the RANKED best-selling matches are ranked so; the others follow by how much they sold. A word that a tenth of a
large catalogue has then costs what it takes to find RANKED of them, not to rank them all.
"""

from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable

from core.catalog.models import SearchDocument
from core.catalog.search.documents import END
from core.catalog.search.engines import engine
from core.catalog.types import Search, SearchTerm

RANKED = 480  # whole pages of any usual size, so that hardly a page lies on the edge

# What a word counts whole and begun, by where it stands; in the text it stands if nowhere else.
_PLACES = {"title": (16, 12), "brand": (8, 6), "keywords": (4, 3), "text": (2, 1)}
_WHOLE_TITLE = 8  # more, where the title is the query


def restrict(rows: "QuerySet[Any]", query: Search) -> "QuerySet[Any]":
    """The rows whose product has every term of a query. They have a column `product_id`."""
    return rows.none() if query.empty else rows.filter(product_id__in=engine().products(query.terms))


def by_relevance(rows: "QuerySet[Any]", query: Search, *, start: int, stop: int) -> list[Any]:
    """The rows that a query finds, from a place in the order up to another. They have `product_id` and `popularity`.

    One statement; two where both RANKED and others are among them.
    """
    best_selling = ("-popularity", "-product_id")
    matches = restrict(rows, query).order_by(*best_selling).values("product_id")  # all in an index of the list's
    found = list[Any]()
    if start < RANKED:
        ranked = rows.filter(product_id__in=matches[:RANKED]).annotate(fit=_fit(query))
        found += ranked.order_by("-fit", *best_selling)[start : min(stop, RANKED)]
    if stop > RANKED:
        found += rows.filter(product_id__in=matches[max(start, RANKED) : stop]).order_by(*best_selling)
    return found


def _fit(query: Search) -> Subquery:
    """How well a row's product fits a query."""
    title = _between_spaces(query)
    whole = Case(When(Q(title=title) | Q(title__startswith=f"{title}{END} "), then=_WHOLE_TITLE), default=0)
    document = SearchDocument.objects.filter(pk=OuterRef("product_id"))
    fit = sum(map(_worth, query.terms), start=whole)
    return Subquery(document.values_list(fit), output_field=IntegerField())


def _between_spaces(query: Search) -> str:
    return f" {' '.join(term.word for term in query.terms)} "


def _worth(term: SearchTerm) -> Combinable:
    places = [(place, f" {term.word} ", whole) for place, (whole, _) in _PLACES.items()]
    if term.prefix:
        places += [(place, f" {term.word}", begun) for place, (_, begun) in _PLACES.items()]
    best_first = sorted(places, key=lambda place: -place[2])
    *others, (_, _, least) = best_first
    return Case(
        *(When(**{f"{place}__contains": part, "then": Value(worth)}) for place, part, worth in others), default=least
    )
