"""How orders are paid."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.shared.errors import DomainError
from core.shared.money import Money


class Provider(StrEnum):
    """`manual` is money that arrives outside the shop, by transfer or on delivery, and is recorded by staff."""

    MANUAL = "manual"
    STRIPE = "stripe"

    @property
    def needs_method(self) -> bool:
        """Whether the shopper has to bring a token of a means of payment, such as a card's, from the provider."""
        return self is Provider.STRIPE


class PaymentStatus(StrEnum):
    PENDING = "pending"  # the provider was asked, or is about to be, and has not said yet
    ACTION = "action"  # the shopper has to confirm it with their bank
    AWAITED = "awaited"  # money that comes outside the shop
    AUTHORISED = "authorised"  # the provider holds it for us until it is captured
    RECEIVED = "received"
    FAILED = "failed"  # declined, given up or run out of time: nothing came
    CANCELLED = "cancelled"  # nothing is owed any more, and nothing came
    REFUNDED = "refunded"  # it came, and all of it was given back

    @property
    def is_settled(self) -> bool:
        """Whether it is known how it ended, or that it is up to people now."""
        return self not in (PaymentStatus.PENDING, PaymentStatus.ACTION)


class Decline(StrEnum):
    """Why a payment came to nothing, as far as a shopper is told: a bank's other reasons are its own."""

    DECLINED = "declined"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    EXPIRED_CARD = "expired_card"
    INCORRECT_CARD = "incorrect_card"  # its number, or its security code
    AUTHENTICATION = "authentication"
    TRY_AGAIN = "try_again"
    ABANDONED = "abandoned"


# By what providers call it.
_DECLINES = {
    "insufficient_funds": Decline.INSUFFICIENT_FUNDS,
    "expired_card": Decline.EXPIRED_CARD,
    "incorrect_cvc": Decline.INCORRECT_CARD,
    "invalid_cvc": Decline.INCORRECT_CARD,
    "incorrect_number": Decline.INCORRECT_CARD,
    "invalid_number": Decline.INCORRECT_CARD,
    "invalid_expiry_month": Decline.EXPIRED_CARD,
    "invalid_expiry_year": Decline.EXPIRED_CARD,
    "authentication_required": Decline.AUTHENTICATION,
    "authentication_failure": Decline.AUTHENTICATION,
    "payment_intent_authentication_failure": Decline.AUTHENTICATION,
    "processing_error": Decline.TRY_AGAIN,
    "issuer_not_available": Decline.TRY_AGAIN,
    "try_again_later": Decline.TRY_AGAIN,
    "abandoned": Decline.ABANDONED,
}


class Wish(StrEnum):
    """What the shop wants of the provider for a payment."""

    TAKE = "take"
    CAPTURE = "capture"  # what is authorised, all of it
    VOID = "void"


class RefundStatus(StrEnum):
    REQUESTED = "requested"
    DONE = "done"
    FAILED = "failed"


class EntryKind(StrEnum):
    """What moved in the ledger: from whose account into whose, see `rules.ACCOUNTS`."""

    BILLED = "billed"
    CREDITED = "credited"
    PAID = "paid"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    REINSTATED = "reinstated"
    FEE = "fee"
    FEE_BACK = "fee_back"


class Account(StrEnum):
    SALES = "sales"
    OWED = "owed"  # by shoppers to the shop; below zero where it is the other way round
    MONEY = "money"
    DISPUTED = "disputed"  # what banks have taken back, until they decide or for good
    FEES = "fees"  # what the provider takes for a dispute


class DisputeStatus(StrEnum):
    """How a bank stands to a payment that its customer wants back."""

    INQUIRY = "inquiry"  # it only asks: no money has gone, and whoever gives it back ends the matter
    OPEN = "open"  # it has taken the money, and decides
    WON = "won"  # by the shop
    LOST = "lost"
    DROPPED = "dropped"  # nothing came of it

    @property
    def is_over(self) -> bool:
        return self in (DisputeStatus.WON, DisputeStatus.LOST, DisputeStatus.DROPPED)


CONTESTED = (DisputeStatus.OPEN, DisputeStatus.LOST)  # the bank has the money: it cannot be given back once more


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
class Step:
    """What the shopper has to do: go to `url`, or let the provider's own software act with the `client_secret`."""

    url: str
    client_secret: str


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
class Dispute:
    """A dispute as the provider has it at one moment; amounts in minor units of the payment's currency.

    `withdrawn` and `reinstated` is all that the bank has taken and given back so far, `fee` and `fee_back` what the
    provider has taken and given back for it. `answer_by` is until when evidence is heard, None where none is wanted.
    """

    id: str
    status: DisputeStatus
    reason: str
    amount: int
    opened_at: datetime
    answer_by: datetime | None = None
    withdrawn: int = 0
    reinstated: int = 0
    fee: int = 0
    fee_back: int = 0


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


@dataclass(frozen=True, slots=True)
class Payment:
    """What is owed for `reference`, an order's number, and how much of it has come and gone back.

    `step` is there while the shopper has to act, `failure` says why it failed, in the provider's words. `refunding` was
    promised and is not given back yet. `given_up`: the shop does not want the money any more. `asked` says whether the
    provider will be asked again by itself. `contested`: a bank has taken it back, until it decides or for good.
    """

    reference: str
    provider: Provider
    amount: Money
    status: PaymentStatus
    captured: Money
    refunded: Money
    refunding: Money
    step: Step | None
    failure: str
    given_up: bool
    asked: bool
    contested: bool

    @property
    def reason(self) -> Decline:
        """Why it failed, as a shopper is told."""
        return _DECLINES.get(self.failure, Decline.DECLINED)

    @property
    def refundable(self) -> Money:
        left = self.captured.amount - self.refunded.amount - self.refunding.amount
        return Money(0 if self.contested else left, self.amount.currency)


class PaymentUnknown(DomainError):
    """There is no such way to pay, or it lacks the token of a means of payment."""

    code = "payment_unknown"


class PaymentDeclined(DomainError):
    """Nothing was charged, and order `number` was not placed; `reason` is a Decline."""

    code = "payment_declined"


class RefundTooHigh(DomainError):
    """No more than `refundable`, in minor units, can be given back."""

    code = "refund_too_high"


class PaymentDisputed(DomainError):
    """The shopper's bank has the money, by a dispute that is open or lost: it cannot be given back once more."""

    code = "payment_disputed"


class AmountInvalid(DomainError):
    """There is no such amount in `currency`: it is finer than its smallest unit."""

    code = "amount_invalid"


class EventRefused(DomainError):
    """What said to come from a provider is not signed by it, or too old."""

    code = "event_refused"


class GatewayUnavailable(Exception):
    """The provider did not answer, or not so that one could tell what it has done."""
