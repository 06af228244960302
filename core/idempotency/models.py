"""Keys clients have used, and what came of each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class IdempotencyRecord(models.Model):
    principal = models.CharField(max_length=80)
    client = models.CharField(max_length=40)
    operation = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    result = models.JSONField(null=True, help_text="What the service answered; empty while in flight.")
    lease = models.UUIDField(help_text="The attempt that holds the key.")
    lease_until = models.DateTimeField(help_text="When another attempt may take the key over.")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("principal", "client", "operation", "key", name="idempotency_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="idempotency_key_not_empty"),
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"
