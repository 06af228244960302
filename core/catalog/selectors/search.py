"""What somebody searching means."""

from django.db.models import Q

from core.catalog.models import Category
from core.catalog.rows import matching
from core.catalog.search import asked_for, by_relevance, complete, read
from core.catalog.selectors.categories import category_ref
from core.catalog.selectors.lists import card
from core.catalog.types import Criteria, Market, Search, Suggestions

FEW = 4  # categories among suggestions


def read_search(text: str) -> Search:
    """A query as it is understood, its slips corrected by the catalogue's own words. At most two statements."""
    return read(text)


def suggestions(text: str, *, market: Market, size: int) -> Suggestions:
    """For somebody who is still typing: at most `size` products and completions. At most five statements."""
    search = read(text)
    if search.empty:
        return Suggestions((), (), ())
    listed = matching(Criteria(market))
    rows = by_relevance(listed, search, start=0, stop=size)
    named = Category.objects.filter(_named(" ".join(asked_for(text)), market.locale)).order_by("depth", "path")
    return Suggestions(
        products=tuple(card(row, market) for row in rows),
        categories=tuple(category_ref(row, market.locale) for row in named[:FEW]),
        queries=complete(text, among=listed, limit=size),
    )


def _named(words: str, locale: str) -> Q:
    """Of a category: in the catalogue's own language or the shopper's."""
    own = Q(name__icontains=words)
    return own | Q(**{f"translations__{locale}__name__icontains": words}) if locale else own
