"""How orders are paid."""

from core.payments.types.books import Account, EntryKind
from core.payments.types.disputes import CONTESTED, Dispute, DisputeStatus
from core.payments.types.errors import (
    AmountInvalid,
    EventRefused,
    GatewayUnavailable,
    PaymentDeclined,
    PaymentDisputed,
    PaymentUnknown,
    RefundTooHigh,
)
from core.payments.types.gateways import Answer, Charge, Errand, GatewayEvent, Intent, IntentState, Wish
from core.payments.types.payments import Decline, Payment, PaymentStatus, Provider, RefundStatus, Step

__all__ = [
    "CONTESTED",
    "Account",
    "AmountInvalid",
    "Answer",
    "Charge",
    "Decline",
    "Dispute",
    "DisputeStatus",
    "EntryKind",
    "Errand",
    "EventRefused",
    "GatewayEvent",
    "GatewayUnavailable",
    "Intent",
    "IntentState",
    "Payment",
    "PaymentDeclined",
    "PaymentDisputed",
    "PaymentStatus",
    "PaymentUnknown",
    "Provider",
    "RefundStatus",
    "RefundTooHigh",
    "Step",
    "Wish",
]
