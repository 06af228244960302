"""Reads of coupons."""

from datetime import datetime
from typing import Any

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
    row = _with_uses(principal, email).filter(code=code).first()
    if row is None:
        return Coupon(code, CouponState.UNKNOWN, Money.zero(subtotal.currency), False, None)
    terms = _terms(row)
    state = state_of(terms, _counted(row), subtotal=subtotal, now=now)
    return _coupon(code, terms, state, subtotal)


def uses_of(principal: Principal, *, code: str, email: str) -> Uses:
    """How often a coupon there is was used, and may be. One statement."""
    return _counted(_with_uses(principal, email).get(code=code))


def _with_uses(principal: Principal, email: str) -> QuerySet[Any]:
    """Coupons, each with how often this shopper has used it, without what was given back.

    Those are the shopper's own uses, and those in the name of the order's e-mail address or of the customer's.
    """
    names = {email.lower()} | ({principal.email.lower()} if isinstance(principal, Customer) else set())
    theirs = models.Redemption.objects.filter(Q(who=principal.key) | Q(email__in=names - {""}), returned_at=None)
    counts = theirs.order_by().filter(coupon=OuterRef("pk")).values("coupon").annotate(count=Count("id"))
    return models.Coupon.objects.annotate(by_shopper=Coalesce(Subquery(counts.values("count")), 0))


def _counted(row: Any) -> Uses:
    return Uses(row.pk, row.used, row.limit, row.by_shopper, row.limit_per_customer)


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
