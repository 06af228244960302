"""The sizes and formats a kept picture is sent in."""

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

from PIL import Image

from core.catalog.imaging.impression import on_white
from core.catalog.types import Rendition

# By extension: Pillow's name, and how it is encoded. The qualities were found by looking at letters on flat grounds,
# which give way first; AVIF's speed too: from 8 on they get rings. Six sizes of a 900 px cover take 0.6 s of one core.
_FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 58, "speed": 7, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 78, "method": 5}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True}),
}


def renditions(data: bytes, *, widths: Collection[int]) -> Iterator[Rendition]:
    """What `accept` kept, in each of `widths` (pixels) as AVIF, WebP and JPEG; JPEG has white where it is transparent.

    Nothing is enlarged: for a wish beyond the picture's own width it comes in its own, once. Narrow ones first.
    """
    picture = Image.open(BytesIO(data), formats=("JPEG", "WEBP"))
    for width in sorted({min(width, picture.width) for width in widths}):
        image = _scaled(picture, width)
        for extension, (name, options) in _FORMATS.items():
            shown = on_white(image) if extension == "jpg" else image
            encoded = BytesIO()
            shown.save(encoded, name, **options)
            yield Rendition(image.width, image.height, extension, encoded.getvalue())


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    """From the picture itself each time, for scaling what was scaled blurs; the gap makes that cheap."""
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
