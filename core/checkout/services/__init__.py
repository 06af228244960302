"""From a cart to an order."""

from core.checkout.services.placing import ORDER_PLACED, place_order
from core.checkout.services.settling import (
    call_off,
    expire_holds,
    look_again,
    reconcile,
    settle,
    take_payment,
)
from core.checkout.services.telling import set_address, set_payment, set_shipping

__all__ = [
    "ORDER_PLACED",
    "call_off",
    "expire_holds",
    "look_again",
    "place_order",
    "reconcile",
    "set_address",
    "set_payment",
    "set_shipping",
    "settle",
    "take_payment",
]
