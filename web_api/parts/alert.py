"""What a customer waits for: they are written to when it can be had."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from core.inventory.types import Alert


class AlertPart(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    variant = serializers.IntegerField(source="variant_id")
    product = serializers.IntegerField(source="product_id")
    url = serializers.SerializerMethodField()
    title = serializers.CharField()
    variant_title = serializers.CharField()
    email = serializers.CharField()
    created_at = serializers.DateTimeField()

    def get_url(self, alert: Alert) -> str:
        return reverse("web:product", args=[alert.slug])


class AlertsPart(serializers.Serializer[Any]):
    """A customer's, latest first. A guest has none here: theirs work by e-mail alone."""

    alerts = AlertPart(many=True, source="*")
