"""What is refused, and what does not answer."""

from core.shared.errors import DomainError


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
