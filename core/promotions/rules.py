"""When a coupon counts, and what it takes off."""

import re
from datetime import datetime

from core.promotions.types import (
    LONGEST_CODE,
    Coupon,
    CouponKind,
    CouponMinimum,
    CouponNotValid,
    CouponState,
    CouponUnknown,
    CouponUsedUp,
    Terms,
    Uses,
)
from core.shared.money import Money

CODE = re.compile(rf"[A-Z0-9][A-Z0-9-]{{0,{LONGEST_CODE - 1}}}")


def normalised(code: str) -> str:
    """A code as it is kept, however it was typed: "welcome 10" is WELCOME10. Empty where it can be none."""
    upper = "".join(code.split()).upper()
    return upper if CODE.fullmatch(upper) else ""


def state_of(terms: Terms, uses: Uses, *, subtotal: Money, now: datetime) -> CouponState:
    if not _valid(terms, subtotal.currency, now):
        return CouponState.NOT_VALID
    if _reached(uses.by_all, uses.limit) or used_up_by_shopper(uses):
        return CouponState.USED_UP
    return CouponState.BELOW_MINIMUM if subtotal.amount < terms.minimum else CouponState.READY


def used_up_by_shopper(uses: Uses) -> bool:
    return _reached(uses.by_shopper, uses.limit_per_customer)


def discount_on(terms: Terms, subtotal: Money) -> Money:
    """What comes off the goods: at most what they cost. Half a minor unit is rounded up, in the shopper's favour."""
    if terms.kind is CouponKind.PERCENT:
        return Money((subtotal.amount * terms.value + 50) // 100, subtotal.currency)
    if terms.kind is CouponKind.AMOUNT:
        return Money(min(terms.value, subtotal.amount), subtotal.currency)
    return Money.zero(subtotal.currency)


def check_ready(coupon: Coupon) -> None:
    """Raises CouponUnknown, CouponNotValid, CouponUsedUp or CouponMinimum, as its state is."""
    if coupon.state is CouponState.BELOW_MINIMUM and coupon.minimum:
        raise CouponMinimum(minimum=coupon.minimum.amount, currency=coupon.minimum.currency)
    refusals = {
        CouponState.UNKNOWN: CouponUnknown,
        CouponState.NOT_VALID: CouponNotValid,
        CouponState.USED_UP: CouponUsedUp,
    }
    if refusal := refusals.get(coupon.state):
        raise refusal


def _valid(terms: Terms, currency: str, now: datetime) -> bool:
    begun = terms.starts_at is None or terms.starts_at <= now
    over = terms.ends_at is not None and terms.ends_at <= now
    return terms.active and begun and not over and terms.currency in ("", currency)


def _reached(count: int, limit: int | None) -> bool:
    return limit is not None and count >= limit
