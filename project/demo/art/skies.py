"""Covers for after dark: towns, stars, moons and what goes round them."""

import math

from project.demo.art.captions import caption
from project.demo.art.geometric import strip
from project.demo.art.palettes import mixed
from project.demo.art.places import land, swell
from project.demo.art.sheet import FULL, Canvas, Point
from project.demo.art.texture import ramp


def skyline(canvas: Canvas) -> None:
    """A town at night, with some people still up."""
    palette, chance = canvas.palette, canvas.chance
    night = palette.dark()
    glow = palette.by_light()[1]
    canvas.replace(ramp(canvas.side, [night, mixed(night, glow, 0.35), mixed(night, glow, 0.9)]))
    canvas.disc((chance.uniform(180, 820), chance.uniform(190, 290)), chance.uniform(45, 80), palette.light())
    for layer in range(3):
        front = mixed(mixed(night, glow, 0.45), mixed(night, "#000000", 0.25), (layer + 1) / 3)
        x = -30.0
        while x < FULL:
            wide, top = chance.choice([70, 95, 130]), 330 + 130 * layer + chance.uniform(0, 230)
            canvas.rect(x, top, x + wide, FULL, front)
            if layer:
                _windows(canvas, (x, top), wide, palette.by_light()[-1])
            x += wide + chance.choice([0, 0, 14])
    caption(canvas, "top rail", on=night, ink=palette.light())


def _windows(canvas: Canvas, at: Point, wide: float, lit: str) -> None:
    columns = int(wide // 24)
    inset = (wide - columns * 24 + 12) / 2
    for index in range(columns * int((FULL - at[1]) // 34)):
        if canvas.chance.random() < 0.3:
            x, y = at[0] + inset + index % columns * 24, at[1] + 22 + index // columns * 34
            canvas.rect(x, y, x + 12, y + 17, lit)


def starlight(canvas: Canvas) -> None:
    """A night full of stars over a line of firs."""
    palette, chance = canvas.palette, canvas.chance
    night, light = palette.dark(), palette.light()
    canvas.replace(
        ramp(canvas.side, [night, mixed(night, palette.by_light()[0], 0.6), mixed(night, palette.by_light()[-1], 0.55)])
    )
    drift = chance.uniform(-0.7, 0.7)
    for index in range(520):
        x, y = chance.uniform(0, FULL), chance.uniform(0, 760)
        if index % 2:  # half of them crowd into a band
            y = 330 + (x - 500) * drift + chance.gauss(0, 75)
        canvas.disc((x, y), chance.choice([0.9, 1.2, 1.6, 2.6]), mixed(night, light, chance.uniform(0.45, 1)))
    black = mixed(night, "#000000", 0.45)
    land(canvas, list(swell(canvas, 0.7)), 850, black)
    x = -20.0
    while x < FULL + 30:
        _fir(canvas, (x, 890), chance.uniform(90, 250), black)
        x += chance.uniform(26, 85)
    caption(canvas, "top rail", "low rail", on=black, ink=light)


def _fir(canvas: Canvas, foot: Point, height: float, color: str) -> None:
    x, y = foot
    for tier in range(5):
        low, wide = y - height * tier * 0.19, height * 0.2 * (1 - tier * 0.17)
        canvas.shape([(x - wide, low), (x + wide, low), (x, low - height * 0.34)], color)


def moons(canvas: Canvas) -> None:
    """The phases of a moon, row by row."""
    palette, chance = canvas.palette, canvas.chance
    columns, rows = chance.choice([(3, 2), (4, 3), (5, 4), (6, 4)])
    room = min(876 / columns, 700 / rows)
    left = (FULL - room * columns) / 2
    light, shade, last = palette.striking(palette.ground), mixed(palette.ground, palette.ink, 0.12), columns * rows
    for index in range(last):
        centre = (left + room * (index % columns + 0.5), 62 + room * (index // columns + 0.5))
        _moon(canvas, centre, room * 0.42, (index + 0.5) / last, colors=(light, shade))
    caption(canvas, "foot", "middle", on=palette.ground)


def _moon(canvas: Canvas, centre: Point, radius: float, phase: float, *, colors: tuple[str, str]) -> None:
    """`phase` from 0 (new) over 0.5 (full) to 1 (new again); the edge of its shadow is half an ellipse."""
    light, shade = colors
    canvas.disc(centre, radius, shade)
    start = 270 if phase * 2 < 1 else 90
    canvas.wedge(centre, radius, start, start + 180, light)
    bulge = math.cos(2 * math.pi * phase)
    canvas.oval(centre, radius * abs(bulge), radius, shade if bulge > 0 else light)


def orbits(canvas: Canvas) -> None:
    """Fine circles with bodies on them, on a night sky."""
    palette, chance = canvas.palette, canvas.chance
    dark, light = palette.dark(), palette.light()
    canvas.fill(dark)
    for _ in range(130):
        spot = (chance.uniform(0, FULL), chance.uniform(0, FULL))
        canvas.disc(spot, chance.choice([1, 1.6, 1.6, 2.8]), mixed(dark, light, chance.uniform(0.3, 0.9)))
    x, y = chance.uniform(350, 650), chance.uniform(360, 460)
    colors = [*canvas.shuffled(), light]
    canvas.disc((x, y), chance.uniform(50, 95), colors[0])
    for index, radius in enumerate(range(150, 830, chance.choice([72, 95, 117]))):
        canvas.ring((x, y), radius, mixed(dark, light, 0.45), 2.6)
        angle = chance.uniform(0, 2 * math.pi)
        canvas.disc(
            (x + radius * math.cos(angle), y + radius * math.sin(angle)),
            chance.uniform(16, 46),
            colors[(index + 1) % len(colors)],
        )
    strip(canvas, top=790, ground=dark)


MOTIFS = (skyline, starlight, moons, orbits)
