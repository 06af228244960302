"""Files that are no picture for the shop: too large, broken, or something else altogether."""

import re
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import AvifImagePlugin, Image, ImageFile

from core.catalog.imaging import accept
from core.catalog.imaging.intake import MOST_BYTES, MOST_SCANS
from core.catalog.types import ImageTooLarge, ImageUnreadable, Picture
from core.shared.errors import DomainError
from tests.core.catalog.pictures import encoded, logo, photo, png, srgb_profile

FILES = {
    "JPEG": encoded(photo(), "JPEG", icc_profile=srgb_profile(), comment="a comment", progressive=True),
    "MPO": encoded(photo(), "MPO", save_all=True, append_images=[photo()]),
    "PNG": encoded(logo(), "PNG", icc_profile=srgb_profile()),
    "GIF": encoded(photo(), "GIF", save_all=True, append_images=[photo().rotate(180)]),
    "WEBP": encoded(photo(), "WEBP"),
    "AVIF": encoded(logo(), "AVIF", icc_profile=srgb_profile()),
}


def refusal(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(DomainError) as refused:
        accept(data)
    return refused.value.code, refused.value.details


# --- Too large ------------------------------------------------------------------------------------


def test_a_file_of_too_many_bytes() -> None:
    too_many = bytes(MOST_BYTES + 1)
    found = {"unit": "bytes", "limit": 20_000_000, "found": 20_000_001}
    assert refusal(too_many) == ("image_too_large", found)
    assert refusal(too_many[:-1])[0] == "image_unreadable"


def test_no_more_of_a_file_is_read_than_tells_that_it_is_too_large() -> None:
    file = BytesIO(bytes(MOST_BYTES + 10))
    with pytest.raises(ImageTooLarge):
        accept(file)
    assert file.tell() == MOST_BYTES + 1


@pytest.mark.parametrize("size", [(40_000, 10), (10, 40_000), (12_001, 1)])
def test_a_picture_too_long(size: tuple[int, int]) -> None:
    found = {"unit": "pixels_a_side", "limit": 12_000, "found": max(size)}
    assert refusal(png(size)) == ("image_too_large", found)


def test_a_picture_of_too_many_pixels() -> None:
    assert refusal(png((10_000, 6_001))) == (
        "image_too_large",
        {"unit": "pixels", "limit": 60_000_000, "found": 60_010_000},
    )


@pytest.mark.parametrize("size", [(10_000, 10_000), (40_000, 40_000)])
@pytest.mark.parametrize("severity", ["ignore", "error"])
def test_a_picture_that_pillow_would_warn_of(size: tuple[int, int], severity: str) -> None:
    """Whatever the process does with warnings. 100 megapixels are one to Pillow, 1,600 an error."""
    with warnings.catch_warnings():
        warnings.simplefilter(severity)  # type: ignore[arg-type]  # a parameter is no literal
        code, details = refusal(png(size))
    assert (code, details["unit"], details["limit"]) == ("image_too_large", "pixels", 60_000_000)
    assert isinstance(details["found"], int)
    assert 60_000_000 < details["found"] <= size[0] * size[1]


def test_a_picture_within_every_limit_by_its_header_is_looked_into() -> None:
    assert refusal(png((12_000, 5_000))) == ("image_unreadable", {"format": "PNG"})


def jpeg(size: bytes) -> bytes:
    """The height and width of the frame (SOF2), whatever follows."""
    return re.sub(rb"(\xff\xc2\x00\x11\x08)....", rb"\1" + size, FILES["JPEG"], count=1, flags=re.DOTALL)


def avif(size: bytes) -> bytes:
    """The width and height of the image's spatial extents, whatever follows."""
    return re.sub(rb"(ispe....)........", rb"\1" + size, FILES["AVIF"], flags=re.DOTALL)


LARGER_THAN_THEY_ARE = {
    "JPEG": jpeg(b"\x60\x00\x60\x00"),
    "GIF": FILES["GIF"][:6] + b"\x00\x60\x00\x60" + FILES["GIF"][10:],
    "WEBP": b"RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\x5f\x00\xff\x5f\x00",
    "AVIF": avif(b"\x00\x00\x30\x00\x00\x00\x30\x00"),
}


@pytest.mark.parametrize("format", LARGER_THAN_THEY_ARE)
def test_the_header_alone_decides(format: str) -> None:
    """These say they are larger than they are: to decode them would be to fail otherwise."""
    assert refusal(LARGER_THAN_THEY_ARE[format])[0] == "image_too_large"


def test_a_jpeg_of_endless_scans() -> None:
    """Each is a hundred bytes long and costs a pass over all of the picture."""
    whole = FILES["JPEG"]
    scan = whole[whole.rindex(b"\xff\xda") : -2]
    assert refusal(whole[:-2] + scan * MOST_SCANS + whole[-2:])[0] == "image_too_large"
    assert accept(whole[:-2] + scan * 9 + whole[-2:])


# --- Broken, or something else --------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("format", FILES)
def test_a_truncated_file(format: str, share: float) -> None:
    data = encoded(photo(200, 150), format, lossless=True)
    assert refusal(data[: int(len(data) * share)])[0] == "image_unreadable"


def test_a_file_whose_pixels_are_nonsense() -> None:
    """Its header is sound; the decoder fails on what follows, each in an exception of its own."""
    avif = encoded(photo(), "AVIF")
    pixels = avif.index(b"mdat") + 14
    assert refusal(avif[:pixels] + bytes(len(avif) - pixels)) == ("image_unreadable", {"format": "AVIF"})


def test_a_file_that_is_known_for_what_it_should_be_is_called_that() -> None:
    assert refusal(FILES["JPEG"][:-400]) == ("image_unreadable", {"format": "JPEG"})
    assert refusal(FILES["PNG"][:-400]) == ("image_unreadable", {"format": "PNG"})


def zipped() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("cover.jpg", FILES["JPEG"])
    return file.getvalue()


OTHERS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"I am a JPEG, believe me.\n" * 40,
    "zip": zipped,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": lambda: b"<!doctype html><img src=x>",
    "a JPEG's first bytes": lambda: b"\xff\xd8\xff\xe0" + bytes(400),
    "a PNG's first bytes": lambda: b"\x89PNG\r\n\x1a\n",
    "heic": lambda: b"\x00\x00\x00\x18ftypheic" + FILES["AVIF"][12:],
    **{
        format: lambda format=format: encoded(photo(), format)  # type: ignore[misc]  # a default binds it
        for format in ("BMP", "TIFF", "ICO", "PPM", "TGA", "PDF", "JPEG2000")
    },
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_picture_of_a_known_format(kind: str) -> None:
    assert refusal(OTHERS[kind]()) == ("image_unreadable", {"format": None})


# --- Whatever the bytes ---------------------------------------------------------------------------


def outcome(data: bytes) -> Picture | DomainError:
    """Anything else that is raised fails the test."""
    try:
        return accept(data)
    except (ImageTooLarge, ImageUnreadable) as refused:
        return refused


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF"]), st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
@example(b"\x00\x00\x00\x20ftypavif", bytes(32))
def test_random_bytes_are_refused(start: bytes, rest: bytes) -> None:
    assert isinstance(outcome(start + rest), ImageTooLarge | ImageUnreadable)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """One of FILES with a few of its bytes changed, taken out or put in; most often in its first ones."""
    data = bytearray(FILES[draw(st.sampled_from(sorted(FILES)))])
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(data)) | st.integers(0, 120))
        data[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(data)


@given(mutated())
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_a_picture_or_refused(data: bytes) -> None:
    result = outcome(data)
    if isinstance(result, Picture):
        assert outcome(result.data)


def test_nothing_of_the_process_is_changed() -> None:
    def state() -> tuple[object, ...]:
        return (
            Image.MAX_IMAGE_PIXELS,
            ImageFile.LOAD_TRUNCATED_IMAGES,
            AvifImagePlugin.DEFAULT_MAX_THREADS,
            list(warnings.filters),
        )

    before = state()
    for data in (*FILES.values(), png((40_000, 40_000)), b"no picture"):
        outcome(data)
    assert state() == before
