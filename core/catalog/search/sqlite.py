"""SQLite's full text: an FTS5 table over the documents, kept in step by triggers."""

from collections.abc import Iterable

from django.db.models.expressions import RawSQL

from core.catalog.search.terms import Term

PAIRS = "json_each(%s)"


def products(terms: Iterable[Term]) -> RawSQL:
    """The ids of the products that have all of some terms. Words hold no character that FTS5 reads as its own."""
    wanted = " AND ".join(f'"{term.word}"{"*" if term.prefix else ""}' for term in terms)
    return RawSQL("SELECT rowid FROM catalog_searchindex WHERE catalog_searchindex MATCH %s", [wanted])


def take_turns() -> None:
    """SQLite has one writer at a time."""
