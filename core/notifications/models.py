"""Mails: each a job, written down with the news it tells and sent when nothing is locked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.outbox.models import Job


class Mail(Job):
    """One mail about one event, as it is sent word for word. Written only by notifications' services."""

    event_id = models.BigIntegerField("event", help_text="Of the outbox, which it tells of.")
    kind = models.CharField(max_length=40)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=250, help_text="By which a mailbox knows one that was sent twice.")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint("event_id", "kind", "to", name="mail_once_each")]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="mail_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["dead_at"], name="mail_dead", condition=Q(dead_at__isnull=False)),
            models.Index(fields=["sent_at"], name="mail_sent", condition=Q(sent_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"
