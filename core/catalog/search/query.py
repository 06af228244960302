"""What a shopper typed, read as what is to be found."""

from collections.abc import Iterator

from core.catalog.search import vocabulary
from core.catalog.search.words import grams, is_asian, runs
from core.catalog.types import Search, SearchTerm

LONGEST = 100  # characters
MOST_WORDS = 8


def read(text: str) -> Search:
    """A query with its slips corrected; what is beyond LONGEST and MOST_WORDS is ignored. At most two statements.

    The last word may be a beginning, for people see results while they type. So may one that no product is named by,
    and a single character of Chinese, Japanese or Korean.
    """
    asked = asked_for(text)
    begun = vocabulary.continuations(asked)
    meant = vocabulary.corrections([run for run in asked if run not in begun])
    understood = [meant.get(run, run) for run in asked]
    whole = {*meant.values(), *(run for run, first in begun.items() if run == first)}
    terms = [
        term
        for at, run in enumerate(understood, 1)
        for term in _terms(run, may_go_on=at == len(understood) or run not in whole)
    ]
    return Search(tuple(dict.fromkeys(terms)), " ".join(understood) if meant else None)


def asked_for(text: str) -> tuple[str, ...]:
    """The words of a query that count, those written without spaces in one piece."""
    return runs(text[:LONGEST])[:MOST_WORDS]


def _terms(run: str, *, may_go_on: bool) -> Iterator[SearchTerm]:
    in_pairs = is_asian(run) and len(run) > 1
    return (SearchTerm(word, prefix=may_go_on and not in_pairs) for word in grams(run))
