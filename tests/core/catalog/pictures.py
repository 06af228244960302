"""Files of pictures, drawn here: what shoppers' suppliers send, and what they should not."""

import struct
import zlib
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def photo(width: int = 96, height: int = 64, *, grain: float = 0.1) -> Image.Image:
    """Soft colours with grain, the same every time."""
    chance = Random("photo")
    soft = Image.frombytes("RGB", (6, 4), chance.randbytes(72)).resize((width, height), Image.Resampling.BICUBIC)
    grains = Image.frombytes("RGB", (width, height), chance.randbytes(3 * width * height))
    return Image.blend(soft, grains, grain)


def logo(width: int = 120, height: int = 60) -> Image.Image:
    """A red disc, half of it see-through, and a blue bar, on nothing."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.pieslice((4, 4, height - 4, height - 4), 90, 270, fill=(*RED, 255))
    draw.pieslice((4, 4, height - 4, height - 4), -90, 90, fill=(*RED, 128))
    draw.rectangle((height + 6, height // 3, width - 6, 2 * height // 3), fill=(*BLUE, 255))
    return image


def halves(left: tuple[int, int, int], right: tuple[int, int, int]) -> Image.Image:
    image = Image.new("RGB", (64, 32), left)
    image.paste(right, (32, 0, 64, 32))
    return image


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far apart two pictures of one size are: the mean over pixels and channels, of 255."""
    assert one.size == other.size
    means = ImageStat.Stat(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))).mean
    return sum(means) / len(means)


def png(size: tuple[int, int], *, depth: int = 8, kind: int = 0, rows: bytes | None = None) -> bytes:
    """A PNG by hand: `kind` 0 is grey, 2 RGB; `rows` has a filter byte a row; without it the picture has no pixels."""
    header = struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, 0)
    body = b"" if rows is None else _chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + body + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """A profile in which what is called red is green, and green red."""
    swapped = srgb_profile().replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    assert swapped != srgb_profile()
    return swapped
