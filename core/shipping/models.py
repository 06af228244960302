from typing import ClassVar

from django.db import models
from django.db.models import Q


class ShippingMethod(models.Model):
    """One way to send an order at one price, whatever is in it and wherever it goes."""

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    price = models.PositiveBigIntegerField(help_text="In minor units.")
    tax_included = models.BooleanField(
        default=True, db_default=True, help_text="The price is with its taxes. Otherwise they come on top of it."
    )
    active = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("code", "currency", name="shipping_method_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="shipping_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.currency})"
