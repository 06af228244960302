from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.catalog.models import Variant
from core.inventory.types import UNLIMITED, MovementKind


class Stock(models.Model):
    """How much there is of a variant. On hand is available plus reserved. Written only by inventory's services."""

    variant = models.OneToOneField(Variant, models.CASCADE, primary_key=True, related_name="stock")
    available = models.PositiveIntegerField(default=0, help_text="Can still be sold.")
    reserved = models.PositiveIntegerField(default=0, help_text="Belongs to orders, and is still here.")
    unlimited = models.BooleanField(default=False, help_text="Not counted: there is always enough of it.")

    class Meta:
        verbose_name_plural = "stock"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(available__gte=0), name="stock_available_not_negative"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_reserved_not_negative"),
        ]

    def __str__(self) -> str:
        return f"Stock of {self.variant}"

    @property
    def sellable(self) -> int:
        return UNLIMITED if self.unlimited else self.available


class Movement(models.Model):
    """One change of stock. Only ever added to; the sums of a variant's movements are its stock.

    reserved = RESERVED - SHIPPED - RELEASED;
    available = RECEIVED + FOUND - LOST - RESERVED + RELEASED, of the last two only those that were counted.
    """

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=10, choices=[(k.value, k.name.title()) for k in MovementKind])
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
        return f"{self.kind} {self.quantity} of {self.variant_id}"
