"""Covers for the sample records: drawn, not downloaded, and the same every time."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image

from project.demo.art import botanical, cutpaper, geometric, gradients, halftone, optical, photographic, places, riso, typographic
from project.demo.art.lettering import can_spell
from project.demo.art.palettes import PALETTES
from project.demo.art.sheet import Canvas

FAMILIES = {family.__name__.rpartition(".")[2]: family.MOTIFS for family in (typographic, geometric, optical, gradients, halftone, places, botanical, cutpaper, riso, photographic)}
MOTIFS: dict[str, Callable[[Canvas], None]] = {
    motif.__name__: motif for motifs in FAMILIES.values() for motif in motifs
}
SIDE = 900


@dataclass(frozen=True, slots=True)
class Cover:
    """A square JPEG of 900 pixels a side; `color` (#rrggbb) is the one there is most of."""

    jpeg: bytes
    color: str


def picture(*, seed: str, title: str, artist: str, small_print: str, motif: str, palette: str, side: int = SIDE) -> Image.Image:
    chance = Random(seed)  # noqa: S311 -- it places circles, it keeps no secrets
    sheet = Image.new("RGB", (2 * side, 2 * side), PALETTES[palette].ground)  # halving it smooths every edge
    legible = can_spell(title) and can_spell(artist)
    canvas = Canvas(sheet, title if legible else "", artist if legible else "", small_print, PALETTES[palette], chance)
    MOTIFS[motif](canvas)
    return canvas.image.reduce(2)
