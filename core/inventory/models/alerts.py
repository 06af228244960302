"""Who waits for what."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from core.catalog.models import Variant


class StockAlert(models.Model):
    """Somebody wants to know when a variant can be had again. Gone once they were told."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="alerts")
    email = models.EmailField()
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="stock_alerts"
    )
    locale = models.CharField(max_length=20, blank=True, help_text="In which they are written to.")
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint("variant", Lower("email"), name="stock_alert_once")]
        indexes: ClassVar = [models.Index(Lower("email"), name="stock_alert_by_address")]

    def __str__(self) -> str:
        return f"{self.email} waits for {self.variant}"
