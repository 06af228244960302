"""Writes of payments."""

from datetime import datetime

from django.db import transaction

from core.payments.models import Payment
from core.payments.types import PaymentStatus, Provider
from core.shared.money import Money


@transaction.atomic
def open_payment(*, reference: str, provider: Provider, amount: Money, now: datetime) -> None:
    """Write down what is owed for an order."""
    Payment.objects.create(
        reference=reference,
        provider=provider,
        amount=amount.amount,
        currency=amount.currency,
        status=PaymentStatus.AWAITED,
        opened_at=now,
    )


@transaction.atomic
def record_received(*, reference: str, now: datetime) -> bool:
    """Write down that manual money has come; returns whether it was awaited until now."""
    awaited = Payment.objects.filter(reference=reference, provider=Provider.MANUAL, status=PaymentStatus.AWAITED)
    return bool(awaited.update(status=PaymentStatus.RECEIVED, received_at=now))


@transaction.atomic
def cancel_payment(*, reference: str, now: datetime) -> bool:
    """Nothing is owed any more; returns whether it was awaited until now. Money that has come stays received."""
    awaited = Payment.objects.filter(reference=reference, status=PaymentStatus.AWAITED)
    return bool(awaited.update(status=PaymentStatus.CANCELLED, closed_at=now))


@transaction.atomic
def record_refunded(*, reference: str, now: datetime) -> bool:
    """Write down that manual money was given back; returns whether it was the shop's until now."""
    received = Payment.objects.filter(reference=reference, provider=Provider.MANUAL, status=PaymentStatus.RECEIVED)
    return bool(received.update(status=PaymentStatus.REFUNDED, closed_at=now))
