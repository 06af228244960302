"""How orders are paid."""

from dataclasses import dataclass
from enum import StrEnum

from core.shared.errors import DomainError
from core.shared.money import Money


class Provider(StrEnum):
    """`manual` is money that arrives outside the shop, by transfer or on delivery, and is recorded by staff."""

    MANUAL = "manual"


class PaymentStatus(StrEnum):
    AWAITED = "awaited"
    RECEIVED = "received"
    CANCELLED = "cancelled"  # nothing is owed any more, and nothing came
    REFUNDED = "refunded"  # it came, and was given back


@dataclass(frozen=True, slots=True)
class Payment:
    """What is owed for `reference`, an order's number, and whether it has come."""

    reference: str
    provider: Provider
    amount: Money
    status: PaymentStatus


class PaymentUnknown(DomainError):
    """There is no such way to pay."""

    code = "payment_unknown"
