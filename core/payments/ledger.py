"""What payments' services change together: a payment's row, which is held meanwhile, and its ledger."""

from datetime import datetime
from uuid import uuid4

from django.db.models import Sum

from core.outbox.services import publish
from core.payments.models import LedgerEntry, Payment, Refund
from core.payments.types import CONTESTED, EntryKind, PaymentStatus, RefundStatus

PAYMENT_RECEIVED = "payment.received"
PAYMENT_REFUNDED = "payment.refunded"

_NEWS = {EntryKind.PAID: PAYMENT_RECEIVED, EntryKind.REFUNDED: PAYMENT_REFUNDED}


def hold(reference: str) -> Payment | None:
    """The payment's row, kept as it is until the transaction ends."""
    return Payment.objects.select_for_update().filter(reference=reference).first()


def enter(payment: Payment, kind: EntryKind, amount: int, now: datetime) -> None:
    """Enter an amount, if there is any, and say so to those who want to hear of money."""
    if amount <= 0:
        return
    total = entered(payment, kind) + amount
    LedgerEntry.objects.create(
        payment=payment, kind=kind, amount=amount, total=total, currency=payment.currency, entered_at=now
    )
    if topic := _NEWS.get(kind):
        about = {"number": payment.reference, "amount": amount, "currency": payment.currency}
        publish(topic=topic, payload=about, now=now)


def entered(payment: Payment, kind: EntryKind) -> int:
    return payment.entries.filter(kind=kind).aggregate(total=Sum("amount"))["total"] or 0


def credit(payment: Payment, amount: int, now: datetime) -> None:
    """Of what the shopper was billed, up to so much is not owed any more."""
    owed = entered(payment, EntryKind.BILLED) - entered(payment, EntryKind.CREDITED)
    enter(payment, EntryKind.CREDITED, min(amount, owed), now)


def become(payment: Payment, status: PaymentStatus, now: datetime) -> None:
    """A status, with the times that go with it; the caller saves."""
    came = status in (PaymentStatus.RECEIVED, PaymentStatus.REFUNDED)
    closed = status in (PaymentStatus.FAILED, PaymentStatus.CANCELLED, PaymentStatus.REFUNDED)
    payment.received_at = (payment.received_at or now) if came else None
    payment.closed_at = (payment.closed_at or now) if closed else None
    payment.status = status


def contested(payment: Payment) -> bool:
    """Whether a bank has the money, by a dispute that is open or lost."""
    return payment.disputes.filter(status__in=CONTESTED).exists()


def refundable(payment: Payment) -> int:
    """Of what has come, what was neither given back nor promised; nothing of it while it is contested."""
    if contested(payment):
        return 0
    promised = payment.refunds.filter(status=RefundStatus.REQUESTED).aggregate(total=Sum("amount"))["total"] or 0
    return payment.captured - payment.refunded - promised


def promise(payment: Payment, amount: int, reason: str, now: datetime) -> Refund:
    """An amount that is to be given back. Its key names it at the provider, so that it is never given back twice."""
    return Refund.objects.create(
        payment=payment,
        key=f"{payment.reference}-{uuid4().hex}",
        amount=amount,
        reason=reason,
        status=RefundStatus.REQUESTED,
        requested_at=now,
    )
