"""Reads of mails."""

from core.notifications.models import Mail


def count_dead() -> int:
    """How many mails were given up. One statement."""
    return Mail.objects.filter(dead_at__isnull=False).count()
