"""Taking a payment back: before it came, while it is held, and after."""

from datetime import datetime

from django.db import transaction

from core.payments.ledger import become, credit, hold, promise, refundable
from core.payments.models import Payment
from core.payments.types import PaymentStatus, Provider, RefundStatus, Wish

_NOT_YET = (PaymentStatus.PENDING, PaymentStatus.ACTION, PaymentStatus.AUTHORISED)


@transaction.atomic
def capture_later(*, reference: str, now: datetime) -> bool:
    """Take the money that is authorised; the worker sees to it. Returns whether any was."""
    held = Payment.objects.filter(reference=reference, status=PaymentStatus.AUTHORISED, wish=Wish.TAKE)
    return bool(held.update(wish=Wish.CAPTURE, due_at=now))


@transaction.atomic
def give_up(*, reference: str, now: datetime) -> bool:
    """Do not take the money any more, if it has not come; returns whether it was wanted until now.

    What the provider says to that decides: it may have come in the meantime.
    """
    wanted = Payment.objects.filter(reference=reference, status__in=_NOT_YET).exclude(wish=Wish.VOID)
    return bool(wanted.update(wish=Wish.VOID, due_at=now, dead_at=None))


@transaction.atomic
def unwind(*, reference: str, reason: str, now: datetime) -> None:
    """Nothing is owed for the order any more.

    What a provider holds or has taken is let go or given back by the worker; manual money that has come stays received
    until staff give it back. What a provider has refused to give back is left to staff, too.
    """
    row = hold(reference)
    if row is None:
        return
    credit(row, row.amount, now)
    if row.status == PaymentStatus.AWAITED:
        become(row, PaymentStatus.CANCELLED, now)
        row.save()
    elif row.status in _NOT_YET:
        give_up(reference=reference, now=now)
    elif row.provider != Provider.MANUAL and not row.refunds.filter(status=RefundStatus.FAILED).exists():
        _promise_the_rest(row, reason, now)


def _promise_the_rest(row: Payment, reason: str, now: datetime) -> None:
    rest = refundable(row)
    if rest > 0:
        promise(row, rest, reason, now)
        Payment.objects.filter(pk=row.pk).update(due_at=now, dead_at=None)
