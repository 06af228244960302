"""A payment provider in memory, which declines, asks for more, or does not answer, as it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from core.payments.types import (
    CONTESTED,
    Charge,
    Dispute,
    DisputeStatus,
    EventRefused,
    GatewayEvent,
    GatewayUnavailable,
    Intent,
    IntentState,
    Step,
)
from tests.factories.shop import NOW

VISA, DECLINED, NEEDS_ACTION = "pm_card_visa", "pm_card_chargeDeclined", "pm_card_threeDSecure2Required"
VERBS = ("open", "confirm", "look_up", "capture", "void", "refunds", "refund", "disputes")
FEE = 1500  # what a dispute costs


@dataclass
class Bank:
    """Implements `core.payments.gateways.Gateway`. `said` lists every request that reached it."""

    intents: dict[str, Intent] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    given_back: dict[str, tuple[str, int]] = field(default_factory=dict)  # by key: the intent and the amount
    claims: dict[str, tuple[str, Dispute]] = field(default_factory=dict)  # by id: the intent, and the dispute about it
    said: list[str] = field(default_factory=list)
    refuses_refunds: bool = False
    _down: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def down(self, *verbs: str, when: str = "before") -> Iterator[None]:
        """It does not answer these requests, which it hears (`when` is "after") or not."""
        self._down = dict.fromkeys(verbs or VERBS, when)
        try:
            yield
        finally:
            self._down = {}

    def of(self, reference: str) -> Intent:
        """The newest intent for an order."""
        return [intent for name, intent in self.intents.items() if self.charges[name].reference == reference][-1]

    def charged(self, reference: str) -> int:
        """What was taken for an order in all, whatever was given back."""
        names = [name for name, charge in self.charges.items() if charge.reference == reference]
        return sum(self.intents[name].captured for name in names)

    def approve(self, reference: str) -> None:
        """The shopper has confirmed it with the bank, or it comes late."""
        self._take(self.of(reference).id)

    def refuse(self, reference: str) -> None:
        name = self.of(reference).id
        refused = replace(self.intents[name], state=IntentState.DECLINED, step=None, failure="authentication_failure")
        self.intents[name] = refused

    def dispute(self, reference: str, *, amount: int | None = None, **how: Any) -> str:
        """The shopper's own bank takes what was charged back, or so much of it; returns the dispute's name."""
        intent = self.of(reference)
        taken = intent.captured if amount is None else amount
        stands: dict[str, Any] = {"answer_by": NOW + timedelta(days=10), "withdrawn": taken, "fee": FEE} | how
        name = f"du_{len(self.claims) + 1}"
        told = Dispute(name, DisputeStatus.OPEN, "product_not_received", taken, NOW)
        self.claims[name] = (intent.id, replace(told, **stands))
        self.intents[intent.id] = replace(intent, disputed=True)
        return name

    def decide(self, name: str, status: DisputeStatus) -> None:
        """The shop has the money again if it wins; the fee is gone."""
        intent_id, told = self.claims[name]
        back = told.withdrawn if status is DisputeStatus.WON else told.reinstated
        self.claims[name] = (intent_id, replace(told, status=status, answer_by=None, reinstated=back))

    # --- What the shop says ---

    def open(self, charge: Charge) -> Intent:
        self._hear("open", "before")
        name = f"pi_{len(self.intents) + 1}"
        self.intents[name], self.charges[name] = Intent(name, IntentState.NEW), charge
        self._hear("open", "after")
        return self.intents[name]

    def confirm(self, intent_id: str, *, return_url: str) -> Intent:
        self._hear("confirm", "before")
        if self.intents[intent_id].state is IntentState.NEW:
            self._decide(intent_id)
        self._hear("confirm", "after")
        return self.intents[intent_id]

    def look_up(self, intent_id: str) -> Intent:
        self._hear("look_up", "before")
        return self.intents[intent_id]

    def capture(self, intent_id: str) -> Intent:
        self._hear("capture", "before")
        if self.intents[intent_id].state is IntentState.AUTHORISED:
            self._capture(intent_id)
        self._hear("capture", "after")
        return self.intents[intent_id]

    def void(self, intent_id: str) -> Intent:
        self._hear("void", "before")
        if self.intents[intent_id].state is not IntentState.CAPTURED:
            self.intents[intent_id] = replace(self.intents[intent_id], state=IntentState.CANCELLED, step=None)
        self._hear("void", "after")
        return self.intents[intent_id]

    def refunds(self, intent_id: str) -> dict[str, str]:
        self._hear("refunds", "before")
        return {key: f"re_{key}" for key, (name, _) in self.given_back.items() if name == intent_id}

    def refund(self, intent_id: str, *, key: str, amount: int) -> str:
        self._hear("refund", "before")
        intent = self.intents[intent_id]
        contested = any(told.status in CONTESTED for told in self._about(intent_id))
        if self.refuses_refunds or contested or intent.refunded + amount > intent.captured:
            return ""
        if key not in self.given_back:
            self.given_back[key] = (intent_id, amount)
            self.intents[intent_id] = replace(intent, refunded=intent.refunded + amount)
        self._hear("refund", "after")
        return f"re_{key}"

    def disputes(self, intent_id: str) -> tuple[Dispute, ...]:
        self._hear("disputes", "before")
        return self._about(intent_id)

    def event(self, body: bytes, signature: str) -> GatewayEvent:
        """Signed is what is signed `signed`; the body is the event's id and the intent's, with a space between."""
        if signature != "signed":
            raise EventRefused
        event_id, intent_id = body.decode().split()
        return GatewayEvent(event_id, "payment_intent.succeeded", intent_id, "")

    # --- What it does ---

    def _about(self, intent_id: str) -> tuple[Dispute, ...]:
        return tuple(told for name, told in self.claims.values() if name == intent_id)

    def _hear(self, verb: str, moment: str) -> None:
        if moment == "before":
            self.said.append(verb)
        if self._down.get(verb) == moment:
            raise GatewayUnavailable(f"{verb}: no answer")

    def _decide(self, name: str) -> None:
        method = self.charges[name].method
        if method == DECLINED:
            self.intents[name] = replace(self.intents[name], state=IntentState.DECLINED, failure="insufficient_funds")
        elif method == NEEDS_ACTION:
            step = Step(f"https://bank.example/{name}", f"{name}_secret")
            self.intents[name] = replace(self.intents[name], state=IntentState.ACTION, step=step)
        else:
            self._take(name)

    def _take(self, name: str) -> None:
        if self.charges[name].capture:
            self._capture(name)
        else:
            self.intents[name] = replace(self.intents[name], state=IntentState.AUTHORISED, step=None)

    def _capture(self, name: str) -> None:
        amount = self.charges[name].amount.amount
        self.intents[name] = replace(self.intents[name], state=IntentState.CAPTURED, captured=amount, step=None)
