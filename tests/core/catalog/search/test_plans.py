"""What is looked up is looked up in an index, on either engine, and never by looking at every row."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.catalog.search import read
from core.catalog.search.engines import engine
from tests.core.catalog.search.shelf import completed, shelved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def however_few_rows() -> None:
    """PostgreSQL looks at every row where there are only a few; here it is asked what it would do with many."""
    for at in range(20):
        shelved(f"Blue {at}", brand="The Beatles", text="Two sides of music.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def plan(statement: str, params: Sequence[Any] | None = None) -> str:
    """How the database would run a statement."""
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def plans(work: Callable[[], object]) -> str:
    """How it would run every statement of some work."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return "\n".join(plan(query["sql"]) for query in captured.captured_queries)


def scanned(text: str) -> list[str]:
    """The lines of a plan that look at all rows of a table of the search."""
    lines = [line for line in text.splitlines() if "catalog_search" in line and "INDEX" not in line]
    return [line for line in lines if "Seq Scan" in line or "SCAN catalog" in line]


@pytest.mark.parametrize("text", ["blue 7", "beatl", "music"])
def test_matches_come_from_the_full_text_index(text: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_indexscan = off")  # to go through the primary key is to look at every row
    matches = engine().products(read(text).terms)
    index = {"postgresql": "search_document_words", "sqlite": "VIRTUAL TABLE INDEX"}[connection.vendor]
    assert index in plan(matches.sql, matches.params)


def test_a_query_is_read_and_corrected_by_index() -> None:
    how = plans(lambda: read("the beatels blu"))
    assert "searchslip" in how
    assert scanned(how) == []


def test_a_word_is_completed_by_index() -> None:
    assert scanned(plans(lambda: completed("bea", limit=5))) == []
