"""SQLite's full text: an FTS5 table over the documents, kept in step by triggers."""

from collections.abc import Iterable

from django.db.models.expressions import RawSQL

from core.catalog.types import SearchTerm

PAIRS = "(SELECT json_extract(value, '$[0]') AS one, json_extract(value, '$[1]') AS other FROM json_each(%s)) AS pairs"


def products(terms: Iterable[SearchTerm]) -> RawSQL:
    return RawSQL("SELECT rowid FROM catalog_searchindex WHERE catalog_searchindex MATCH %s", [_all(terms)])


def how_many(terms: Iterable[SearchTerm]) -> RawSQL:
    return RawSQL("SELECT count(*) FROM catalog_searchindex WHERE catalog_searchindex MATCH %s", [_all(terms)])


def _all(terms: Iterable[SearchTerm]) -> str:
    """Words hold no character that FTS5 reads as its own."""
    return " AND ".join(f'"{term.word}"{"*" if term.prefix else ""}' for term in terms)


def take_turns() -> None:
    """SQLite has one writer at a time."""
