"""What stands where a picture will be: its colour, and a ThumbHash of it."""

from base64 import b64decode
from random import Random

import pytest
from PIL import Image
from thumbhash import thumb_hash_to_approximate_aspect_ratio, thumb_hash_to_average_rgba

from core.catalog.imaging.impression import dominant_color, placeholder
from tests.core.catalog.pictures import BLUE, RED, WHITE, halves, logo, photo


def test_the_color_is_the_one_there_is_most_of() -> None:
    image = halves(RED, BLUE)
    image.paste(RED, (32, 0, 36, 32))
    assert dominant_color(image) == "#ff0000"
    image.paste(BLUE, (0, 0, 20, 32))
    assert dominant_color(image) == "#0000ff"


def test_shades_of_one_color_count_together() -> None:
    """Many blues against one red: each blue is rarer than the red, all of them are not."""
    chance = Random("blues")
    image = Image.new("RGB", (64, 64), RED)
    for y in range(28, 64):
        for x in range(64):
            image.putpixel((x, y), (10, 40, 200 + chance.randrange(20)))
    red, green, blue = bytes.fromhex(dominant_color(image)[1:])
    assert (red, green, 205 < blue < 215) == (10, 40, True)


def test_what_is_transparent_does_not_count() -> None:
    image = Image.new("RGBA", (64, 64), (*BLUE, 0))
    image.paste((*RED, 255), (0, 0, 9, 9))
    assert dominant_color(image) == "#ff0000"


def test_where_all_is_transparent_it_is_white() -> None:
    assert dominant_color(Image.new("RGBA", (64, 64), (*BLUE, 0))) == "#ffffff"


@pytest.mark.parametrize("size", [(400, 300), (300, 400), (1, 1), (2400, 1), (5, 900)])
def test_a_placeholder_tells_shape_and_average(size: tuple[int, int]) -> None:
    image = photo(*size)
    value = list(b64decode(placeholder(image), validate=True))
    assert len(value) <= 24
    ratio = max(1 / 7, min(7, size[0] / size[1]))
    assert thumb_hash_to_approximate_aspect_ratio(value) == pytest.approx(ratio, rel=0.15)
    average = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(average, tuple)
    assert thumb_hash_to_average_rgba(value)[:3] == pytest.approx([channel / 255 for channel in average], abs=0.04)


def test_the_placeholder_of_what_is_transparent_is_on_white() -> None:
    """thumbhash 0.1.2 fails where there is alpha."""
    on_white = Image.new("RGB", logo().size, WHITE)
    on_white.paste(logo(), mask=logo())
    assert placeholder(logo()) == placeholder(on_white)
