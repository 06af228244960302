"""Reads of coupons."""

from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.customers.types import Customer, Principal
from core.promotions import models
from core.promotions.rules import discount_on, normalised, state_of
from core.promotions.types import Coupon, CouponKind, CouponState, Terms, Uses
from core.shared.money import Money


def coupon_for(principal: Principal, *, code: str, email: str, subtotal: Money, now: datetime) -> Coupon:
    """What a code, however it was typed, does for goods of this subtotal. One statement.

    `email` is the order's, where it is known: uses in its name are the shopper's, too.
    """
    code = normalised(code)
    by_shopper = _uses(principal, email).filter(coupon=OuterRef("pk")).values("coupon").annotate(count=Count("id"))
    rows = models.Coupon.objects.annotate(by_shopper=Coalesce(Subquery(by_shopper.values("count")), 0))
    row = rows.filter(code=code).first()
    if row is None:
        return Coupon(code, CouponState.UNKNOWN, Money.zero(subtotal.currency), False, None)
    terms = _terms(row)
    uses = Uses(row.used, row.limit, row.by_shopper, row.limit_per_customer)
    return _coupon(code, terms, state_of(terms, uses, subtotal=subtotal, now=now), subtotal)


def count_uses(principal: Principal, *, coupon_id: int, email: str) -> int:
    """How often a shopper has used a coupon, without what was given back. One statement."""
    return _uses(principal, email).filter(coupon=coupon_id).count()


def _uses(principal: Principal, email: str) -> QuerySet[models.Redemption]:
    """A shopper's own, and those in the name of the order's e-mail address or of the customer's."""
    names = {email.lower()} | ({principal.email.lower()} if isinstance(principal, Customer) else set())
    theirs = Q(who=principal.key) | Q(email__in=names - {""})
    return models.Redemption.objects.filter(theirs, returned_at=None).order_by()


def _terms(row: models.Coupon) -> Terms:
    return Terms(
        kind=CouponKind(row.kind),
        value=row.value,
        currency=row.currency,
        minimum=row.minimum,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        active=row.active,
    )


def _coupon(code: str, terms: Terms, state: CouponState, subtotal: Money) -> Coupon:
    ready = state is CouponState.READY
    return Coupon(
        code=code,
        state=state,
        discount=discount_on(terms, subtotal) if ready else Money.zero(subtotal.currency),
        free_shipping=ready and terms.kind is CouponKind.FREE_SHIPPING,
        minimum=Money(terms.minimum, terms.currency) if terms.minimum else None,
    )
