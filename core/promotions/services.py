"""Writes of coupons: how often each was used, and by whom."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from core.customers.types import Principal
from core.promotions.models import Coupon, Redemption
from core.promotions.selectors import count_uses
from core.promotions.types import CouponUsedUp
from core.shared.money import Money


@transaction.atomic
def redeem(*, code: str, reference: str, principal: Principal, email: str, discount: Money, now: datetime) -> None:
    """An order, named by its number, uses a coupon. Raises CouponUsedUp.

    One conditional UPDATE decides between those who are after the last use. It holds the coupon's row, and meanwhile
    nobody else adds to the shopper's own uses, which are counted then.
    """
    left = Coupon.objects.filter(Q(limit__isnull=True) | Q(used__lt=F("limit")), code=code)
    if not left.update(used=F("used") + 1):
        raise CouponUsedUp
    coupon = Coupon.objects.get(code=code)
    own_limit = coupon.limit_per_customer
    if own_limit is not None and count_uses(principal, coupon_id=coupon.pk, email=email) >= own_limit:
        raise CouponUsedUp
    Redemption.objects.create(
        coupon=coupon,
        reference=reference,
        who=principal.key,
        email=email.lower(),
        discount=discount.amount,
        currency=discount.currency,
        redeemed_at=now,
    )


@transaction.atomic
def give_back(*, reference: str, now: datetime) -> bool:
    """An order has come to nothing: what it used can be used again. Returns whether it used any until now."""
    uses = Redemption.objects.filter(reference=reference)
    if not uses.filter(returned_at=None).update(returned_at=now):
        return False
    Coupon.objects.filter(id__in=uses.values("coupon")).update(used=F("used") - 1)
    return True
