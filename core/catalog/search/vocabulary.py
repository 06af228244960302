"""The catalogue's own words: those of titles, brands and keywords, with how many products have each.

Descriptions are left aside: they are searched, but hold too many slips of their own to correct others by. So are pairs
of Chinese, Japanese and Korean characters, and numbers and part numbers of more than four characters.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from core.catalog.models import SearchSlip, SearchWord
from core.catalog.search.engines import engine
from core.catalog.search.slips import distance, slips_allowed, without_letters
from core.catalog.search.terms import Term
from core.catalog.search.words import is_asian

# Counted by the database, and both alike: rows of Django's would take five times as long.
_MORE = """
    INSERT INTO catalog_searchword (word, products) SELECT value->>0, CAST(value->>1 AS integer) FROM {pairs} WHERE true
    ON CONFLICT (word) DO UPDATE SET products = catalog_searchword.products + excluded.products
    RETURNING word, products
"""
_FEWER = """
    UPDATE catalog_searchword SET products = products - CAST(value->>1 AS integer) FROM {pairs} WHERE word = value->>0
    RETURNING word, products
"""
_SLIPS = """
    INSERT INTO catalog_searchslip (letters, word) SELECT value->>0, value->>1 FROM {pairs} WHERE true RETURNING 1
"""


def belongs(word: str) -> bool:
    return not is_asian(word) and (len(word) <= 4 or not _has_digit(word))


def is_correctable(word: str) -> bool:
    """Short words and those with digits mean what they say: "u2" is no slip of "us"."""
    return slips_allowed(word) > 0 and not is_asian(word) and not _has_digit(word)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def count(changes: Mapping[str, int]) -> None:
    """Note of words how many more products have them, or fewer. Whoever else does so waits until this is committed."""
    if not any(changes.values()):
        return
    engine().take_turns()
    more = sorted((word, change) for word, change in changes.items() if change > 0)
    fewer = sorted((word, -change) for word, change in changes.items() if change < 0)
    new = [word for word, products in _write(_MORE, more) if products == changes[word]]
    slips = [(letters, word) for word in new if is_correctable(word) for letters in without_letters(word)]
    _write(_SLIPS, sorted(slips))  # neighbours in the index are written one after the other
    _remove([word for word, products in _write(_FEWER, fewer) if products == 0])


def _write(statement: str, pairs: Sequence[tuple[str, Any]]) -> list[Any]:
    """Run a statement over some pairs, thousands at once; returns the rows it answers."""
    if not pairs:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.format(pairs=engine().PAIRS), [json.dumps(pairs)])
        return list(cursor.fetchall())


def _remove(gone: Collection[str]) -> None:
    if gone:
        letters = set().union(*map(without_letters, gone))
        SearchSlip.objects.filter(letters__in=letters, word__in=gone).delete()
        SearchWord.objects.filter(word__in=gone).delete()


def continuations(words: Iterable[str]) -> dict[str, str]:
    """To each word the first of the vocabulary that is it or begins with it. At most one statement."""
    words = {word for word in words if not is_asian(word)}
    if not words:
        return {}
    following = [SearchWord.objects.filter(word__gte=word).order_by("word").values("word")[:1] for word in words]
    found = sorted(SearchWord.objects.filter(word__in=map(Subquery, following)).values_list("word", flat=True))
    firsts = {word: next((one for one in found if one >= word), "") for word in words}
    return {word: first for word, first in firsts.items() if first.startswith(word)}


def corrections(words: Iterable[str]) -> dict[str, str]:
    """To each word the one probably meant, if any; words that descriptions have are left. At most one statement.

    Of several the one fewest slips away, then one of the same first letter, then the one that most products have.
    """
    unknown = [word for word in words if is_correctable(word)]
    if not unknown:
        return {}
    described = {f"described_{at}": engine().how_many([Term(word, prefix=True)]) for at, word in enumerate(unknown)}
    rows = set(_candidates(unknown).annotate(**described).values_list("word", "products", *described))
    best = {}
    for at, word in enumerate(unknown):
        ranks = [_rank(word, there, products) for there, products, *found in rows if not found[at]]
        if ranks and min(ranks)[0] <= slips_allowed(word):
            best[word] = min(ranks)[-1]
    return best


def _candidates(unknown: Iterable[str]) -> "QuerySet[SearchSlip]":
    letters = set().union(*map(without_letters, unknown))
    products = SearchWord.objects.filter(word=OuterRef("word")).values("products")
    return SearchSlip.objects.filter(letters__in=letters).annotate(products=Subquery(products))


def _rank(word: str, there: str, products: int) -> tuple[int, bool, int, str]:
    return distance(word, there, limit=slips_allowed(word)), word[0] != there[0], -products, there
