"""A kept picture in the sizes and formats it is sent in."""

import pytest
from PIL import Image

from core.catalog.imaging import accept, renditions
from core.catalog.types import Rendition
from project.demo.covers import Sleeve, draw_cover
from tests.core.catalog.pictures import BLUE, RED, difference, encoded, logo, opened, photo

WIDTHS = (180, 320, 360, 640, 720, 960)


def made(data: bytes, *widths: int) -> list[Rendition]:
    return list(renditions(data, widths=widths))


def cover() -> bytes:
    return accept(draw_cover(Sleeve("1", "Blue Train", "Ada Quartet", "", "hills", "harbour"))).data


def test_each_width_comes_in_three_formats() -> None:
    picture = accept(encoded(photo(300, 200), "PNG")).data
    sizes = {(r.width, r.height, r.extension) for r in renditions(picture, widths={90, 150})}
    assert sizes == {(w, h, extension) for w, h in [(90, 60), (150, 100)] for extension in ("avif", "webp", "jpg")}
    for rendition in renditions(picture, widths={90, 150}):
        image = opened(rendition.data)
        assert (image.size, image.format) == (
            (rendition.width, rendition.height),
            {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[rendition.extension],
        )


def test_nothing_is_enlarged_and_nothing_made_twice() -> None:
    picture = accept(encoded(photo(300, 200), "PNG")).data
    assert [r.width for r in made(picture, 960, 90, 640)] == [90, 90, 90, 300, 300, 300]
    assert {r.width for r in made(picture, 640, 960)} == {300}
    assert {r.width for r in made(picture, 300, 90)} == {90, 300}
    assert made(picture) == []


@pytest.mark.parametrize(("size", "height"), [((2000, 3), 1), ((30, 2400), 800)])
def test_the_shape_is_kept(size: tuple[int, int], height: int) -> None:
    assert {(r.width, r.height) for r in made(accept(encoded(photo(*size), "JPEG")).data, 10)} == {(10, height)}


def test_they_look_like_the_picture() -> None:
    data = cover()
    for rendition in renditions(data, widths=WIDTHS):
        wanted = opened(data).resize((rendition.width, rendition.height), Image.Resampling.LANCZOS)
        assert difference(opened(rendition.data), wanted) < 2.5, rendition.extension


def test_what_is_transparent_stays_so_but_in_jpeg_where_it_is_white() -> None:
    shown = {r.extension: opened(r.data) for r in made(accept(encoded(logo(), "PNG")).data, 120)}
    for extension in ("avif", "webp"):
        assert shown[extension].mode == "RGBA"
        assert difference(shown[extension].getchannel("A"), logo().getchannel("A")) < 2
    assert shown["jpg"].mode == "RGB"
    corner, bar = shown["jpg"].getpixel((0, 0)), shown["jpg"].getpixel((90, 30))
    assert isinstance(corner, tuple)
    assert isinstance(bar, tuple)
    assert min(corner) > 240
    assert max(abs(one - other) for one, other in zip(bar, BLUE, strict=True)) < 12


def test_no_dark_seams_where_something_transparent_ends() -> None:
    """Scaled with the colour of what cannot be seen, black here, edges would darken."""
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((*RED, 255), (101, 101, 299, 299))
    [avif, *_] = made(accept(encoded(image, "PNG")).data, 70)
    seen = opened(avif.data).convert("RGBA")
    pixels = [seen.getpixel((x, 35)) for x in range(70)]
    reds = [pixel[0] for pixel in pixels if isinstance(pixel, tuple) and pixel[3] > 100]
    assert len(reds) > 30
    assert min(reds) > 220


def test_they_are_small() -> None:
    size = {(r.width, r.extension): len(r.data) for r in made(cover(), *WIDTHS)}
    assert size[360, "avif"] < size[360, "webp"] < size[360, "jpg"] < 25_000
    assert size[360, "avif"] < 10_000
    assert size[900, "avif"] < 40_000


def test_the_same_picture_gives_the_same_renditions() -> None:
    data = accept(encoded(photo(300, 200), "PNG")).data
    assert made(data, 90, 300) == made(data, 90, 300)
