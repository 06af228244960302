"""What banks take back, and what becomes of it."""

from datetime import datetime

from core.payments.ledger import enter
from core.payments.models import Dispute as DisputeRow
from core.payments.models import Payment
from core.payments.types import Dispute, EntryKind

_AMOUNTS = {
    "withdrawn": EntryKind.DISPUTED,
    "reinstated": EntryKind.REINSTATED,
    "fee": EntryKind.FEE,
    "fee_back": EntryKind.FEE_BACK,
}


def record_dispute(payment: Payment, told: Dispute, now: datetime) -> None:
    """How a dispute stands by now, and what has moved by it since it was last told of; the caller saves the payment.

    Told again, nothing moves: of each amount only what is new is entered.
    """
    known = payment.disputes.filter(provider_ref=told.id).first()
    row = known or DisputeRow(payment=payment, provider_ref=told.id, opened_at=told.opened_at)
    payment.withdrawn -= row.gone
    _move(row, told, now)
    payment.withdrawn += row.gone
    row.status, row.reason, row.amount = told.status, told.reason[:80], told.amount
    row.answer_by = told.answer_by
    row.closed_at = (row.closed_at or now) if told.status.is_over else None
    row.save()


def _move(row: DisputeRow, told: Dispute, now: datetime) -> None:
    for name, kind in _AMOUNTS.items():
        before, after = getattr(row, name), getattr(told, name)
        enter(row.payment, kind, after - before, now)
        setattr(row, name, max(before, after))
