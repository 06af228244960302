"""Reads of webhooks."""

from core.webhooks.models import WebhookDelivery


def count_dead() -> int:
    """How many deliveries were given up. One statement."""
    return WebhookDelivery.objects.filter(dead_at__isnull=False).count()
