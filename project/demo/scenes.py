"""Covers that show something: weather, water, the sky. Each motif fills a canvas, as in shapes."""

import math
from collections.abc import Iterator
from itertools import cycle

from PIL import Image, ImageDraw

from project.demo.canvas import FOOT, MARGIN, SIDE, Canvas, Point, luminance, mixed, rgb


def hills(canvas: Canvas) -> None:
    """A low sun over hills, each nearer one darker."""
    near, dark = min(canvas.palette.accents, key=luminance), canvas.dark()
    _sky(canvas)
    for layer in range(5):
        base = SIDE * (0.56 + 0.085 * layer)
        line = [(x, base + y * (1.2 - 0.15 * layer)) for x, y in _swell(canvas)]
        canvas.draw.polygon([(0, SIDE), *line, (SIDE, SIDE)], fill=mixed(near, dark, layer / 4.6))
    canvas.caption(color=canvas.light())


def sea(canvas: Canvas) -> None:
    """A low sun over water, and its way across."""
    light = canvas.light()
    water = mixed(min(canvas.palette.accents, key=luminance), canvas.dark(), 0.45)
    sun_x, horizon = _sky(canvas), SIDE * 0.56
    canvas.draw.rectangle((0, horizon, SIDE, SIDE), fill=water)
    for row in range(9):
        half = 250 - 24 * row + canvas.chance.uniform(-60, 60)
        x, y = sun_x + canvas.chance.uniform(-30, 30), horizon + 26 + row * (30 + row * 2)
        shine = mixed(water, light, 0.75 - row * 0.05)
        canvas.draw.rounded_rectangle((x - half, y, x + half, y + 12 + row), 10, fill=shine)
    canvas.caption(color=light)


def _sky(canvas: Canvas) -> float:
    """Fill the sheet with a fading sky and its sun; returns where the sun stands."""
    accents, light = sorted(canvas.palette.accents, key=luminance), canvas.light()
    sky = canvas.chance.choice(accents[1:])
    _fade(canvas, mixed(sky, canvas.dark(), 0.35), mixed(light, sky, 0.35))
    sun = (canvas.chance.uniform(0.28, 0.72) * SIDE, canvas.chance.uniform(0.44, 0.54) * SIDE)
    canvas.disc(sun, canvas.chance.uniform(210, 330), mixed(light, "#ffffff", 0.4))
    return sun[0]


def _fade(canvas: Canvas, top: str, bottom: str) -> None:
    column = Image.new("RGB", (1, 2))
    column.putpixel((0, 0), rgb(top))
    column.putpixel((0, 1), rgb(bottom))
    # Resizing blends the two pixels from the middle of one to the middle of the other: the box leaves out the rest.
    tall = column.resize((1, SIDE), Image.Resampling.BILINEAR, (0, 0.5, 1, 1.5))
    canvas.image.paste(tall.resize((SIDE, SIDE), Image.Resampling.NEAREST))


def _swell(canvas: Canvas) -> Iterator[Point]:
    """A line of uneven hills across the sheet, around zero."""
    waves = [(canvas.chance.uniform(55, 110) / turns, canvas.chance.uniform(0, 7), turns) for turns in (0.8, 1.9, 4.3)]
    for x in range(0, SIDE + 20, 20):
        yield x, sum(height * math.sin(shift + 2 * math.pi * turns * x / SIDE) for height, shift, turns in waves)


def contours(canvas: Canvas) -> None:
    """Height lines of a hill, as on a walker's map."""
    low, high = canvas.chance.sample(canvas.palette.accents, 2)
    centre = (SIDE * canvas.chance.uniform(0.3, 0.7), SIDE * canvas.chance.uniform(0.25, 0.5))
    waves = [(canvas.chance.uniform(0.03, 0.16), canvas.chance.uniform(0, 7), lobes) for lobes in (2, 3, 5)]
    steps = 13
    canvas.draw.rectangle((0, 0, SIDE, SIDE), fill=low)
    for step in range(steps):
        # Lower down the outline wanders more, so that no line is only its neighbour enlarged.
        outline = list(_outline(centre, 1500 * (1 - step / steps) ** 1.15, waves, step * 0.13))
        canvas.draw.polygon(outline, fill=mixed(low, high, (step + 1) / steps))
        canvas.draw.line([*outline, outline[0]], fill=canvas.palette.ground, width=6, joint="curve")
    canvas.foot()


def _outline(centre: Point, radius: float, waves: list[tuple[float, float, int]], turn: float) -> Iterator[Point]:
    for step in range(160):
        angle = 2 * math.pi * step / 160
        reach = radius * (
            1 + sum(size * math.sin(lobes * angle + shift + turn * lobes) for size, shift, lobes in waves)
        )
        yield centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)


def sunburst(canvas: Canvas) -> None:
    """Rays from a sun at the foot of the sheet."""
    colors, rays = cycle([*canvas.shuffled(), canvas.palette.ground]), canvas.chance.choice([20, 24, 32])
    x, y = SIDE * canvas.chance.choice([0.3, 0.5, 0.5, 0.7]), SIDE - FOOT
    box = (x - 2 * SIDE, y - 2 * SIDE, x + 2 * SIDE, y + 2 * SIDE)
    for ray in range(rays):
        canvas.draw.pieslice(box, 180 + 180 * ray / rays, 180 + 180 * (ray + 1) / rays, fill=next(colors))
    for radius, color in ((430, canvas.palette.ground), (370, canvas.palette.ink), (310, next(colors))):
        canvas.disc((x, y), radius, color)
    canvas.foot()


