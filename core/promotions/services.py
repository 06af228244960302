"""Writes of coupons: how often each was used, and by whom."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from core.customers.types import Principal
from core.promotions.models import Coupon, Redemption
from core.promotions.rules import used_up_by_shopper
from core.promotions.selectors import uses_of
from core.promotions.types import CouponUsedUp
from core.shared.money import Money


@transaction.atomic(savepoint=False)  # a refused use takes the order with it
def redeem(*, code: str, reference: str, principal: Principal, email: str, discount: Money, now: datetime) -> None:
    """An order, named by its number, uses a coupon. Raises CouponUsedUp. Three statements.

    One conditional UPDATE decides between those who are after the last use. It holds the coupon's row, and meanwhile
    nobody else adds to the shopper's own uses, which are counted then.
    """
    coupon = Coupon.objects.filter(code=code)
    if not coupon.filter(Q(limit__isnull=True) | Q(used__lt=F("limit"))).update(used=F("used") + 1):
        raise CouponUsedUp
    uses = uses_of(principal, code=code, email=email)
    if used_up_by_shopper(uses):
        raise CouponUsedUp
    Redemption.objects.create(
        coupon_id=uses.coupon_id,
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
