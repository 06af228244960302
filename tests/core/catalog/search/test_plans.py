"""What is looked up is looked up in an index, on either engine, and never by looking at every row."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.catalog.models import Listing
from core.catalog.search import by_relevance, complete, read, restrict
from tests.core.catalog.search.shelf import shelved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def however_few_rows() -> None:
    """PostgreSQL looks at every row where there are only a few; here it is asked what it would do with many."""
    for at in range(20):
        shelved(f"Blue {at}", brand="The Beatles", text="Two sides of music.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def plans(work: Callable[[], object]) -> str:
    """How the database would run every statement of some work."""
    with CaptureQueriesContext(connection) as captured:
        work()
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        lines = []
        for query in captured.captured_queries:
            cursor.execute(f"{explain} {query['sql']}")
            lines += [str(row[-1]) for row in cursor.fetchall()]
    return "\n".join(lines)


def scanned(plan: str) -> list[str]:
    """The lines of a plan that look at all rows of a table of the search."""
    lines = [line for line in plan.splitlines() if "catalog_search" in line and "INDEX" not in line]
    return [line for line in lines if "Seq Scan" in line or "SCAN catalog" in line]


FULL_TEXT = {"postgresql": "search_document_words", "sqlite": "VIRTUAL TABLE INDEX"}


@pytest.mark.parametrize("text", ["blue 7", "beatl", "music"])
def test_matches_come_from_the_full_text_index(text: str) -> None:
    query = read(text)
    assert len(by_relevance(Listing.objects.all(), query, start=0, stop=24)) in {1, 20}
    assert FULL_TEXT[connection.vendor] in plans(restrict(Listing.objects.all(), query).count)


def test_a_query_is_read_and_corrected_by_index() -> None:
    plan = plans(lambda: read("the beatels blu"))
    assert "searchslip" in plan
    assert scanned(plan) == []


def test_a_word_is_completed_by_index() -> None:
    assert scanned(plans(lambda: complete("bea", limit=5))) == []
