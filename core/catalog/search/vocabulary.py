"""The catalogue's own words: those of titles, brands and keywords, with how many products have each.

Descriptions are left aside: they are searched, but hold too many slips of their own to correct others by. So are pairs
of Chinese, Japanese and Korean characters, and numbers and part numbers of more than four characters.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from core.catalog.models import SearchSlip, SearchWord
from core.catalog.search.engines import engine
from core.catalog.search.slips import distance, slips_allowed, without_letters
from core.catalog.search.words import is_asian
from core.catalog.types import SearchTerm

# Thousands of words at once, counted by the database and alike on both: rows of Django's would take five times as long.
_MORE = """
    INSERT INTO catalog_searchword (word, products) SELECT one, CAST(other AS integer) FROM {pairs} WHERE true
    ON CONFLICT (word) DO UPDATE SET products = catalog_searchword.products + excluded.products
    RETURNING word, products
"""
_FEWER = """
    UPDATE catalog_searchword SET products = products - CAST(other AS integer) FROM {pairs} WHERE word = one
    RETURNING word, products
"""
_NO_MORE = "DELETE FROM catalog_searchword WHERE word IN (SELECT one FROM {pairs}) RETURNING word"
_SLIPS = "INSERT INTO catalog_searchslip (letters, word) SELECT one, other FROM {pairs} WHERE true RETURNING word"
_NO_SLIPS = "DELETE FROM catalog_searchslip WHERE (letters, word) IN (SELECT one, other FROM {pairs}) RETURNING word"


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
    gone = [word for word, products in _write(_FEWER, fewer) if products == 0]
    _write(_NO_MORE, [(word, "") for word in gone])
    _write(_SLIPS, _slips(new))
    _write(_NO_SLIPS, _slips(gone))


def _slips(words: Iterable[str]) -> list[tuple[str, str]]:
    """Sorted, for neighbours in the index are best written one after the other."""
    return sorted((letters, word) for word in words if is_correctable(word) for letters in without_letters(word))


def _write(statement: str, pairs: Sequence[tuple[str, Any]]) -> list[Any]:
    """Run a statement over some pairs, if there are any; returns the rows it answers."""
    if not pairs:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.format(pairs=engine().PAIRS), [json.dumps(pairs)])
        return list(cursor.fetchall())


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
    described = {
        f"described_{at}": engine().how_many([SearchTerm(word, prefix=True)]) for at, word in enumerate(unknown)
    }
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
