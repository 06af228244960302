"""What is looked at in a file, and done to it, before the shop keeps it as a picture."""

import re
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from typing import IO

from PIL import Image, ImageCms, ImageOps
from PIL.ImageFile import ImageFile

from core.catalog.imaging.impression import dominant_color, placeholder
from core.catalog.types import ImageTooLarge, ImageUnreadable, Picture

MOST_BYTES = 20_000_000
LONGEST_SIDE = 12_000
MOST_PIXELS = 60_000_000
MOST_SCANS = 100  # each costs a pass over all pixels, and takes a hundred bytes; real files have about ten
KEPT_SIDE = 2_400

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# A JPEG's start of scan, whose length follows from its number of components (ITU-T T.81, B.2.3).
_SCAN = re.compile(rb"\xff\xda\x00(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")


def accept(data: bytes | IO[bytes]) -> Picture:
    """Make a file a picture the shop can keep: upright, in sRGB, at most KEPT_SIDE px a side, with no metadata.

    What it is, is told by its content: JPEG, PNG, WebP, GIF or AVIF; of an animation the first frame is taken. The same
    file always gives the same picture. Raises ImageTooLarge before anything is decoded, and ImageUnreadable.
    """
    image = _in_shop_colours(_decoded(_opened(_content(data))))
    stored, extension = _encoded(image)
    return Picture(
        data=stored,
        extension=extension,
        width=image.width,
        height=image.height,
        color=dominant_color(image),
        placeholder=placeholder(image),
        digest=sha256(stored).hexdigest()[:32],
    )


def _content(data: bytes | IO[bytes]) -> bytes:
    content = data if isinstance(data, bytes) else data.read(MOST_BYTES + 1)
    _check("bytes", len(content), MOST_BYTES)
    _check("scans", len(_SCAN.findall(content)), MOST_SCANS)
    return content


def _opened(content: bytes) -> ImageFile:
    """Its header is read and nothing else."""
    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        # Pillow's own limit is higher; it does not tell by how much it was passed.
        raise ImageTooLarge(unit="pixels", limit=MOST_PIXELS, found=Image.MAX_IMAGE_PIXELS) from bomb
    except Exception as fault:  # whatever a parser trips over
        raise ImageUnreadable(format=None) from fault
    _check("pixels_a_side", max(image.size), LONGEST_SIDE)
    _check("pixels", image.width * image.height, MOST_PIXELS)
    return image


def _check(unit: str, found: int, limit: int) -> None:
    if found > limit:
        raise ImageTooLarge(unit=unit, limit=limit, found=found)


def _decoded(file: ImageFile) -> Image.Image:
    """Its pixels, upright, as many as are kept, still in colours of their own."""
    try:
        image = _workable(file)
        image.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
        image.load()  # where there was nothing to scale, this is where it is decoded
    except Exception as fault:  # whatever a decoder trips over
        raise ImageUnreadable(format=file.format) from fault
    with suppress(Exception):  # its pixels are sound: where EXIF is not, they stay as they are
        ImageOps.exif_transpose(image, in_place=True)
    return image


def _workable(image: Image.Image) -> Image.Image:
    """In a mode that can be scaled and that profiles are made for; whatever is transparent becomes RGBA."""
    if image.mode.startswith("I"):  # grey in 16 bits, which Pillow would clip, not scale
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "RGBA":  # as it is, for converting would copy
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _in_shop_colours(image: Image.Image) -> Image.Image:
    """In sRGB, with alpha only where something is transparent."""
    opaque = image.mode != "RGBA" or image.getchannel("A").getextrema() == (255, 255)
    mode = "RGB" if opaque else "RGBA"
    profile = image.info.get("icc_profile")
    # A profile that is broken, or of another kind than the pixels, is left aside, as browsers do.
    with suppress(ImageCms.PyCMSError, OSError):
        if profile:
            image = _converted(image, profile)
    return image.convert(mode)


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    return converted or image


def _encoded(image: Image.Image) -> tuple[bytes, str]:
    """Its bytes and their extension. Lossless WebP at the effort beyond which it hardly gets smaller."""
    image.info.clear()  # JPEG would keep the comment
    kept = BytesIO()
    if image.mode == "RGBA":
        image.save(kept, "WEBP", lossless=True, method=2, quality=50)
        return kept.getvalue(), "webp"
    image.save(kept, "JPEG", quality=88, progressive=True, subsampling="4:4:4")
    return kept.getvalue(), "jpg"
