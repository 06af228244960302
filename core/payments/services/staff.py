"""What staff do with payments."""

from datetime import datetime

from django.db import transaction

from core.payments.ledger import become, contested, credit, enter, hold, promise, refundable
from core.payments.models import Payment
from core.payments.types import EntryKind, PaymentDisputed, PaymentStatus, Provider, RefundStatus, RefundTooHigh


@transaction.atomic
def record_received(*, reference: str, now: datetime) -> bool:
    """Write down that manual money has come; returns whether it was awaited until now."""
    row = hold(reference)
    if row is None or row.provider != Provider.MANUAL or row.status != PaymentStatus.AWAITED:
        return False
    enter(row, EntryKind.PAID, row.amount, now)
    row.captured = row.amount
    become(row, PaymentStatus.RECEIVED, now)
    row.save()
    return True


@transaction.atomic
def refund(*, reference: str, amount: int | None = None, reason: str = "", now: datetime) -> int:
    """Give money back, all that is left of it if no amount is said; returns how much, in minor units.

    Where a provider took it, the worker has the provider give it back; manual money is written down as given back.
    Raises RefundTooHigh, PaymentDisputed.
    """
    row = hold(reference)
    if row and contested(row):
        raise PaymentDisputed
    most = refundable(row) if row else 0
    wanted = most if amount is None else amount
    if row is None or wanted == 0:
        return 0
    if not 0 < wanted <= most:
        raise RefundTooHigh(refundable=most, currency=row.currency)
    credit(row, wanted, now)
    promised = promise(row, wanted, reason, now)
    if row.provider == Provider.MANUAL:
        promised.status, promised.ended_at = RefundStatus.DONE, now
        promised.save(update_fields=["status", "ended_at"])
        _record_given_back(row, wanted, now)
    else:
        Payment.objects.filter(pk=row.pk).update(due_at=now, dead_at=None)
    return wanted


def _record_given_back(row: Payment, amount: int, now: datetime) -> None:
    enter(row, EntryKind.REFUNDED, amount, now)
    row.refunded += amount
    become(row, PaymentStatus.REFUNDED if row.refunded == row.captured else PaymentStatus.RECEIVED, now)
    row.save()
