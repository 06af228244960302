from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.payments.types import PaymentStatus, Provider


class Payment(models.Model):
    """What is owed for one order. Written only by payments' services."""

    reference = models.CharField(max_length=20, unique=True, help_text="The order's number.")
    provider = models.CharField(max_length=20, choices=[(p.value, p.name.title()) for p in Provider])
    amount = models.PositiveBigIntegerField(help_text="In minor units.")
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=[(s.value, s.name.title()) for s in PaymentStatus])
    opened_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was cancelled or given back.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_not_negative"),
            models.CheckConstraint(condition=Q(provider__in=list(Provider)), name="payment_provider_known"),
            models.CheckConstraint(
                condition=Q(status=PaymentStatus.AWAITED, received_at__isnull=True, closed_at__isnull=True)
                | Q(status=PaymentStatus.RECEIVED, received_at__isnull=False, closed_at__isnull=True)
                | Q(status=PaymentStatus.CANCELLED, received_at__isnull=True, closed_at__isnull=False)
                | Q(status=PaymentStatus.REFUNDED, received_at__isnull=False, closed_at__isnull=False),
                name="payment_steps_are_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.status}"
