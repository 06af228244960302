"""Pictures, as rows and listings have them."""

from collections.abc import Mapping
from typing import Any

from core.catalog.models import ProductImage
from core.catalog.rules import translated
from core.catalog.types import Image


def kept_image(row: ProductImage, locale: str = "") -> Image:
    """A picture that is kept, not one still to be fetched; its text in a language."""
    alt = translated(row.translations, locale, "alt", row.alt)
    return Image(row.file.name or "", alt, row.width, row.height, row.color, row.placeholder, tuple(row.widths))


def image_view(mirrored: Mapping[str, Any] | None) -> Image | None:
    """For those who keep a copy of one, as listings and orders do."""
    return Image(**{**mirrored, "widths": tuple(mirrored.get("widths", ()))}) if mirrored else None
