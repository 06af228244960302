"""The phone's drawing of a placeholder, run by node and held against the picture it stands for."""

import base64
import json
import re
import shutil
import subprocess
from io import BytesIO

import pytest
from PIL import Image, ImageStat
from thumbhash import thumb_hash_to_approximate_aspect_ratio, thumb_hash_to_average_rgba

from core.catalog.imaging.impression import placeholder
from tests.architecture.source import ROOT
from tests.core.catalog.pictures import BLUE, GREEN, RED, halves, logo, photo

MODULE = ROOT / "mobile_api/client/static/mobile/parts/thumbhash.js"
# Read as a module whatever its name ends in, as a browser does.
PROGRAM = """
import { readFileSync } from "node:fs";
const [path, ...hashes] = JSON.parse(readFileSync(0, "utf8"));
const module = await import(`data:text/javascript,${encodeURIComponent(readFileSync(path, "utf8"))}`);
console.log(JSON.stringify(hashes.map((hash) => [module.thumbHashToDataURL(hash), module.thumbHashToColor(hash)])));
"""


def soft(width: int, height: int) -> Image.Image:
    """A colour in each corner, running into each other."""
    corners = Image.frombytes("RGB", (2, 2), bytes([200, 60, 40, 230, 200, 90, 40, 90, 160, 30, 40, 60]))
    return corners.resize((width, height), Image.Resampling.BICUBIC)


PICTURES = {
    "wide": soft(90, 60),
    "tall": soft(40, 96),
    "square": soft(64, 64),
    "busy": photo(80, 60),
    "a line": soft(96, 4),
    "halves": halves(RED, BLUE),
    "transparent": logo(),
    "white": Image.new("RGB", (20, 20), "white"),
    "black": Image.new("RGB", (20, 20), "black"),
    "green": Image.new("RGB", (20, 10), GREEN),
}


# Pixels of what thumbHashToRGBA of the reference implementation, thumbhash 0.1.1 for JavaScript, makes of two hashes.
REFERENCE = {
    "1QcSHQRnh493V4dIh4eXh1h4kJUI": {
        (0, 0): (64, 77, 113),
        (22, 0): (84, 109, 139),
        (11, 16): (140, 109, 88),
        (3, 27): (0, 3, 23),
        (22, 31): (0, 4, 39),
    },
    "oQgGHYr2hYc+NHg3yFlYh/1SUrX+": {
        (0, 0): (172, 85, 110),
        (31, 0): (194, 160, 183),
        (16, 11): (101, 130, 105),
        (3, 18): (138, 199, 85),
        (31, 22): (189, 115, 134),
    },
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, Image.Image]:
    """What the phone draws for each of PICTURES."""
    return dict(zip(PICTURES, draw(*map(placeholder, PICTURES.values())), strict=True))


def draw(*values: str) -> list[Image.Image]:
    return [opened(url) for url, _ in run(*values)]


def run(*values: str) -> list[tuple[str, str]]:
    """Of each its picture and its colour, as the module tells them."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("NOT TESTED: parts/thumbhash.js runs in node, and there is none on PATH")
    command = [node, "--input-type=module", "--eval", PROGRAM]
    asked = json.dumps([str(MODULE), *values])
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    told: list[tuple[str, str]] = json.loads(answer.stdout)
    return told


def opened(url: str) -> Image.Image:
    found = re.fullmatch(r"data:image/bmp;base64,([A-Za-z0-9+/]+=*)", url)
    assert found
    image = Image.open(BytesIO(base64.b64decode(found[1])), formats=["BMP"])
    image.load()
    return image


def hashed(name: str) -> list[int]:
    return list(base64.b64decode(placeholder(PICTURES[name])))


@pytest.mark.parametrize("name", PICTURES)
def test_it_has_the_shape_the_hash_tells(drawn: dict[str, Image.Image], name: str) -> None:
    width, height = drawn[name].size
    assert max(width, height) == 32
    assert width / height == pytest.approx(
        thumb_hash_to_approximate_aspect_ratio(hashed(name)), rel=0.1
    )  # whole pixels


@pytest.mark.parametrize("name", PICTURES)
def test_its_average_is_the_one_the_hash_tells(drawn: dict[str, Image.Image], name: str) -> None:
    average = [channel / 255 for channel in ImageStat.Stat(drawn[name].convert("RGB")).mean]
    assert average == pytest.approx(thumb_hash_to_average_rgba(hashed(name))[:3], abs=0.08)  # colours end at 0 and 255


@pytest.mark.parametrize("name", PICTURES)
def test_its_one_colour_is_the_one_the_hash_tells(name: str) -> None:
    [(_, colour)] = run(placeholder(PICTURES[name]))
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)]
    assert colour == f"rgb({' '.join(re.findall(r'[0-9]+', colour))})", "as CSS writes one"
    assert parts == pytest.approx(thumb_hash_to_average_rgba(hashed(name))[:3], abs=1 / 255)


@pytest.mark.parametrize("value", REFERENCE)
def test_it_is_drawn_as_the_reference_draws_it(value: str) -> None:
    [image] = draw(value)
    for point, color in REFERENCE[value].items():
        pixel = image.getpixel(point)
        assert isinstance(pixel, tuple)
        assert max(abs(one - other) for one, other in zip(pixel, color, strict=True)) <= 1, point
