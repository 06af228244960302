"""What only the phone app needs kept: its installations, and the families of its refresh tokens."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Installation(models.Model):
    """One app on one phone, a guest until somebody signs in on it. The guest token is kept only as its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guest_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256, hexadecimal.")
    platform = models.CharField(max_length=16, blank=True)
    app_version = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True, help_text="When a sign-in took over what this guest had.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class RefreshFamily(models.Model):
    """One sign-in on one phone: every refresh token that came of it, of which only the newest works."""

    class Reason(models.TextChoices):
        SIGNED_OUT = "signed_out"
        REUSED = "reused", "an old refresh token was used again"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, db_index=True)
    credential_epoch = models.PositiveIntegerField(
        help_text="The customer's at sign-in; worth nothing once theirs rose."
    )
    refresh_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256, hexadecimal, of the newest.")
    user_agent = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    rotated_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=16, blank=True, choices=Reason)

    class Meta:
        verbose_name_plural = "refresh families"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="family_expires_after_it_begins"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_reason=""),
                name="family_revoked_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
