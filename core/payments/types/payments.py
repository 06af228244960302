"""What is owed, how it is paid, and what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum

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


class RefundStatus(StrEnum):
    REQUESTED = "requested"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """What the shopper has to do: go to `url`, or let the provider's own software act with the `client_secret`."""

    url: str
    client_secret: str


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
