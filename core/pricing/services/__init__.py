"""Writes of prices; catalog's listings are told in the same transaction."""

from core.pricing.services.lists import base_list, close_list, list_groups, make_list
from core.pricing.services.reckoning import adjust_prices, copy_list
from core.pricing.services.sweeping import forget_prices
from core.pricing.services.telling import tell_prices
from core.pricing.services.writing import (
    call_off,
    end_offer,
    remove_price,
    remove_prices,
    schedule_prices,
    set_price,
    set_prices,
)

__all__ = [
    "adjust_prices",
    "base_list",
    "call_off",
    "close_list",
    "copy_list",
    "end_offer",
    "forget_prices",
    "list_groups",
    "make_list",
    "remove_price",
    "remove_prices",
    "schedule_prices",
    "set_price",
    "set_prices",
    "tell_prices",
]
