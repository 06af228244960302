from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from core.outbox.models import Job
from core.payments.types import DisputeStatus, EntryKind, PaymentStatus, Provider, RefundStatus, Wish

_CAME = [PaymentStatus.RECEIVED, PaymentStatus.REFUNDED]
_CLOSED = [PaymentStatus.FAILED, PaymentStatus.CANCELLED, PaymentStatus.REFUNDED]
_OVER = [status for status in DisputeStatus if status.is_over]


class Payment(Job):
    """What is owed for one order. A job for as long as the provider has to be asked. Written by payments' services."""

    reference = models.CharField(max_length=20, unique=True, help_text="The order's number.")
    provider = models.CharField(max_length=20, choices=[(p.value, p.name.title()) for p in Provider])
    amount = models.PositiveBigIntegerField(help_text="In minor units.")
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=[(s.value, s.name.title()) for s in PaymentStatus])
    captured = models.PositiveBigIntegerField(default=0, help_text="Of the amount, what has come.")
    refunded = models.PositiveBigIntegerField(default=0, help_text="Of that, what has gone back.")
    withdrawn = models.PositiveBigIntegerField(
        default=0, db_default=0, help_text="What banks have taken back by disputes, and not returned."
    )
    wish = models.CharField(max_length=10, choices=[(w.value, w.name.title()) for w in Wish], default=Wish.TAKE)
    intent_id = models.CharField(max_length=255, blank=True, help_text="The provider's name of it.")
    method = models.CharField(max_length=255, blank=True, help_text="The provider's name of the means of payment.")
    return_url = models.URLField(max_length=500, blank=True, help_text="Where the bank sends the shopper back to.")
    step = models.JSONField(null=True, blank=True)
    failure = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it failed, was cancelled or given back.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_not_negative"),
            models.CheckConstraint(condition=Q(provider__in=list(Provider)), name="payment_provider_known"),
            models.CheckConstraint(condition=Q(status__in=list(PaymentStatus)), name="payment_status_known"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("captured"), captured__lte=F("amount")),
                name="payment_amounts_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_CAME, captured__gt=0, received_at__isnull=False)
                | Q(status__in=_CAME, amount=0, received_at__isnull=False)
                | (~Q(status__in=_CAME) & Q(captured=0, received_at__isnull=True)),
                name="payment_came_or_not",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_CLOSED, closed_at__isnull=False)
                | (~Q(status__in=_CLOSED) & Q(closed_at__isnull=True)),
                name="payment_closed_or_not",
            ),
            models.UniqueConstraint(
                "provider", "intent_id", condition=~Q(intent_id=""), name="payment_intent_of_one_payment"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="payment_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.status}"


class Refund(models.Model):
    """Money that was promised back. `key` names it at the provider, so that it is never given back twice."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=80, unique=True)
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=250, blank=True)
    status = models.CharField(max_length=10, choices=[(s.value, s.name.title()) for s in RefundStatus])
    provider_ref = models.CharField(max_length=255, blank=True)
    requested_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_positive"),
            models.CheckConstraint(
                condition=Q(status=RefundStatus.REQUESTED, ended_at__isnull=True)
                | Q(status__in=[RefundStatus.DONE, RefundStatus.FAILED], ended_at__isnull=False),
                name="refund_ended_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.payment_id}: {self.status}"


class Dispute(models.Model):
    """A shopper's bank wants a payment back. Written by payments' services, as the provider says it stands."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="disputes")
    provider_ref = models.CharField("at the provider", max_length=255)
    status = models.CharField("state", max_length=10, choices=[(s.value, s.name.title()) for s in DisputeStatus])
    reason = models.CharField(max_length=80, blank=True, help_text="In the provider's words.")
    amount = models.PositiveBigIntegerField(help_text="Amounts are in minor units of the payment's currency.")
    withdrawn = models.PositiveBigIntegerField(default=0, help_text="What the bank has taken.")
    reinstated = models.PositiveBigIntegerField(default=0, help_text="Of that, what it has given back.")
    fee = models.PositiveBigIntegerField(default=0, help_text="What the provider has taken for it.")
    fee_back = models.PositiveBigIntegerField(default=0, help_text="Of that, what it has given back.")
    opened_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True, help_text="Until when evidence is heard, if any is wanted.")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint("payment", "provider_ref", name="dispute_once"),
            models.CheckConstraint(condition=Q(status__in=list(DisputeStatus)), name="dispute_status_known"),
            models.CheckConstraint(
                condition=Q(reinstated__lte=F("withdrawn"), fee_back__lte=F("fee")), name="dispute_amounts_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status__in=_OVER, closed_at__isnull=False, answer_by__isnull=True)
                | (~Q(status__in=_OVER) & Q(closed_at__isnull=True)),
                name="dispute_over_or_not",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["answer_by"], name="dispute_to_answer", condition=Q(answer_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.provider_ref}: {self.status}"

    @property
    def gone(self) -> int:
        """What the bank has now."""
        return self.withdrawn - self.reinstated


class AppendOnly(models.QuerySet[Any]):
    """Rows that tell what was are added, and never changed or taken away."""

    def update(self, **kwargs: Any) -> Any:
        raise TypeError("The ledger is only ever added to.")

    def delete(self) -> Any:
        raise TypeError("The ledger is only ever added to.")


class LedgerEntry(models.Model):
    """An amount that moved between two accounts, see `rules.ACCOUNTS`. Only ever added to.

    `total` is what has moved in this way for this payment, this entry included: no amount can be entered twice.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=[(k.value, k.replace("_", " ").capitalize()) for k in EntryKind])
    amount = models.PositiveBigIntegerField()
    total = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    entered_at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "ledger entries"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0, total__gte=F("amount")), name="entry_positive"),
            models.CheckConstraint(condition=Q(kind__in=list(EntryKind)), name="entry_kind_known"),
            models.UniqueConstraint("payment", "kind", "total", name="entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("The ledger is only ever added to.")


class ProviderEvent(models.Model):
    """What a provider told us of by itself; each event counts once."""

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=255)
    kind = models.CharField(max_length=80)
    reference = models.CharField(max_length=255, blank=True, help_text="The order's number, or the provider's name.")
    heard_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint("provider", "event_id", name="provider_event_once")]
        indexes: ClassVar = [models.Index(fields=["heard_at"], name="provider_event_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
