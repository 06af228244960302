"""Writes of stock; catalog's listing is told in the same transaction.

Whoever changes stock holds its row, in the order of variants, before he looks at where it lies; reservations of one's
own are held before it, and those of others never waited for.
"""

from core.inventory.services.alerts import ask_alert, cancel_alert, forget_alerts, take_alerts
from core.inventory.services.claims import release, reserve, secure, ship_out
from core.inventory.services.levels import hold_stock, receive, set_backorder, set_levels, set_safety, take_back
from core.inventory.services.reservations import expire_reservations, release_all
from core.inventory.services.takes import abandon_take, close_take, count, forget_count, open_take
from core.inventory.services.telling import STOCK_BACK, tell_stock
from core.inventory.services.warehouses import close_warehouse, open_warehouse, transfer

__all__ = [
    "STOCK_BACK",
    "abandon_take",
    "ask_alert",
    "cancel_alert",
    "close_take",
    "close_warehouse",
    "count",
    "expire_reservations",
    "forget_alerts",
    "forget_count",
    "hold_stock",
    "open_take",
    "open_warehouse",
    "receive",
    "release",
    "release_all",
    "reserve",
    "secure",
    "set_backorder",
    "set_levels",
    "set_safety",
    "ship_out",
    "take_alerts",
    "take_back",
    "tell_stock",
    "transfer",
]
