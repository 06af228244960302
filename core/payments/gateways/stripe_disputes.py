"""Stripe's Dispute objects, read. See https://docs.stripe.com/api/disputes/object."""

from datetime import UTC, datetime
from typing import Any

from core.payments.types import Dispute, DisputeStatus

_STANDS = {
    "warning_needs_response": DisputeStatus.INQUIRY,
    "warning_under_review": DisputeStatus.INQUIRY,
    "warning_closed": DisputeStatus.DROPPED,
    "prevented": DisputeStatus.DROPPED,
    "won": DisputeStatus.WON,
    "lost": DisputeStatus.LOST,
}
_WANTS_ANSWER = "needs_response"  # so end the statuses in which evidence is wanted, of an inquiry and an appeal too


def read_dispute(told: dict[str, Any]) -> Dispute:
    """Whatever status we know nothing of is one of those in which the money is gone and nothing is decided."""
    fees = [move["fee"] for move in told["balance_transactions"] if move["currency"] == told["currency"]]
    return Dispute(
        id=told["id"],
        status=_STANDS.get(told["status"], DisputeStatus.OPEN),
        reason=told["reason"],
        amount=told["amount"],
        opened_at=datetime.fromtimestamp(told["created"], UTC),
        answer_by=_answer_by(told),
        withdrawn=_moved(told, -1),
        reinstated=_moved(told, 1),
        fee=sum(fee for fee in fees if fee > 0),
        fee_back=-sum(fee for fee in fees if fee < 0),
    )


def _moved(told: dict[str, Any], way: int) -> int:
    """What went out (-1) or came back (1). Of an account in another currency, that is the amount in dispute."""
    moves = [move for move in told["balance_transactions"] if move["amount"] * way > 0]
    return sum(abs(move["amount"]) if move["currency"] == told["currency"] else told["amount"] for move in moves)


def _answer_by(told: dict[str, Any]) -> datetime | None:
    """Stripe says 0 where the bank hears no evidence."""
    due = told["evidence_details"].get("due_by") if told["status"].endswith(_WANTS_ANSWER) else None
    return datetime.fromtimestamp(due, UTC) if due else None
