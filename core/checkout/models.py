from typing import ClassVar

from django.db import models

from core.carts.models import Cart


class Checkout(models.Model):
    """What the shopper has told so far; it goes with its cart."""

    cart = models.OneToOneField(Cart, models.CASCADE, primary_key=True, related_name="checkout")
    email = models.EmailField(blank=True)
    address = models.JSONField(null=True, blank=True)
    shipping_code = models.CharField(max_length=40, blank=True)
    payment_provider = models.CharField(max_length=20, blank=True)
    payment_method = models.CharField(max_length=255, blank=True, help_text="The provider's token of a card, say.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(address__isnull=True) | ~models.Q(email=""), name="checkout_address_has_email"
            ),
        ]

    def __str__(self) -> str:
        return str(self.cart_id)
