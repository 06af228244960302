"""Images as the desktop web shows them: each in several widths and formats, of which the browser takes one."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.catalog.types import Image

WIDTHS = settings.IMAGE_WIDTHS["web"]
MODERN = {"avif": "image/avif", "webp": "image/webp"}  # the better one first: a browser takes the first it knows
PLAIN_WIDTH = 640  # for whoever takes no srcset


class SourcePart(serializers.Serializer[Any]):
    """The same picture in one format: what a `<source>` of a `<picture>` has."""

    type = serializers.CharField()
    srcset = serializers.CharField()


class ImagePart(serializers.Serializer[Any]):
    """`url` and `srcset` are what every browser shows, `sources` the same smaller, best first.

    While there are no renditions `srcset` and `sources` are empty. `color` fills the image's place until it has loaded.
    """

    url = serializers.SerializerMethodField()
    srcset = serializers.SerializerMethodField()
    sources = serializers.SerializerMethodField()
    alt = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    color = serializers.CharField()

    def get_url(self, image: Image) -> str:
        return plain_url(image)

    def get_srcset(self, image: Image) -> str:
        return _srcset(image, "jpg")

    @extend_schema_field(SourcePart(many=True))
    def get_sources(self, image: Image) -> list[dict[str, str]]:
        if not image.widths:
            return []
        return [{"type": kind, "srcset": _srcset(image, extension)} for extension, kind in MODERN.items()]


def plain_url(image: Image) -> str:
    """The one every browser and every other reader shows."""
    return default_storage.url(image.rendition(PLAIN_WIDTH, "jpg"))


def _srcset(image: Image, extension: str) -> str:
    """The web's widths as far as the image has them; its widest stands for all beyond it."""
    if not image.widths:
        return ""
    widths = sorted({image.width_for(wanted) for wanted in WIDTHS})
    return ", ".join(f"{default_storage.url(image.rendition(width, extension))} {width}w" for width in widths)
