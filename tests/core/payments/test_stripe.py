"""What Stripe answers, read: the rest of its gateway is tested against providers that speak (tests/faults)."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
import stripe

from core.payments.gateways.stripe import StripeGateway
from core.payments.gateways.stripe_disputes import read_dispute
from core.payments.types import DisputeStatus, GatewayUnavailable, IntentState


def answering(**intent: Any) -> StripeGateway:
    """A gateway whose provider has this intent, whatever it is asked."""
    about = {"id": "pi_1", "object": "payment_intent", "client_secret": "s", "latest_charge": None, **intent}
    intents = SimpleNamespace(retrieve=lambda *_: stripe.PaymentIntent.construct_from(about, "sk_test"))
    return StripeGateway(cast(Any, SimpleNamespace(v1=SimpleNamespace(payment_intents=intents))), "whsec_test")


def test_the_charge_says_what_has_come_and_gone_back() -> None:
    charge = {"captured": True, "amount_captured": 1000, "amount_refunded": 300}
    intent = answering(status="succeeded", latest_charge=charge).look_up("pi_1")
    assert (intent.state, intent.captured, intent.refunded) == (IntentState.CAPTURED, 1000, 300)


def test_what_is_only_held_has_not_come() -> None:
    charge = {"captured": False, "amount_captured": 0, "amount_refunded": 0}
    intent = answering(status="requires_capture", latest_charge=charge).look_up("pi_1")
    assert (intent.state, intent.captured) == (IntentState.AUTHORISED, 0)


def test_a_decline_says_why_as_the_bank_does() -> None:
    error = {"code": "card_declined", "decline_code": "insufficient_funds"}
    assert answering(status="requires_payment_method", last_payment_error=error).look_up("pi_1").failure == (
        "insufficient_funds"
    )


def test_a_status_that_we_do_not_know_is_not_guessed_at() -> None:
    with pytest.raises(GatewayUnavailable, match="requires_patience"):
        answering(status="requires_patience").look_up("pi_1")


# --- Disputes -------------------------------------------------------------------------------------


def a_dispute(status: str = "needs_response", *moves: tuple[int, int, str], due_by: int = 1_790_000_000) -> Any:
    """As Stripe lists it; each move is an amount, a fee and their currency."""
    return {
        "id": "du_1",
        "object": "dispute",
        "amount": 1000,
        "balance_transactions": [{"amount": amount, "fee": fee, "currency": code} for amount, fee, code in moves],
        "created": 1_789_000_000,
        "currency": "eur",
        "evidence_details": {"due_by": due_by, "has_evidence": False, "past_due": False, "submission_count": 0},
        "payment_intent": "pi_1",
        "reason": "fraudulent",
        "status": status,
    }


@pytest.mark.parametrize(("more", "disputed"), [({}, False), ({"disputed": False}, False), ({"disputed": True}, True)])
def test_a_charge_says_that_it_is_disputed(more: dict[str, bool], disputed: bool) -> None:
    charge = {"captured": True, "amount_captured": 1000, "amount_refunded": 0} | more
    assert answering(status="succeeded", latest_charge=charge).look_up("pi_1").disputed is disputed


@pytest.mark.parametrize(
    ("status", "stands", "wants_answer"),
    [
        ("warning_needs_response", DisputeStatus.INQUIRY, True),
        ("warning_under_review", DisputeStatus.INQUIRY, False),
        ("warning_closed", DisputeStatus.DROPPED, False),
        ("needs_response", DisputeStatus.OPEN, True),
        ("under_review", DisputeStatus.OPEN, False),
        ("won", DisputeStatus.WON, False),
        ("lost", DisputeStatus.LOST, False),
        ("appeal_needs_response", DisputeStatus.OPEN, True),
        ("appeal_under_review", DisputeStatus.OPEN, False),
        ("prevented", DisputeStatus.DROPPED, False),
        ("something_new", DisputeStatus.OPEN, False),
    ],
)
def test_a_dispute_stands_as_stripe_says(status: str, stands: DisputeStatus, wants_answer: bool) -> None:
    read = read_dispute(a_dispute(status))
    assert read.status is stands
    assert read.answer_by == (datetime.fromtimestamp(1_790_000_000, UTC) if wants_answer else None)


def test_a_bank_that_hears_no_evidence_wants_none() -> None:
    assert read_dispute(a_dispute(due_by=0)).answer_by is None


@pytest.mark.parametrize(
    ("moves", "read"),
    [
        ([], (0, 0, 0, 0)),
        ([(-1000, 1500, "eur")], (1000, 0, 1500, 0)),
        ([(-1000, 1500, "eur"), (1000, 0, "eur")], (1000, 1000, 1500, 0)),
        ([(-1000, 1500, "eur"), (800, -1500, "eur")], (1000, 800, 1500, 1500)),
        ([(-1170, 1500, "usd"), (1150, 0, "usd")], (1000, 1000, 0, 0)),  # the account is in another currency
    ],
)
def test_what_a_bank_has_moved_is_read_from_the_balance(moves: list[Any], read: tuple[int, ...]) -> None:
    dispute = read_dispute(a_dispute("won", *moves))
    assert (dispute.withdrawn, dispute.reinstated, dispute.fee, dispute.fee_back) == read
