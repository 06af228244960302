"""Events written in the transaction that causes them, who has heard each, and what all owed work is made of."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.outbox import rules


class Job(models.Model):
    """Work that is owed until it is done: tried when due, again after a growing wait, and at last given to people."""

    MOST_ATTEMPTS: ClassVar = rules.MOST_ATTEMPTS
    LONGEST_WAIT: ClassVar = rules.LONGEST_WAIT

    due_at = models.DateTimeField(null=True, blank=True, help_text="When it is tried next; empty: never by itself.")
    attempts = models.PositiveIntegerField(default=0, help_text="That failed, since it last went well.")
    last_error = models.TextField(blank=True)
    dead_at = models.DateTimeField(null=True, blank=True, help_text="When it was given up, until staff retry it.")

    class Meta:
        abstract = True


class OutboxEvent(Job):
    topic = models.CharField(max_length=80)
    payload = models.JSONField()
    occurred_at = models.DateTimeField()
    relayed_at = models.DateTimeField(null=True, blank=True, help_text="When every consumer had heard it.")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(relayed_at=None) | Q(due_at=None), name="outbox_relayed_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="outbox_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["dead_at"], name="outbox_dead", condition=Q(dead_at__isnull=False)),
            models.Index(fields=["relayed_at"], name="outbox_relayed", condition=Q(relayed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"


class Delivery(models.Model):
    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="deliveries")
    consumer = models.CharField(max_length=80)
    delivered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [models.UniqueConstraint("event", "consumer", name="outbox_delivery_once")]

    def __str__(self) -> str:
        return f"{self.consumer} heard {self.event_id}"
