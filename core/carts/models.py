import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.carts.types import MAX_QUANTITY
from core.catalog.models import Variant
from core.promotions.types import LONGEST_CODE


class Cart(models.Model):
    """A customer's or a guest's one open cart; an order takes it away, so its id names one intention to buy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="cart"
    )
    guest_id = models.UUIDField(null=True, blank=True, unique=True)
    coupon = models.CharField(max_length=LONGEST_CODE, blank=True, help_text="The code it was told, still good or not.")
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(customer__isnull=True, guest_id__isnull=False)
                | Q(customer__isnull=False, guest_id__isnull=True),
                name="cart_has_one_owner",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["updated_at"], name="cart_of_guest_by_age", condition=Q(guest_id__isnull=False)),
            models.Index(fields=["updated_at"], name="cart_of_customer_by_age", condition=Q(customer__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CartLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("cart", "variant", name="cart_variant_once"),
            models.CheckConstraint(condition=Q(quantity__range=(1, MAX_QUANTITY)), name="cart_quantity_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"
