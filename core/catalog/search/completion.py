"""What somebody who types may be going to type."""

from collections import Counter

from core.catalog.models import SearchDocument, SearchWord
from core.catalog.search.engines import engine
from core.catalog.search.query import asked_for
from core.catalog.search.words import is_asian
from core.catalog.types import SearchTerm

SAMPLED = 200  # products that have the words so far

_PAST_ALL = "\U0010ffff"  # the last character there is


def complete(query: str, *, limit: int) -> tuple[str, ...]:
    """The query with its last word completed, in the ways that most products have first. One statement.

    None in Chinese, Japanese and Korean, whose words are not known.
    """
    asked = asked_for(query)
    if not asked or is_asian(asked[-1]) or query[-1:].isspace():
        return ()
    *before, begun = asked
    words = _beside(before, begun) if before else _named(begun, limit)
    return tuple(" ".join([*before, word]) for word in words[:limit])


def _named(begun: str, limit: int) -> list[str]:
    named = SearchWord.objects.filter(word__gte=begun, word__lt=begun + _PAST_ALL)
    return list(named.order_by("-products", "word").values_list("word", flat=True)[:limit])


def _beside(before: list[str], begun: str) -> list[str]:
    """The words beginning so in the names of products that have the others."""
    terms = [*(SearchTerm(word, prefix=False) for word in before), SearchTerm(begun, prefix=True)]
    rows = SearchDocument.objects.filter(pk__in=engine().products(terms)).values_list("title", "brand", "keywords")
    words = Counter(word for row in rows[:SAMPLED] for word in "".join(row).split() if word.startswith(begun))
    return sorted(words, key=lambda word: (-words[word], word))
