"""PostgreSQL's full text: a tsvector of a document's words, made by the database itself, under a GIN index."""

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

from core.catalog.types import SearchTerm

PAIRS = "(SELECT value->>0 AS one, value->>1 AS other FROM json_array_elements(%s::json)) AS pairs"

_VOCABULARY = 0x766F636162  # names the lock; any number that no other lock has


def products(terms: Iterable[SearchTerm]) -> RawSQL:
    return RawSQL("SELECT product_id FROM catalog_searchdocument WHERE words @@ %s::tsquery", [_all(terms)])


def how_many(terms: Iterable[SearchTerm]) -> RawSQL:
    return RawSQL("SELECT count(*) FROM catalog_searchdocument WHERE words @@ %s::tsquery", [_all(terms)])


def _all(terms: Iterable[SearchTerm]) -> str:
    """Words hold no character that tsquery reads as its own."""
    return " & ".join(f"'{term.word}'{':*' if term.prefix else ''}" for term in terms)


def take_turns() -> None:
    """Hold the vocabulary until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_VOCABULARY])
