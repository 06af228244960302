"""Writes of payments."""

from core.payments.ledger import PAYMENT_RECEIVED, PAYMENT_REFUNDED
from core.payments.services.asking import claim, forget_provider_events, hear, postpone, pursue, wake
from core.payments.services.opening import bill, open_payment
from core.payments.services.recording import record_answer
from core.payments.services.staff import record_received, refund
from core.payments.services.undoing import capture_later, give_up, unwind

__all__ = [
    "PAYMENT_RECEIVED",
    "PAYMENT_REFUNDED",
    "bill",
    "capture_later",
    "claim",
    "forget_provider_events",
    "give_up",
    "hear",
    "open_payment",
    "postpone",
    "pursue",
    "record_answer",
    "record_received",
    "refund",
    "unwind",
    "wake",
]
