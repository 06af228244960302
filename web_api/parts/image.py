"""Images as the desktop web shows them."""

from typing import Any

from django.core.files.storage import default_storage
from rest_framework import serializers

from core.catalog.types import Image


class ImagePart(serializers.Serializer[Any]):
    """`color` fills the image's place until it has loaded."""

    url = serializers.SerializerMethodField()
    alt = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    color = serializers.CharField()

    def get_url(self, image: Image) -> str:
        return default_storage.url(image.file)
