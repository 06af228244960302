"""A file taken in: what is kept of it, and what is not."""

import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from core.catalog.imaging import accept
from core.catalog.types import Picture
from tests.core.catalog.pictures import (
    BLUE,
    GREEN,
    RED,
    difference,
    encoded,
    halves,
    logo,
    opened,
    photo,
    png,
    srgb_profile,
    swapped_profile,
)

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "MPO"]


def kept(data: bytes) -> Image.Image:
    return opened(accept(data).data)


def middle(picture: Picture) -> tuple[int, ...]:
    pixel = opened(picture.data).getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def near(pixel: tuple[int, ...], color: tuple[int, ...], within: int = 3) -> bool:
    return all(abs(one - other) <= within for one, other in zip(pixel, color, strict=True))


# --- The form it is kept in -----------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_becomes_a_progressive_jpeg(format: str) -> None:
    picture = accept(encoded(photo(), format, quality=95))
    image = opened(picture.data)
    assert (image.format, picture.extension, image.info["progressive"]) == ("JPEG", "jpg", 1)
    assert (picture.width, picture.height) == image.size == (96, 64)
    assert difference(image, photo()) < 9


def test_a_file_is_as_good_as_its_bytes() -> None:
    data = encoded(photo(), "PNG")
    assert accept(BytesIO(data)) == accept(data)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_what_is_transparent_stays_so_in_lossless_webp(format: str) -> None:
    sent = encoded(logo(), format, **({} if format == "AVIF" else {"lossless": True}))
    picture = accept(sent)
    assert (picture.extension, picture.data[8:16]) == ("webp", b"WEBPVP8L")
    assert opened(picture.data).mode == "RGBA"
    assert difference(on_black(opened(picture.data)), on_black(opened(sent))) == 0


def on_black(image: Image.Image) -> Image.Image:
    """What of it can be seen: of the colour of what is wholly transparent nothing is promised."""
    return Image.alpha_composite(Image.new("RGBA", image.size, "black"), image)


def test_an_alpha_channel_that_hides_nothing_is_dropped() -> None:
    image = photo()
    image.putalpha(255)
    assert accept(encoded(image, "PNG")).extension == "jpg"


@pytest.mark.parametrize(
    ("sent", "kept_as"), [((3000, 1500), (2400, 1200)), ((1200, 4800), (600, 2400)), ((12_000, 1), (2400, 1))]
)
def test_what_is_larger_than_needed_is_scaled_down(sent: tuple[int, int], kept_as: tuple[int, int]) -> None:
    picture = accept(encoded(photo(*sent), "JPEG"))
    assert (picture.width, picture.height) == kept_as == opened(picture.data).size


def test_what_is_small_is_left_as_it_is() -> None:
    assert kept(encoded(photo(3, 2), "PNG")).size == (3, 2)
    assert kept(encoded(photo(2400, 10), "PNG")).size == (2400, 10)


def test_the_same_file_is_the_same_picture_in_every_process() -> None:
    for data in (encoded(photo(), "AVIF"), encoded(logo(), "PNG")):
        picture = accept(data)
        assert picture == accept(data)
        assert picture.digest == sha256(picture.data).hexdigest()[:32] == digest_elsewhere(data)


def digest_elsewhere(data: bytes) -> str:
    program = "import sys; from core.catalog.imaging import accept; print(accept(sys.stdin.buffer).digest)"
    answer = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=True)
    return answer.stdout.decode().strip()


# --- Which way up ---------------------------------------------------------------------------------

# By EXIF's Orientation, where the quarters A B / C D as stored are shown (Exif 2.32, 4.6.4.A).
SHOWN = {1: "ABCD", 2: "BADC", 3: "DCBA", 4: "CDAB", 5: "ACBD", 6: "CADB", 7: "DBCA", 8: "BDAC"}
QUARTERS = {"A": (255, 0, 0), "B": (0, 255, 0), "C": (0, 0, 255), "D": (255, 255, 0)}


@pytest.mark.parametrize("orientation", SHOWN)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_it_is_kept_the_way_it_is_shown(format: str, orientation: int) -> None:
    stored = Image.new("RGB", (64, 32))
    for name, corner in zip("ABCD", [(0, 0), (32, 0), (0, 16), (32, 16)], strict=True):
        stored.paste(QUARTERS[name], (*corner, corner[0] + 32, corner[1] + 16))
    image = kept(encoded(stored, format, exif=turned(orientation), quality=95))
    assert image.size == ((64, 32) if orientation < 5 else (32, 64))
    x, y = image.width // 4, image.height // 4
    for name, point in zip(SHOWN[orientation], [(x, y), (3 * x, y), (x, 3 * y), (3 * x, 3 * y)], strict=True):
        pixel = image.getpixel(point)
        assert isinstance(pixel, tuple)
        assert near(pixel, QUARTERS[name], within=12)


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_exif_that_cannot_be_read_turns_nothing(format: str) -> None:
    broken = encoded(photo(), format, exif=b"Exif\x00\x00nonsense" * 9)
    assert difference(kept(broken), photo()) < 9