def halftone(canvas: Canvas) -> None:
    """Dots that swell and shrink, like a photograph in an old newspaper."""
    accents, ground = canvas.palette.accents, canvas.palette.ground
    vivid = max(accents, key=lambda color: abs(luminance(color) - luminance(ground)))
    color, shade = canvas.chance.choice([canvas.palette.ink, vivid]), canvas.chance.choice([_ball, _slope, _wave])
    step = canvas.chance.choice([76, 90, 104])
    for row in range(2 * (SIDE - FOOT) // step + 2):
        for column in range(SIDE // step + 2):
            x, y = (column + (row % 2) / 2) * step, row * step / 2
            radius = step * shade(x / SIDE, y / (SIDE - FOOT))
            canvas.disc((x, y), radius, color)
    canvas.foot()


# How large a halftone's dot is at a place (both from 0 to 1), as a share of their distance; from 0.36 they touch.
def _ball(x: float, y: float) -> float:
    away = math.hypot(x - 0.5, (y - 0.5) * 0.76)
    lit = math.hypot(x - 0.38, (y - 0.34) * 0.76)
    ball_radius = 0.34
    return 0.05 if away > ball_radius else 0.12 + 0.5 * lit


def _slope(x: float, y: float) -> float:
    return max(0.5 * (1 - y) + 0.12 * math.sin(x * 6.3) * y, 0.02)


def _wave(x: float, y: float) -> float:
    return 0.26 + 0.22 * math.sin(9 * y + 2.2 * math.sin(4.2 * x))


def moons(canvas: Canvas) -> None:
    """The phases of a moon, row by row."""
    columns, rows = canvas.chance.choice([(3, 2), (4, 3), (5, 4)])
    room = min((SIDE - 2 * MARGIN) / columns, (SIDE - FOOT - MARGIN) / rows)
    left, ground = (SIDE - room * columns) / 2, canvas.palette.ground
    light = max(canvas.shuffled()[:2], key=lambda color: abs(luminance(color) - luminance(ground)))
    shade, last = mixed(ground, canvas.palette.ink, 0.12), columns * rows
    for index in range(last):
        centre = (left + room * (index % columns + 0.5), MARGIN + room * (index // columns + 0.5))
        _moon(canvas, centre, room * 0.42, (index + 0.5) / last, colors=(light, shade))
    canvas.caption()


def _moon(canvas: Canvas, centre: Point, radius: float, phase: float, *, colors: tuple[str, str]) -> None:
    """`phase` from 0 (new) over 0.5 (full) to 1 (new again); the edge of its shadow is half an ellipse."""
    (x, y), (light, shade) = centre, colors
    canvas.disc(centre, radius, shade)
    start = 270 if phase * 2 < 1 else 90
    canvas.draw.pieslice((x - radius, y - radius, x + radius, y + radius), start, start + 180, fill=light)
    bulge = math.cos(2 * math.pi * phase)
    half = radius * abs(bulge)
    canvas.draw.ellipse((x - half, y - radius, x + half, y + radius), fill=shade if bulge > 0 else light)


def orbits(canvas: Canvas) -> None:
    """Fine circles with bodies on them, on a night sky."""
    dark, light, chance = canvas.dark(), canvas.light(), canvas.chance
    canvas.draw.rectangle((0, 0, SIDE, SIDE), fill=dark)
    for _ in range(130):
        spot = (chance.uniform(0, SIDE), chance.uniform(0, SIDE))
        canvas.disc(spot, chance.choice([2, 3, 3, 5]), mixed(dark, light, chance.uniform(0.3, 0.9)))
    x, y = SIDE * chance.uniform(0.35, 0.65), SIDE * chance.uniform(0.38, 0.46)
    colors = cycle(canvas.shuffled())
    canvas.disc((x, y), chance.uniform(90, 170), next(colors))
    for radius in range(270, 1500, chance.choice([130, 170, 210])):
        canvas.ring((x, y), radius, mixed(dark, light, 0.45), 5)
        angle = chance.uniform(0, 2 * math.pi)
        canvas.disc((x + radius * math.cos(angle), y + radius * math.sin(angle)), chance.uniform(30, 84), next(colors))
    canvas.foot(ground=dark, ink=light)


def haze(canvas: Canvas) -> None:
    """Colours that run into each other, with a clear disc cut from another such sheet."""
    canvas.image.paste(_clouds(canvas, 4))
    mask = Image.new("1", (SIDE, SIDE))
    x, y, r = SIDE / 2 + canvas.chance.uniform(-160, 160), 720.0, canvas.chance.uniform(400, 520)
    ImageDraw.Draw(mask).ellipse((x - r, y - r, x + r, y + r), fill=1)
    canvas.image.paste(_clouds(canvas, 3), (0, 0), mask)
    canvas.foot()


def _clouds(canvas: Canvas, grain: int) -> Image.Image:
    small = Image.new("RGB", (grain, grain))
    for index in range(grain * grain):
        color = canvas.chance.choice([canvas.palette.ground, *canvas.palette.accents])
        small.putpixel((index % grain, index // grain), rgb(color))
    return small.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
