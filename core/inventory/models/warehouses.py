"""Where goods lie."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from core.catalog.models import Variant


class Warehouse(models.Model):
    """A place that goods come into and leave from. New goods come into the first one, if nobody says otherwise."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(
        max_length=2, blank=True, validators=[RegexValidator(r"^[A-Z]{2}$")], help_text='ISO 3166-1, such as "DE".'
    )
    priority = models.PositiveIntegerField(default=0, help_text="Goods leave from the lowest first.")
    active = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering: ClassVar = ["priority", "id"]

    def __str__(self) -> str:
        return self.name


class WarehouseStock(models.Model):
    """How many of a variant lie in a warehouse. Changed only by whoever holds the variant's stock."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="places")
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="goods")
    on_hand = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "goods in warehouses"
        constraints: ClassVar = [
            models.UniqueConstraint("variant", "warehouse", name="on_hand_once"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="on_hand_not_negative"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["warehouse", "variant"], name="on_hand_in", condition=Q(on_hand__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.on_hand} of {self.variant_id} in {self.warehouse_id}"
