"""Writing down what the provider has answered."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from core.payments.ledger import become, enter, hold
from core.payments.models import Payment, Refund
from core.payments.rules import status_after, wait_to_ask
from core.payments.services.disputes import record_dispute
from core.payments.types import Answer, EntryKind, Errand, Intent, PaymentStatus, RefundStatus, Wish
from core.shared.errors import NotFound


@transaction.atomic
def record_answer(*, errand: Errand, answer: Answer, now: datetime) -> PaymentStatus:
    """What the payment is by now. Amounts only grow, so an answer that comes late takes nothing back.

    Disputes go back and forth (one that is lost may be appealed), so of those only whoever still holds the lease tells.
    Raises NotFound.
    """
    row = hold(errand.reference)
    if row is None:
        raise NotFound
    _move(row, answer.intent, now)
    _end_refunds(row, answer.refunds, now)
    if row.due_at == errand.leased_until:  # else somebody has woken it meanwhile, and it is asked again
        for dispute in answer.disputes:
            record_dispute(row, dispute, now)
        row.due_at = None if _is_done(row) else now + wait_to_ask(now - row.opened_at)
    row.attempts, row.last_error, row.dead_at = 0, "", None
    row.save()
    return PaymentStatus(row.status)


def _move(row: Payment, intent: Intent, now: datetime) -> None:
    captured, refunded = max(row.captured, intent.captured), max(row.refunded, intent.refunded)
    enter(row, EntryKind.PAID, captured - row.captured, now)
    enter(row, EntryKind.REFUNDED, refunded - row.refunded, now)
    row.captured, row.refunded = captured, refunded
    become(row, status_after(PaymentStatus(row.status), intent.state, captured=captured, refunded=refunded), now)
    row.step = asdict(intent.step) if intent.step and row.status == PaymentStatus.ACTION else None
    row.failure = (row.failure or intent.failure or "abandoned") if row.status == PaymentStatus.FAILED else ""


def _end_refunds(row: Payment, refunds: tuple[tuple[str, str], ...], now: datetime) -> None:
    for key, name in refunds:
        ended = RefundStatus.DONE if name else RefundStatus.FAILED
        requested = Refund.objects.filter(payment=row, key=key, status=RefundStatus.REQUESTED)
        requested.update(status=ended, provider_ref=name, ended_at=now)


def _is_done(row: Payment) -> bool:
    if row.status == PaymentStatus.AUTHORISED and row.wish != Wish.TAKE:
        return False
    unfinished = row.refunds.filter(status=RefundStatus.REQUESTED).exists()
    return PaymentStatus(row.status).is_settled and not unfinished
