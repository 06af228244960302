"""Stock takes: a warehouse is counted, and what is found differs from what was thought."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.catalog.models import Variant
from core.inventory.models.warehouses import Warehouse


class StockTake(models.Model):
    """One counting of a warehouse, or of a part of it. Its lines change nothing until it is closed."""

    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="takes")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["warehouse"], name="stock_take_one_at_a_time", condition=Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.warehouse}, {self.opened_at:%Y-%m-%d}"


class StockTakeLine(models.Model):
    """How many of a variant were `counted`, and how many were `expected` there at that moment."""

    take = models.ForeignKey(StockTake, models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+")
    expected = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-counted_at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint("take", "variant", name="stock_take_line_once")]

    def __str__(self) -> str:
        return f"{self.counted} of {self.variant_id}"

    @property
    def difference(self) -> int:
        return self.counted - self.expected