# --- What is not kept -----------------------------------------------------------------------------


@pytest.mark.parametrize("image", [photo(), logo()], ids=["opaque", "transparent"])
@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_nothing_but_its_pixels_is_kept(format: str, image: Image.Image) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "SECRET"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "SECRET"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET")
    sent = encoded(image, format, exif=exif, icc_profile=srgb_profile(), xmp=b"<x>SECRET</x>", pnginfo=text)
    assert b"SECRET" in sent
    assert_bare(sent)


def test_a_comment_is_not_kept() -> None:
    assert_bare(encoded(photo(), "JPEG", comment="SECRET", xmp=b"SECRET", icc_profile=srgb_profile()))
    assert_bare(encoded(photo(), "GIF", comment="SECRET"))


def assert_bare(sent: bytes) -> None:
    data = accept(sent).data
    assert b"SECRET" not in data
    assert not set(opened(data).info) & {"exif", "icc_profile", "xmp", "comment", "dpi"}


def test_of_an_animation_the_first_picture_is_kept() -> None:
    frames = [halves(RED, BLUE), halves(GREEN, RED), halves(BLUE, GREEN)]
    for format in ("WEBP", "GIF", "PNG", "AVIF"):
        sent = encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=90)
        assert difference(kept(sent), frames[0]) < 4, format


# --- Its colours ----------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_profile_is_applied_and_not_kept(format: str) -> None:
    red = Image.new("RGB", (32, 32), RED)
    assert near(middle(accept(encoded(red, format))), RED)
    assert near(middle(accept(encoded(red, format, icc_profile=swapped_profile()))), GREEN)


def test_a_profile_is_applied_to_what_is_transparent_too() -> None:
    red = Image.new("RGBA", (32, 32), (*RED, 77))
    assert near(middle(accept(encoded(red, "PNG", icc_profile=swapped_profile()))), (*GREEN, 77))


@pytest.mark.parametrize("profile", [b"nonsense" * 40, srgb_profile()[:300], b"\x00" * 128])
def test_a_broken_profile_is_left_aside(profile: bytes) -> None:
    red = Image.new("RGB", (32, 32), RED)
    assert near(middle(accept(encoded(red, "JPEG", icc_profile=profile))), RED)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_profile_of_another_kind_than_the_pixels_is_left_aside(mode: str) -> None:
    grey = Image.new("RGB", (32, 32), (90, 90, 90)).convert(mode)
    assert near(middle(accept(encoded(grey, "JPEG", icc_profile=swapped_profile()))), (90, 90, 90))


def test_ink_becomes_light() -> None:
    assert near(middle(accept(encoded(Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG"))), RED)
    assert difference(kept(encoded(photo().convert("CMYK"), "JPEG")), photo()) < 9


def test_sixteen_bits_become_eight() -> None:
    grey = b"".join(b"\x00" + b"\x60\x12" * 8 for _ in range(8))
    color = b"".join(b"\x00" + b"\xff\x00\x80\x12\x20\xff" * 8 for _ in range(8))
    assert near(middle(accept(png((8, 8), depth=16, rows=grey))), (96, 96, 96))
    assert near(middle(accept(png((8, 8), depth=16, kind=2, rows=color))), (255, 128, 32))


def test_of_sixteen_bits_of_grey_none_is_transparent() -> None:
    grey = Image.new("I;16", (32, 32), 24_576)
    assert near(middle(accept(encoded(grey, "PNG", transparency=24_576))), (96, 96, 96))


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_a_palette_with_a_transparent_entry_has_alpha(format: str) -> None:
    image = Image.new("P", (32, 32), 1)
    image.putpalette([*RED, *BLUE])
    image.paste(0, (8, 8, 24, 24))
    picture = accept(encoded(image, format, transparency=1))
    assert (picture.extension, middle(picture), picture.color) == ("webp", (*RED, 255), "#ff0000")
    assert opened(picture.data).getchannel("A").getpixel((0, 0)) == 0


def test_a_palette_of_several_opacities_keeps_them() -> None:
    image = Image.new("P", (32, 32), 1)
    image.putpalette([*RED, *BLUE])
    assert middle(accept(encoded(image, "PNG", transparency=b"\xff\x4d"))) == (*BLUE, 77)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    image = photo().convert(mode)
    assert difference(kept(encoded(image, "PNG")), image.convert("RGBA")) < 9
