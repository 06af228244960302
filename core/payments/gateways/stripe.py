"""Stripe's PaymentIntents, by its official library. See https://docs.stripe.com/payments/payment-intents."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import stripe
from django.conf import settings

from core.payments.gateways.stripe_disputes import read_dispute
from core.payments.types import (
    Charge,
    Dispute,
    EventRefused,
    GatewayEvent,
    GatewayUnavailable,
    Intent,
    IntentState,
    Step,
)

TIMEOUT = (2.0, 8.0)  # seconds to connect, and between two bytes of an answer

_STATES = {
    "requires_confirmation": IntentState.NEW,
    "requires_payment_method": IntentState.DECLINED,
    "requires_action": IntentState.ACTION,
    "processing": IntentState.PROCESSING,
    "requires_capture": IntentState.AUTHORISED,
    "succeeded": IntentState.CAPTURED,
    "canceled": IntentState.CANCELLED,
}
_WITH_CHARGE: Any = {"expand": ["latest_charge"]}
_UNKNOWN = (
    stripe.APIConnectionError,
    stripe.APIError,
    stripe.RateLimitError,
    stripe.AuthenticationError,
    stripe.PermissionError,
    stripe.IdempotencyError,
)


@cache
def _client(key: str, base: str) -> stripe.StripeClient:
    """One a process: it keeps a connection a thread. It never retries: what is unknown is looked up first."""
    return stripe.StripeClient(
        key, base_addresses={"api": base}, http_client=stripe.RequestsClient(timeout=TIMEOUT), max_network_retries=0
    )


def stripe_gateway() -> "StripeGateway":
    return StripeGateway(_client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE), settings.STRIPE_WEBHOOK_SECRET)


@dataclass(frozen=True, slots=True)
class StripeGateway:
    """An intent can be charged once, captured once and cancelled once, whatever key a request has; so keys are only
    needed for refunds. Elsewhere they would do harm: Stripe answers a failed request's key with the same failure.
    """

    client: stripe.StripeClient
    webhook_secret: str

    def open(self, charge: Charge) -> Intent:
        params: Any = {
            "amount": charge.amount.amount,
            "currency": charge.amount.currency.lower(),
            "payment_method": charge.method,
            "payment_method_types": ["card"],
            "capture_method": "automatic" if charge.capture else "manual",
            "metadata": {"reference": charge.reference},
        }
        try:
            return _read(self._ask(lambda: self._intents.create(params)))
        except (stripe.CardError, stripe.InvalidRequestError) as refusal:
            return Intent("", IntentState.DECLINED, failure=_reason(refusal))

    def confirm(self, intent_id: str, *, return_url: str) -> Intent:
        params: Any = _WITH_CHARGE | ({"return_url": return_url} if return_url else {})
        try:
            return _read(self._ask(lambda: self._intents.confirm(intent_id, params)))
        except (stripe.CardError, stripe.InvalidRequestError) as refusal:
            intent = self.look_up(intent_id)
            refused = intent.state is IntentState.NEW  # and would be again
            return replace(intent, state=IntentState.DECLINED, failure=_reason(refusal)) if refused else intent

    def look_up(self, intent_id: str) -> Intent:
        return _read(self._ask(lambda: self._intents.retrieve(intent_id, _WITH_CHARGE)))

    def capture(self, intent_id: str) -> Intent:
        return self._change(intent_id, "capture")

    def void(self, intent_id: str) -> Intent:
        return self._change(intent_id, "cancel")

    def refunds(self, intent_id: str) -> dict[str, str]:
        found = self._ask(lambda: self.client.v1.refunds.list({"payment_intent": intent_id, "limit": 100}))
        kept = [refund for refund in found.to_dict()["data"] if refund["status"] not in ("failed", "canceled")]
        return {key: refund["id"] for refund in kept if (key := (refund.get("metadata") or {}).get("key"))}

    def refund(self, intent_id: str, *, key: str, amount: int) -> str:
        params: Any = {"payment_intent": intent_id, "amount": amount, "metadata": {"key": key}}
        try:
            return str(self._ask(lambda: self.client.v1.refunds.create(params, {"idempotency_key": key})).id)
        except (stripe.CardError, stripe.InvalidRequestError):
            return ""

    def disputes(self, intent_id: str) -> tuple[Dispute, ...]:
        found = self._ask(lambda: self.client.v1.disputes.list({"payment_intent": intent_id, "limit": 100}))
        return tuple(read_dispute(dispute) for dispute in found.to_dict()["data"])

    def event(self, body: bytes, signature: str) -> GatewayEvent:
        try:
            event = stripe.Webhook.construct_event(body, signature, self.webhook_secret)
            if event.type == "payment_intent.created":
                return GatewayEvent(event.id, event.type, "", "")  # by ourselves: nothing to ask about
            about: Any = event.data.object.to_dict()
            is_intent = about["object"] == "payment_intent"
            intent_id = about["id"] if is_intent else about.get("payment_intent")
            reference = (about.get("metadata") or {}).get("reference", "") if is_intent else ""
            return GatewayEvent(event.id, event.type, str(intent_id or ""), str(reference))
        except (stripe.SignatureVerificationError, ValueError, KeyError, AttributeError, TypeError):
            raise EventRefused from None

    @property
    def _intents(self) -> Any:
        return self.client.v1.payment_intents

    def _change(self, intent_id: str, verb: str) -> Intent:
        change = getattr(self._intents, verb)
        try:
            return _read(self._ask(lambda: change(intent_id, _WITH_CHARGE)))
        except stripe.InvalidRequestError:
            return self.look_up(intent_id)

    def _ask[T](self, question: Callable[[], T]) -> T:
        try:
            return question()
        except _UNKNOWN as error:
            raise GatewayUnavailable(f"{type(error).__name__}: {error.user_message or error}") from error


def _read(answered: Any) -> Intent:
    intent = answered.to_dict()
    charge, action = intent.get("latest_charge"), intent.get("next_action")
    if intent["status"] not in _STATES:
        raise GatewayUnavailable(f"{intent['id']} is {intent['status']!r}, of which we know nothing")
    return Intent(
        id=intent["id"],
        state=_STATES[intent["status"]],
        captured=charge["amount_captured"] if charge and charge["captured"] else 0,
        refunded=charge["amount_refunded"] if charge else 0,
        step=Step((action.get("redirect_to_url") or {}).get("url") or "", intent["client_secret"]) if action else None,
        failure=_why(intent.get("last_payment_error")),
        disputed=bool(charge and charge.get("disputed")),
    )


def _why(error: Any) -> str:
    if not error:
        return ""
    return str(error.get("decline_code") or error.get("code") or "declined")[:80]


def _reason(refusal: stripe.StripeError) -> str:
    return _why(_body(refusal).get("error")) or "refused"


def _body(refusal: stripe.StripeError) -> dict[str, Any]:
    return refusal.json_body if isinstance(refusal.json_body, dict) else {}
