"""Who is told of what, and how each telling went."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from core.outbox.models import Job
from core.webhooks.rules import fault_of, new_secret
from core.webhooks.types import TOPICS


class Subscription(models.Model):
    """A system of the merchant's that wants to be told."""

    url = models.CharField("URL", max_length=500)
    topics = models.JSONField(default=list, blank=True, help_text="None chosen: all, those of later versions too.")
    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    active = models.BooleanField(default=True, help_text="Goes out by itself where the receiver answers 410 Gone.")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(secret=""), name="webhook_signed")]

    def __str__(self) -> str:
        return self.url

    def clean(self) -> None:
        fault = fault_of(self.url, private_networks=settings.WEBHOOKS_TO_PRIVATE_NETWORKS)
        if fault:
            raise ValidationError({"url": fault})
        if not isinstance(self.topics, list) or not set(self.topics) <= set(TOPICS):
            raise ValidationError({"topics": "There is no such topic."})

    def wants(self, topic: str) -> bool:
        topics: list[Any] = self.topics
        return not topics or topic in topics


class WebhookDelivery(Job):
    """One event told to one subscriber, in the same bytes however often. Written only by webhooks' services."""

    MOST_ATTEMPTS: ClassVar = 22  # about three days of them
    LONGEST_WAIT: ClassVar = timedelta(hours=12)

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    event_id = models.BigIntegerField("event", help_text="Of the outbox, which it tells of.")
    topic = models.CharField(max_length=80)
    body = models.TextField()
    created_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Answered last, as HTTP has it.")
    answer = models.TextField(blank=True, help_text="The beginning of the last answer.")
    duration = models.PositiveIntegerField(null=True, blank=True, help_text="Until the last answer, in ms.")
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name_plural = "webhook deliveries"
        constraints: ClassVar = [models.UniqueConstraint("subscription", "event_id", name="webhook_delivery_once")]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="webhook_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["dead_at"], name="webhook_dead", condition=Q(dead_at__isnull=False)),
            models.Index(
                fields=["delivered_at"],
                name="webhook_done",
                condition=Q(delivered_at__isnull=False, due_at__isnull=True, dead_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.event_id} to {self.subscription_id}"

    @property
    def message_id(self) -> str:
        """The same on each attempt, so that a receiver can tell a repeat."""
        return f"evt_{self.event_id}"
