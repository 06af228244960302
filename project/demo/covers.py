"""Covers for the sample records: drawn, not downloaded, and the same every time.

Nothing here imports Django, so that the processes that draw start quickly.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from random import Random

from PIL import Image

from project.demo.art import (
    botanical,
    cutpaper,
    geometric,
    gradients,
    halftone,
    optical,
    photographic,
    places,
    riso,
    signage,
    skies,
    typographic,
)
from project.demo.art.lettering import can_spell
from project.demo.art.palettes import PALETTES
from project.demo.art.sheet import Canvas

type Motif = Callable[[Canvas], None]

FAMILIES: dict[str, tuple[Motif, ...]] = {
    "typographic": typographic.MOTIFS,
    "signage": signage.MOTIFS,
    "geometric": geometric.MOTIFS,
    "optical": optical.MOTIFS,
    "gradients": gradients.MOTIFS,
    "halftone": halftone.MOTIFS,
    "places": places.MOTIFS,
    "skies": skies.MOTIFS,
    "botanical": botanical.MOTIFS,
    "cutpaper": cutpaper.MOTIFS,
    "riso": riso.MOTIFS,
    "photographic": photographic.MOTIFS,
}
MOTIFS: dict[str, Motif] = {motif.__name__: motif for motifs in FAMILIES.values() for motif in motifs}

SIDE = 900
_MOST_PROCESSES = 8
_WORTH_A_PROCESS = 12  # covers; fewer are drawn before the first process has started


@dataclass(frozen=True, slots=True)
class Sleeve:
    """What a cover is drawn from. `motif` is one of MOTIFS, `palette` one of PALETTES; `seed` decides all the rest."""

    seed: str
    title: str
    artist: str
    small_print: str
    motif: str
    palette: str


def draw_covers(sleeves: Sequence[Sleeve]) -> Iterator[bytes]:
    """Draw on all processors at once; the covers come in the order of their sleeves, each as soon as it is its turn."""
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if processes == 1 or len(sleeves) < _WORTH_A_PROCESS:
        yield from map(draw_cover, sleeves)
        return
    # Spawned, not forked: a fork would inherit open database connections and whatever threads the caller has.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(draw_cover, sleeves, chunksize=4)


def draw_cover(sleeve: Sleeve) -> bytes:
    """A square JPEG of SIDE pixels. The same sleeve gives the same bytes every time."""
    image, kept = paint(sleeve, side=SIDE), BytesIO()
    image.save(kept, "JPEG", quality=82, progressive=True)
    return kept.getvalue()


def paint(sleeve: Sleeve, *, side: int) -> Image.Image:
    """The picture itself, in any size. Nothing is lettered where the typeface lacks a letter of the title or artist."""
    palette = PALETTES[sleeve.palette]
    sheet = Image.new("RGB", (2 * side, 2 * side), palette.ground)  # halving it smooths every edge
    spelt = can_spell(sleeve.title + sleeve.artist)
    title, artist = (sleeve.title, sleeve.artist) if spelt else ("", "")
    chance = Random(sleeve.seed)  # noqa: S311 -- it places circles, it keeps no secrets
    canvas = Canvas(sheet, title, artist, sleeve.small_print, palette, chance)
    MOTIFS[sleeve.motif](canvas)
    return canvas.image.reduce(2)
