"""What differs between the engines, and which one this is."""

from collections.abc import Iterable
from typing import Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from core.catalog.search import postgres, sqlite
from core.catalog.types import SearchTerm


class Engine(Protocol):
    PAIRS: str  # the pairs of a JSON array as a table with the columns `one` and `other`

    def products(self, terms: Iterable[SearchTerm]) -> RawSQL:
        """A subquery: the ids of the products that have all of some terms."""

    def how_many(self, terms: Iterable[SearchTerm]) -> RawSQL:
        """A subquery: how many products have all of some terms, counted by the index whatever the planner expects."""

    def take_turns(self) -> None:
        """Wait for whoever else is changing the vocabulary, and make others wait until the transaction ends."""


def engine() -> Engine:
    engines: dict[str, Engine] = {"postgresql": postgres, "sqlite": sqlite}
    return engines[connection.vendor]
