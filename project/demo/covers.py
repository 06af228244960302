"""Covers for the sample records: drawn, not downloaded, and the same every time."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image

from project.demo import scenes, shapes
from project.demo.canvas import PALETTES, Canvas

MOTIFS: dict[str, Callable[[Canvas], None]] = {
    motif.__name__: motif
    for motif in (
        *(shapes.poster, shapes.rings, shapes.tiles, shapes.bend, shapes.stripes, shapes.arches, shapes.plan),
        *(shapes.levels, shapes.staves, shapes.flower),
        *(scenes.hills, scenes.sea, scenes.contours, scenes.sunburst, scenes.halftone, scenes.moons, scenes.orbits),
        scenes.haze,
    )
}


@dataclass(frozen=True, slots=True)
class Cover:
    """A square JPEG of 900 pixels a side; `color` (#rrggbb) is the one there is most of."""

    jpeg: bytes
    color: str


def draw_cover(*, seed: str, title: str, artist: str, motif: str, palette: str) -> Cover:
    """Draw one of MOTIFS in one of PALETTES; `seed` decides the rest, the same way every time."""
    chance = Random(seed)  # noqa: S311 -- it places circles, it keeps no secrets
    canvas = Canvas(title, artist, PALETTES[palette], chance)
    MOTIFS[motif](canvas)
    image = canvas.image.reduce(2)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=82, progressive=True)
    return Cover(kept.getvalue(), _most_frequent(image))


def _most_frequent(image: Image.Image) -> str:
    few = image.resize((60, 60), Image.Resampling.NEAREST).quantize(6).convert("RGB")
    counts = few.getcolors() or []
    _, color = max(counts, key=lambda counted: counted[0])
    return "#{:02x}{:02x}{:02x}".format(*color) if isinstance(color, tuple) else "#e7e5e1"
