from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from core.catalog.models import Variant


class Price(models.Model):
    """What a variant costs in a currency, tax included. Written only by pricing's services."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="prices")
    currency = models.CharField(max_length=3)
    amount = models.PositiveBigIntegerField(help_text="In minor units: 1999 is 19.99.")
    compare_at = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The higher price it was, if on offer."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("variant", "currency", name="price_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(compare_at__isnull=True) | Q(compare_at__gt=F("amount")), name="price_compare_at_higher"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.amount} {self.currency}"
