"""What Stripe answers, read: the rest of its gateway is tested against providers that speak (tests/faults)."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
import stripe

from core.payments.gateways.stripe import StripeGateway
from core.payments.types import GatewayUnavailable, IntentState


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
