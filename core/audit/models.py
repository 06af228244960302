"""The audit log: rows are only ever added, and swept when they are old."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.audit.types import Event


class Record(models.Model):
    """Who did what, when and from where. No foreign key: it outlives whom and what it tells of.

    The database refuses every UPDATE (a trigger); to DELETE is the worker's role alone.
    """

    happened_at = models.DateTimeField()
    event = models.CharField(max_length=30, choices=Event)
    actor_id = models.BigIntegerField("user's id", null=True, blank=True)
    actor_email = models.CharField("who", max_length=254, blank=True, help_text="As it was then, or as it was claimed.")
    backend = models.CharField(max_length=40, blank=True)
    address = models.GenericIPAddressField("from", null=True, blank=True)
    request_id = models.CharField("request", max_length=64, blank=True, help_text="Finds the request in the logs.")
    subject_kind = models.CharField("what kind", max_length=80, blank=True)
    subject_id = models.CharField("what id", max_length=200, blank=True)
    subject_name = models.CharField("what", max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(event=""), name="audit_says_what")]
        indexes: ClassVar = [
            models.Index(fields=["happened_at"], name="audit_by_age"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_email or 'Somebody'}: {self.get_event_display()} {self.subject_name}".rstrip()
