"""What can be sold, who it belongs to, and how it came about."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from core.catalog.models import Variant
from core.catalog.types import Supply
from core.inventory import rules
from core.inventory.models.warehouses import Warehouse
from core.inventory.types import MovementKind


class Stock(models.Model):
    """How much there is of a variant, wherever it lies: the one row that is claimed from.

    available + reserved + safety is what lies in all warehouses, of what is counted.
    """

    variant = models.OneToOneField(Variant, models.CASCADE, primary_key=True, related_name="stock")
    available = models.IntegerField(default=0, help_text="Can still be sold. Below nothing: owed to customers.")
    reserved = models.PositiveIntegerField(default=0, help_text="Belongs to orders, and has not left.")
    safety = models.PositiveIntegerField(default=0, db_default=0, help_text="There, and held back from sale.")
    backorder_limit = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How many may be sold beyond what there is."
    )
    expected_at = models.DateTimeField(null=True, blank=True, help_text="When more come in, as far as anybody knows.")
    unlimited = models.BooleanField(default=False, help_text="Not counted: there is always enough of it.")

    class Meta:
        verbose_name_plural = "stock"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(available__gte=0 - F("backorder_limit")), name="stock_owes_no_more_than_allowed"
            ),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_reserved_not_negative"),
            models.CheckConstraint(condition=Q(safety__gte=0), name="stock_safety_not_negative"),
        ]

    def __str__(self) -> str:
        return f"Stock of {self.variant}"

    @property
    def sellable(self) -> int:
        return rules.sellable(available=self.available, backorder_limit=self.backorder_limit, unlimited=self.unlimited)

    @property
    def owed(self) -> int:
        """How many were sold that are not there."""
        return 0 if self.unlimited else max(0, -self.available)

    @property
    def supply(self) -> Supply:
        return rules.supply(available=self.available, backorder_limit=self.backorder_limit, unlimited=self.unlimited)


class Reservation(models.Model):
    """Some of a variant that is an order's, for good or until it `expires_at`. What is over counts as for sale."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="reservations")
    reference = models.CharField(max_length=80, help_text="The order's number.")
    quantity = models.PositiveIntegerField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("reference", "variant", name="reservation_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["expires_at"], name="reservation_expiring", condition=Q(expires_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant} for {self.reference}"


class Movement(models.Model):
    """One change of stock. Only ever added to; the sums of a variant's movements are its stock.

    What is on hand in a warehouse = RECEIVED + FOUND + RETURNED + MOVED_IN - LOST - SHIPPED - MOVED_OUT there;
    reserved = RESERVED - SHIPPED - RELEASED; safety = HELD_BACK - FREED.
    """

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="movements")
    warehouse = models.ForeignKey(
        Warehouse, models.PROTECT, null=True, blank=True, related_name="+", help_text="None where nothing was carried."
    )
    kind = models.CharField(
        max_length=10, choices=[(k.value, k.name.replace("_", " ").capitalize()) for k in MovementKind]
    )
    quantity = models.PositiveIntegerField()
    counted = models.BooleanField(
        default=True, help_text="No where the variant was not, and so only what is reserved was moved."
    )
    reference = models.CharField(max_length=80, blank=True, help_text="Such as the order's number.")
    happened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="movement_positive"),
            models.CheckConstraint(condition=Q(kind__in=list(MovementKind)), name="movement_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity} of {self.variant}"
