"""How prices and their times are told to staff."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.timezone import localtime

from core.pricing.rules import Step
from core.pricing.types import SINCE_EVER
from core.shared.backoffice import price

REFUSALS = {
    "price_invalid": "There is no such amount in this currency, or what it is compared with is not higher.",
    "period_invalid": "It begins now or later, and ends after that.",
    "price_begun": "It has begun to count, or is over: what was, stays.",
    "price_not_found": "This price is gone.",
    "price_list_not_found": "This list is gone, or is being taken away.",
    "price_list_needed": "Everyone's prices stay: what others pay stands on them.",
}


def moment(at: datetime) -> str:
    """Such as "Fri 4 Dec 2026, 10:00", as the shop's clocks show it."""
    return "ever" if at <= SINCE_EVER else date_format(localtime(at), "D j M Y, H:i")


def story(steps: Sequence[Step], currency: str) -> str:
    """Such as "€15.99 until Fri 4 Dec 2026, 10:00, then €12.99 until …, then €15.99"; `steps` as of rules.timeline."""
    ends = [*(following[0] for _, following in pairwise(steps)), None]
    said = [
        _costs(step, currency) + (f" until {moment(end)}" if end else "") for step, end in zip(steps, ends, strict=True)
    ]
    return ", then ".join(said)


def _costs(step: Step, currency: str) -> str:
    counting = step[1]
    return "not sold" if counting is None else price(counting.amount, currency)
