"""What the shop asks of a provider, and what it is answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.payments.types.disputes import Dispute
from core.payments.types.payments import Provider, Step
from core.shared.money import Money


class Wish(StrEnum):
    """What the shop wants of the provider for a payment."""

    TAKE = "take"
    CAPTURE = "capture"  # what is authorised, all of it
    VOID = "void"


class IntentState(StrEnum):
    """Where the provider is with a payment."""

    NEW = "new"
    ACTION = "action"
    PROCESSING = "processing"
    AUTHORISED = "authorised"
    CAPTURED = "captured"
    DECLINED = "declined"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Charge:
    """What a provider is asked for. `method` is the token of the shopper's means of payment."""

    reference: str
    amount: Money
    method: str
    capture: bool


@dataclass(frozen=True, slots=True)
class Intent:
    """A payment as the provider has it at one moment; amounts in minor units. `failure` says why it did not come.

    `disputed`: there is a dispute about it, or was.
    """

    id: str
    state: IntentState
    captured: int = 0
    refunded: int = 0
    step: Step | None = None
    failure: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class GatewayEvent:
    """Something the provider says has happened to one of its intents, or to the payment of `reference`."""

    id: str
    kind: str
    intent_id: str
    reference: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done at the provider for one payment, by whoever holds it until `leased_until`."""

    reference: str
    provider: Provider
    intent_id: str
    charge: Charge
    return_url: str
    wish: Wish
    refunds: tuple[tuple[str, int], ...]  # the key and the amount of each that is open
    leased_until: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an errand: the intent as it is now, and each refund's key with the provider's name of it, or "".

    `disputes` are all there have been.
    """

    intent: Intent
    refunds: tuple[tuple[str, str], ...] = ()
    disputes: tuple[Dispute, ...] = ()
