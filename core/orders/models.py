from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from core.catalog.models import Variant
from core.catalog.types import Supply
from core.orders.types import OrderStatus
from core.promotions.types import LONGEST_CODE


class Order(models.Model):
    """An order. Written only by orders' services."""

    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="orders")
    guest_id = models.UUIDField(null=True, blank=True)
    cart_id = models.UUIDField(unique=True, help_text="The cart it was made of; no cart makes two orders.")
    status = models.CharField(max_length=12, choices=[(s.value, s.name.title()) for s in OrderStatus])
    placed_at = models.DateTimeField()
    email = models.EmailField()
    address = models.JSONField()
    shipping_name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    subtotal = models.PositiveBigIntegerField(help_text="Amounts are in minor units.")
    discount = models.PositiveBigIntegerField(default=0)
    coupon = models.CharField(max_length=LONGEST_CODE, blank=True)
    shipping = models.PositiveBigIntegerField()
    tax = models.PositiveBigIntegerField(default=0, db_default=0, help_text="All of it: in the prices, and on top.")
    tax_added = models.PositiveBigIntegerField(default=0, db_default=0, help_text="What of it came on top.")
    taxes = models.JSONField(
        default=list, db_default=Value([], models.JSONField()), help_text="Each by its name, rate, base and tax."
    )
    total = models.PositiveBigIntegerField()
    hold_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text="While it is pending: so long it waits for its payment. Empty then: not any more.",
    )
    carrier = models.CharField(max_length=60, blank=True)
    tracking = models.CharField("tracking number", max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["-placed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(customer__isnull=True, guest_id__isnull=False)
                | Q(customer__isnull=False, guest_id__isnull=True),
                name="order_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(total=F("subtotal") - F("discount") + F("shipping") + F("tax_added")),
                name="order_total_adds_up",
            ),
            models.CheckConstraint(condition=Q(tax_added__lte=F("tax")), name="order_tax_added_is_of_its_tax"),
            models.CheckConstraint(
                condition=Q(discount=0) | Q(discount__gt=0, discount__lte=F("subtotal")) & ~Q(coupon=""),
                name="order_discount_is_a_coupons",
            ),
            models.CheckConstraint(condition=Q(status__in=list(OrderStatus)), name="order_status_known"),
            models.CheckConstraint(
                condition=Q(hold_until__isnull=True) | Q(status=OrderStatus.PENDING), name="order_held_while_pending"
            ),
            models.CheckConstraint(
                condition=Q(carrier="", tracking="") | Q(status__in=[OrderStatus.SHIPPED, OrderStatus.DELIVERED]),
                name="order_tracked_once_shipped",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-placed_at", "-id"], name="order_of_customer"),
            models.Index(fields=["hold_until"], name="order_held", condition=Q(hold_until__isnull=False)),
            models.Index(fields=["guest_id", "-placed_at", "-id"], name="order_of_guest"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, models.SET_NULL, null=True, blank=True, related_name="+")
    product_id = models.BigIntegerField()
    slug = models.CharField(max_length=200)
    sku = models.CharField(max_length=64)
    title = models.CharField(max_length=250)
    variant_title = models.CharField(max_length=250, blank=True)
    image = models.JSONField(null=True, blank=True)
    quantity = models.PositiveIntegerField()
    price = models.PositiveBigIntegerField()
    total = models.PositiveBigIntegerField()
    tax = models.PositiveBigIntegerField(default=0, db_default=0, help_text="On the total less its part of a discount.")
    tax_rate = models.PositiveIntegerField(default=0, db_default=0, help_text="Of all its taxes: 19 % is 19,000.")
    supply = models.CharField(
        max_length=10,
        choices=[(Supply.IN_STOCK.value, "In stock"), (Supply.BACKORDER.value, "Backorder")],
        default=Supply.IN_STOCK,
        db_default=Supply.IN_STOCK.value,
        help_text="Whether all of it was there when it was ordered.",
    )
    expected_at = models.DateTimeField(null=True, blank=True, help_text="When it could be sent, as it was said then.")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(supply__in=[Supply.IN_STOCK, Supply.BACKORDER]), name="order_line_supply_known"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity_positive"),
            models.CheckConstraint(condition=Q(total=F("price") * F("quantity")), name="order_line_adds_up"),
        ]
        indexes: ClassVar = [models.Index(fields=["product_id", "order"], name="order_line_of_product")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"


class CompanionCount(models.Model):
    """How far the counting of what is bought together is: one row, held by whoever counts."""

    product_id = models.BigIntegerField(default=0, help_text="The last one that was counted.")
    began_at = models.DateTimeField(help_text="When the first one was.")

    def __str__(self) -> str:
        return f"up to {self.product_id}"


class OrderEvent(models.Model):
    """One thing that happened to an order. Only ever added to."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="events")
    status = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    note = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.order_id} {self.status}"
