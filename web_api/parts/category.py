"""A category as others name it."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from core.catalog.types import CategoryRef


class CategoryPart(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    path = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, category: CategoryRef) -> str:
        return reverse("web:category", args=[category.path])
