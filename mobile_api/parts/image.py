"""One image, fitted to the phone."""

from django.core.files.storage import default_storage
from ninja import Schema

from core.catalog.types import Image


class ImagePart(Schema):
    """`color` fills the image's place until it has loaded."""

    url: str
    alt: str
    color: str


def image_part(image: Image | None) -> ImagePart | None:
    return ImagePart(url=default_storage.url(image.file), alt=image.alt, color=image.color) if image else None
