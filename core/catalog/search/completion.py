"""What somebody who types may be going to type."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from core.catalog.models import SearchDocument
from core.catalog.search.matching import restrict
from core.catalog.search.query import asked_for
from core.catalog.search.vocabulary import belongs
from core.catalog.search.words import is_asian
from core.catalog.types import Search, SearchTerm

SAMPLED = 200  # of the products that have the words so far, those that sold most


def complete(query: str, *, among: "QuerySet[Any]", limit: int) -> tuple[str, ...]:
    """The query with its last word completed, in the ways that most products have first. One statement.

    In words that some product among the rows of a list has, for what is not on show is not to be told of either. They
    have `product_id` and `popularity`. None in Chinese, Japanese and Korean, whose words are not known.
    """
    asked = asked_for(query)
    if not asked or is_asian(asked[-1]) or query[-1:].isspace():
        return ()
    *before, begun = asked
    terms = (*(SearchTerm(word, prefix=False) for word in before), SearchTerm(begun, prefix=True))
    best_selling = restrict(among, Search(terms)).order_by("-popularity", "-product_id")[:SAMPLED]
    words = _beginning(begun, best_selling.values("product_id"))
    return tuple(" ".join([*before, word]) for word in words[:limit])


def _beginning(begun: str, products: "QuerySet[Any]") -> list[str]:
    """The words beginning so in the names of some products."""
    rows = SearchDocument.objects.filter(pk__in=products).values_list("title", "brand", "keywords")
    found = (word for row in rows for word in "".join(row).split() if word.startswith(begun) and belongs(word))
    words = Counter(found)
    return sorted(words, key=lambda word: (-words[word], word))
