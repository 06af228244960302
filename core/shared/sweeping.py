"""Forgetting what was kept for long enough."""

from typing import Any

from django.db.models import QuerySet

BATCH = 1_000  # rows a sweep takes at most, so that none holds many for long


def sweep(rows: QuerySet[Any]) -> int:
    """Delete the first BATCH of these rows, in their order, but none that is not among them any more by then.

    Returns how many rows went, those that went along with them included.
    """
    first = list(rows.values_list("pk", flat=True)[:BATCH])
    return rows.order_by().filter(pk__in=first).delete()[0] if first else 0
