"""PaymentIntents and what money they move, with the states and refusals of Stripe's documentation."""

import secrets
import threading
import time
from collections.abc import Callable

from tests.faults.provider.disputes import contests
from tests.faults.provider.events import event
from tests.faults.provider.forms import checked, number
from tests.faults.provider.journal import Journal, Record, Step
from tests.faults.provider.refusals import Refused, invalid, missing, out_of_turn

APPROVED = "pm_card_visa"
DECLINED = "pm_card_chargeDeclined"
WITH_THE_BANK = "pm_card_threeDSecure2Required"
SLOW = "pm_card_processing"  # ours: the outcome is told later, by POST /_/pay/<intent>
METHODS = {APPROVED, DECLINED, WITH_THE_BANK, SLOW}

CREATE = {
    *("amount", "currency", "payment_method", "payment_method_types", "capture_method", "metadata", "description"),
    *("receipt_email", "statement_descriptor_suffix", "automatic_payment_methods", "confirmation_method"),
}
CONFIRM = {"return_url", "payment_method", "off_session", "receipt_email"}
CAN_CONFIRM = {"requires_payment_method", "requires_confirmation", "requires_action"}
CAN_CANCEL = {*CAN_CONFIRM, "requires_capture"}

type Done = Callable[[Step], Record]


