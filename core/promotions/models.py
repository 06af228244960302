from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from core.promotions.types import LONGEST_CODE, CouponKind

_KINDS = {
    CouponKind.PERCENT: "Percentage of the goods",
    CouponKind.AMOUNT: "Amount off the goods",
    CouponKind.FREE_SHIPPING: "Free shipping",
}


class Coupon(models.Model):
    """A code that makes an order cheaper. `used` is counted by promotions' services alone."""

    code = models.CharField(max_length=LONGEST_CODE, unique=True, help_text="What the shopper types; case is ignored.")
    name = models.CharField(max_length=120, help_text="For staff; shoppers never see it.")
    kind = models.CharField(max_length=20, choices=[(kind.value, name) for kind, name in _KINDS.items()])
    value = models.PositiveBigIntegerField(
        default=0, help_text="Percent from 1 to 100, or minor units of the currency; 0 for free shipping."
    )
    currency = models.CharField(
        max_length=3, blank=True, help_text="Of value and minimum. Without one it counts in every currency."
    )
    minimum = models.PositiveBigIntegerField(default=0, help_text="What the goods have to cost, in minor units.")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    limit = models.PositiveIntegerField(null=True, blank=True, help_text="How often it may be used in all.")
    limit_per_customer = models.PositiveIntegerField(null=True, blank=True, help_text="How often by one shopper.")
    used = models.PositiveIntegerField(default=0, editable=False)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code=Upper("code")) & ~Q(code=""),
                name="coupon_code_normalised",
                violation_error_message="A code is in capitals.",
            ),
            models.CheckConstraint(
                condition=Q(kind=CouponKind.PERCENT, value__range=(1, 100))
                | Q(kind=CouponKind.AMOUNT, value__gte=1)
                | Q(kind=CouponKind.FREE_SHIPPING, value=0),
                name="coupon_value_fits_kind",
                violation_error_message="A percentage is 1 to 100, an amount 1 at least, free shipping 0.",
            ),
            models.CheckConstraint(
                condition=~Q(currency="") | (~Q(kind=CouponKind.AMOUNT) & Q(minimum=0)),
                name="coupon_money_has_currency",
                violation_error_message="An amount and a minimum need a currency.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=0),
                name="coupon_minimum_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="coupon_ends_after_it_starts",
                violation_error_message="It has to end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(limit_per_customer__isnull=True) | Q(limit_per_customer__gte=1),
                name="coupon_limit_per_customer_positive",
                violation_error_message="One shopper may use it once at least.",
            ),
            models.CheckConstraint(
                condition=Q(used__gte=0) & (Q(limit__isnull=True) | Q(used__lte=F("limit"))),
                name="coupon_used_within_limit",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Redemption(models.Model):
    """One use of a coupon, by an order. Written only by promotions' services."""

    coupon = models.ForeignKey(Coupon, models.PROTECT, related_name="redemptions")
    reference = models.CharField(max_length=20, unique=True, help_text="The order's number.")
    who = models.CharField(max_length=60, help_text="The customer, or the guest, who ordered.")
    email = models.CharField(max_length=254, help_text="The order's, in small letters.")
    discount = models.PositiveBigIntegerField(help_text="What came off the goods, in minor units.")
    currency = models.CharField(max_length=3)
    redeemed_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True, help_text="When the order came to nothing.")

    class Meta:
        ordering: ClassVar = ["-redeemed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(discount__gte=0), name="redemption_discount_not_negative"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("redeemed_at")),
                name="redemption_returned_after_it_was_redeemed",
            ),
        ]
        indexes: ClassVar = [
            models.Index("coupon", "who", name="redemption_by_who", condition=Q(returned_at__isnull=True)),
            models.Index("coupon", "email", name="redemption_by_email", condition=Q(returned_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.coupon_id} by {self.reference}"
