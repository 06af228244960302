"""What the shop gives away, to whom, and how often."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.shared.errors import DomainError
from core.shared.money import Money

LONGEST_CODE = 40


class CouponKind(StrEnum):
    PERCENT = "percent"  # of the goods
    AMOUNT = "amount"  # off the goods
    FREE_SHIPPING = "free_shipping"


class CouponState(StrEnum):
    """Whether a coupon counts for a cart as it stands."""

    READY = "ready"
    UNKNOWN = "unknown"
    NOT_VALID = "not_valid"  # not yet, no longer, or not in this currency
    USED_UP = "used_up"  # by everybody together, or by this shopper
    BELOW_MINIMUM = "below_minimum"  # the goods cost too little for it


@dataclass(frozen=True, slots=True)
class Terms:
    """What a coupon gives, and when. `value` is percent, or minor units of `currency`; `minimum` is in those, too.

    Without a currency it counts in all of them.
    """

    kind: CouponKind
    value: int
    currency: str
    minimum: int
    starts_at: datetime | None
    ends_at: datetime | None
    active: bool


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a coupon was used, by everybody and by one shopper, and how often it may be: None is no limit."""

    coupon_id: int
    by_all: int
    limit: int | None
    by_shopper: int
    limit_per_customer: int | None


@dataclass(frozen=True, slots=True)
class Coupon:
    """A coupon in a cart: what it takes off the goods, and whether delivery is free. Neither, unless it is ready.

    `minimum` is what the goods have to cost for it, where they have to cost something.
    """

    code: str
    state: CouponState
    discount: Money
    free_shipping: bool
    minimum: Money | None

    @property
    def ready(self) -> bool:
        return self.state is CouponState.READY


class CouponUnknown(DomainError):
    """There is no coupon with this code."""

    code = "coupon_unknown"


class CouponNotValid(DomainError):
    """The coupon does not count yet, or no longer, or not in this currency."""

    code = "coupon_not_valid"


class CouponUsedUp(DomainError):
    """The coupon was used as often as it may be, by everybody or by this shopper."""

    code = "coupon_used_up"


class CouponMinimum(DomainError):
    """The goods have to cost `minimum`, in minor units of `currency`."""

    code = "coupon_minimum"
