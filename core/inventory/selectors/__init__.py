"""Reads of stock; each docstring counts its SQL statements."""

from core.inventory.selectors.alerts import alerts_of, is_sold
from core.inventory.selectors.ledger import audit_stock, explain
from core.inventory.selectors.stock import FEW, available, count_scarce, expired_of, offer_of, offers, scarcest

__all__ = [
    "FEW",
    "alerts_of",
    "audit_stock",
    "available",
    "count_scarce",
    "expired_of",
    "explain",
    "is_sold",
    "offer_of",
    "offers",
    "scarcest",
]
