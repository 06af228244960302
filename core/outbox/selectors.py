"""Reads of events."""

from core.outbox.models import OutboxEvent


def count_dead() -> int:
    """How many events somebody has not heard and never will by itself. One statement."""
    return OutboxEvent.objects.filter(dead_at__isnull=False).count()