class Bank:
    """One lock around it all: of two requests for one intent, the second sees what the first has done."""

    def __init__(self, journal: Journal, url: str) -> None:
        self.url = url
        self.journal = journal
        self.lock = threading.RLock()
        self.objects: dict[str, Record] = {}
        self.movements: list[Record] = []
        self.answers: dict[str, Record] = {}
        for step in journal.read():
            self._remember(step)

    def commit(self, step: Step) -> None:
        if not step.is_empty:
            self.journal.write(step)
            self._remember(step)

    def _remember(self, step: Step) -> None:
        self.objects.update(step.named)
        self.movements.extend(step.movements)
        if step.answer:
            self.answers[step.answer["key"]] = step.answer

    # --- What clients ask for ---

    def create(self, step: Step, params: Record) -> Record:
        checked(params, CREATE)
        amount, currency = number(params, "amount"), str(params.get("currency", "")).lower()
        if len(currency) != 3:
            raise invalid("Missing required param: currency.", code="parameter_missing", param="currency")
        method = _method(params)
        id_ = f"pi_{secrets.token_hex(12)}"
        intent = {
            "id": id_,
            "object": "payment_intent",
            "amount": amount,
            "amount_capturable": 0,
            "amount_received": 0,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": params.get("capture_method", "automatic_async"),
            "client_secret": f"{id_}_secret_{secrets.token_hex(12)}",
            "confirmation_method": params.get("confirmation_method", "automatic"),
            "created": int(time.time()),
            "currency": currency,
            "customer": None,
            "description": params.get("description"),
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": params.get("metadata") or {},
            "next_action": None,
            "payment_method": method,
            "payment_method_types": params.get("payment_method_types", ["card"]),
            "status": "requires_confirmation" if method else "requires_payment_method",
        }
        return self._said(step, "created", intent)

    def retrieve(self, step: Step, params: Record, id_: str) -> Record:
        return self.intent(id_)

    def confirm(self, step: Step, params: Record, id_: str) -> Record:
        intent = self.intent(id_)
        checked(params, CONFIRM)
        method = _method(params) or intent["payment_method"]
        if intent["status"] not in CAN_CONFIRM:
            raise out_of_turn("confirm", intent)
        if method is None:
            message = "You cannot confirm this PaymentIntent because it's missing a payment method."
            raise invalid(message, code="payment_intent_unexpected_state", payment_intent=intent)
        intent.update(payment_method=method, last_payment_error=None, next_action=None)
        if method == DECLINED:
            return self.decline(step, intent)
        if method == WITH_THE_BANK:
            intent.update(status="requires_action", next_action=self._next_action(intent, params.get("return_url")))
            return self._said(step, "requires_action", intent)
        if method == SLOW:
            intent["status"] = "processing"
            return self._said(step, "processing", intent)
        return self.approve(step, intent)

    def capture(self, step: Step, params: Record, id_: str) -> Record:
        intent = self.intent(id_)
        checked(params, {"amount_to_capture"})
        if intent["status"] != "requires_capture":
            raise out_of_turn("capture", intent)
        amount = number(params, "amount_to_capture", intent["amount"])
        if amount > intent["amount_capturable"]:
            raise invalid("You cannot capture more than is authorised.", code="amount_too_large")
        charge = self.objects[intent["latest_charge"]]
        charge.update(captured=True, amount_captured=amount, amount_refunded=intent["amount"] - amount)
        intent.update(status="succeeded", amount_received=amount, amount_capturable=0)
        step.keep(charge)
        step.move("captured", amount, intent)
        return self._said(step, "succeeded", intent)

    def cancel(self, step: Step, params: Record, id_: str) -> Record:
        """What was only authorised is given back by it: its charge counts as refunded, as with the real one."""
        intent = self.intent(id_)
        checked(params, {"cancellation_reason"})
        if intent["status"] not in CAN_CANCEL:
            raise out_of_turn("cancel", intent)
        if intent["status"] == "requires_capture":
            charge = self.objects[intent["latest_charge"]]
            charge.update(refunded=True, amount_refunded=charge["amount"])
            step.keep(charge)
            step.move("released", intent["amount_capturable"], intent)
        reason = params.get("cancellation_reason")
        intent.update(status="canceled", canceled_at=int(time.time()), cancellation_reason=reason, next_action=None)
        intent["amount_capturable"] = 0
        return self._said(step, "canceled", intent)

    def refund(self, step: Step, params: Record) -> Record:
        checked(params, {"payment_intent", "charge", "amount", "metadata", "reason"})
        intent = self.intent(str(params.get("payment_intent", "")))
        charge = self.objects.get(intent["latest_charge"] or "")
        if charge is None or not charge["captured"]:
            message = f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund."
            raise invalid(message)
        if contests(self.objects, intent["id"]):
            raise invalid(
                f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
            )
        left = charge["amount_captured"] - charge["amount_refunded"]
        if left <= 0:
            message = f"Charge {charge['id']} has already been refunded."
            raise invalid(message, code="charge_already_refunded")
        amount = number(params, "amount", left)
        if amount > left:
            raise invalid(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})")
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
        refund = {
            "id": f"re_{secrets.token_hex(12)}",
            "object": "refund",
            "amount": amount,
            "charge": charge["id"],
            "created": int(time.time()),
            "currency": intent["currency"],
            "metadata": params.get("metadata") or {},
            "payment_intent": intent["id"],
            "reason": params.get("reason"),
            "status": "succeeded",
        }
        step.keep(charge)
        step.keep(refund)
        step.move("refunded", amount, intent)
        step.events.extend([event("charge.refunded", charge), event("refund.created", refund)])
        return refund

    def refunds(self, step: Step, params: Record) -> Record:
        checked(params, {"payment_intent", "charge", "limit", "starting_after"})
        return self._listed("refund", params, "/v1/refunds")

    def disputes(self, step: Step, params: Record) -> Record:
        checked(params, {"payment_intent", "charge", "limit", "starting_after"})
        return self._listed("dispute", params, "/v1/disputes")

    def charges(self, step: Step, params: Record) -> Record:
        checked(params, {"payment_intent", "limit", "starting_after"})
        return self._listed("charge", params, "/v1/charges")

    # --- What the bank, or the shopper at the bank, does ---

    def approve(self, step: Step, intent: Record) -> Record:
        manual = intent["capture_method"] == "manual"
        amount = intent["amount"]
        charge = self._charge(step, intent, captured=not manual)
        intent.update(latest_charge=charge["id"], next_action=None, last_payment_error=None)
        step.move("authorised" if manual else "charged", amount, intent)
        if manual:
            intent.update(status="requires_capture", amount_capturable=amount)
            return self._said(step, "amount_capturable_updated", intent)
        intent.update(status="succeeded", amount_received=amount)
        return self._said(step, "succeeded", intent)

    def decline(self, step: Step, intent: Record, code: str = "card_declined") -> Record:
        """402, with the intent inside; what has changed stays changed."""
        error = {"type": "card_error", "code": code, "message": "Your card was declined."}
        if code == "card_declined":
            charge = self._charge(step, intent, failure=code)
            error |= {"decline_code": "generic_decline", "charge": charge["id"]}
            intent["latest_charge"] = charge["id"]
        intent.update(status="requires_payment_method", payment_method=None, last_payment_error=error, next_action=None)
        self._said(step, "payment_failed", intent)
        refused = Refused(402, "card_error", error["message"], payment_intent=intent)
        refused.error |= error
        raise refused

    def pay(self, step: Step, id_: str) -> Record:
        """The bank's late yes, whatever has become of the client in the meantime."""
        intent = self.intent(id_)
        if intent["status"] not in {"processing", "requires_action"}:
            raise out_of_turn("pay", intent)
        return self.approve(step, intent)

    def intent(self, id_: str) -> Record:
        found = self.objects.get(id_)
        if found is None or found["object"] != "payment_intent":
            raise missing("payment_intent", id_)
        return found

    # --- Parts ---

    def _charge(self, step: Step, intent: Record, *, captured: bool = False, failure: str | None = None) -> Record:
        charge = {
            "id": f"ch_{secrets.token_hex(12)}",
            "object": "charge",
            "amount": intent["amount"],
            "amount_captured": intent["amount"] if captured else 0,
            "amount_refunded": 0,
            "captured": captured,
            "created": int(time.time()),
            "currency": intent["currency"],
            "disputed": False,
            "failure_code": failure,
            "metadata": intent["metadata"],
            "outcome": {"type": "issuer_declined" if failure else "authorized"},
            "paid": not failure,
            "payment_intent": intent["id"],
            "refunded": False,
            "status": "failed" if failure else "succeeded",
        }
        step.keep(charge)
        return charge

    def _next_action(self, intent: Record, return_url: str | None) -> Record:
        if return_url is None:
            return {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
        redirect = {"url": f"{self.url}/3ds/{intent['id']}", "return_url": return_url}
        return {"type": "redirect_to_url", "redirect_to_url": redirect}

    def _said(self, step: Step, what: str, intent: Record) -> Record:
        step.keep(intent)
        step.events.append(event(f"payment_intent.{what}", intent))
        return intent

    def _listed(self, kind: str, params: Record, url: str) -> Record:
        wanted = {name: params[name] for name in ("payment_intent", "charge") if name in params}
        found = [
            thing
            for thing in reversed(self.objects.values())
            if thing["object"] == kind and all(thing[name] == value for name, value in wanted.items())
        ]
        limit = number(params, "limit", 10)
        return {"object": "list", "data": found[:limit], "has_more": len(found) > limit, "url": url}


def _method(params: Record) -> str | None:
    method = params.get("payment_method")
    if method is not None and method not in METHODS:
        raise invalid(f"No such PaymentMethod: '{method}'", code="resource_missing", param="payment_method")
    return method
