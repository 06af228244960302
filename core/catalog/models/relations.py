"""What staff show beside a product."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from core.catalog.models.products import Product


class RelatedProduct(models.Model):
    """That staff picked a product to be shown beside another, in an order."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="related")
    other = models.ForeignKey(Product, models.CASCADE, related_name="beside")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("product", "other", name="related_once"),
            models.CheckConstraint(condition=~Q(product=F("other")), name="related_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} beside {self.product_id}"
