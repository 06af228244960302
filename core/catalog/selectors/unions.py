"""Several short lists read at once."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from core.catalog.models import Listing


def union_of(queries: Sequence["QuerySet[Any]"]) -> list[Any]:
    """All rows of several limited queries of listings with the same annotations, in no order. One statement, or none.

    Django's own union refuses limits on SQLite.
    """
    compiled = list(_compiled(queries))
    if not compiled:
        return []
    statement = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS shelf_{at}" for at, (sql, _) in enumerate(compiled))  # noqa: S608 -- the parts are Django's own
    return list(Listing.objects.raw(statement, [value for _, params in compiled for value in params]))


def _compiled(queries: Sequence["QuerySet[Any]"]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Those that may find anything."""
    for query in queries:
        try:
            yield query.query.sql_with_params()
        except EmptyResultSet:
            continue
