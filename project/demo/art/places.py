"""Covers that show somewhere: hills, water, towns, the sky at night."""

import math
from collections.abc import Iterator
from itertools import pairwise

from project.demo.art.captions import caption
from project.demo.art.geometric import strip
from project.demo.art.palettes import luminance, mixed
from project.demo.art.sheet import FULL, Canvas, Point
from project.demo.art.texture import ramp


def sky(canvas: Canvas, *, horizon: float = 560.0) -> float:
    """Fill the sheet with a fading sky and its sun; returns where the sun stands."""
    palette, chance = canvas.palette, canvas.chance
    tone = chance.choice(palette.by_light()[1:])
    canvas.replace(ramp(canvas.side, [mixed(tone, palette.dark(), 0.35), tone, mixed(palette.light(), tone, 0.35)]))
    sun = (chance.uniform(0.28, 0.72) * FULL, horizon - chance.uniform(20, 130))
    canvas.disc(sun, chance.uniform(110, 180), mixed(palette.light(), "#ffffff", 0.4))
    return sun[0]


def swell(canvas: Canvas, reach: float = 1.0) -> Iterator[Point]:
    """A line of uneven hills across the sheet, around zero."""
    chance = canvas.chance
    waves = [(reach * chance.uniform(30, 61) / turns, chance.uniform(0, 7), turns) for turns in (0.8, 1.9, 4.3)]
    for x in range(0, FULL + 12, 10):
        yield x, sum(height * math.sin(shift + 2 * math.pi * turns * x / FULL) for height, shift, turns in waves)


def ridge(canvas: Canvas, *, rough: float) -> list[Point]:
    """A line of peaks across the sheet, around zero: midpoints displaced again and again."""
    heights = [canvas.chance.uniform(-rough, rough) for _ in range(3)]
    while len(heights) < 129:
        rough *= 0.52
        middles = [(a + b) / 2 + canvas.chance.uniform(-rough, rough) for a, b in pairwise(heights)]
        heights = [height for pair in zip(heights, [*middles, 0.0], strict=True) for height in pair][:-1]
    return [(FULL * index / (len(heights) - 1), height) for index, height in enumerate(heights)]


def land(canvas: Canvas, line: list[Point], base: float, color: str) -> None:
    """Fill everything below a line."""
    canvas.shape([(0, FULL), *((x, base + y) for x, y in line), (FULL, FULL)], color)


def hills(canvas: Canvas) -> None:
    """A low sun over hills, each nearer one darker."""
    near, dark = canvas.palette.by_light()[0], canvas.palette.dark()
    sky(canvas)
    for layer in range(5):
        line = [(x, y * (1.2 - 0.15 * layer)) for x, y in swell(canvas)]
        land(canvas, line, FULL * (0.56 + 0.085 * layer), mixed(near, dark, layer / 4.6))
    caption(canvas, "foot", "low rail", on=dark, ink=canvas.palette.light())


def sea(canvas: Canvas) -> None:
    """A low sun over water, and its way across."""
    palette, chance = canvas.palette, canvas.chance
    water, sun_x, horizon = mixed(palette.by_light()[0], palette.dark(), 0.45), sky(canvas), 560.0
    canvas.rect(0, horizon, FULL, FULL, water)
    for row in range(9):
        half = 140 - 13 * row + chance.uniform(-30, 30)
        x, y = sun_x + chance.uniform(-16, 16), horizon + 14 + row * (17 + row)
        canvas.rect(
            x - half, y, x + half, y + 7 + row / 2, mixed(water, palette.light(), 0.75 - row * 0.05), round_by=3
        )
    caption(canvas, "foot", "low rail", on=water, ink=palette.light())


def peaks(canvas: Canvas) -> None:
    """Mountains behind mountains, paler the further off."""
    palette, chance = canvas.palette, canvas.chance
    far, near = palette.by_light()[-1], mixed(palette.by_light()[0], palette.dark(), 0.6)
    canvas.replace(ramp(canvas.side, [palette.light(), mixed(far, palette.light(), 0.4)]))
    if chance.random() < 0.7:
        canvas.disc(
            (chance.uniform(200, 800), chance.uniform(170, 330)),
            chance.uniform(50, 110),
            palette.striking(palette.light()),
        )
    for layer in range(6):
        land(canvas, ridge(canvas, rough=170 - 18 * layer), 400 + 95 * layer, mixed(far, near, (layer + 0.6) / 5.6))
    caption(canvas, "foot", "low rail", on=near)


def dunes(canvas: Canvas) -> None:
    """Sand, lit from one side, and one round thing in the sky."""
    palette, chance = canvas.palette, canvas.chance
    sand, shade = palette.by_light()[-1], mixed(palette.by_light()[0], palette.dark(), 0.25)
    top = chance.choice(palette.by_light()[:2])
    canvas.replace(ramp(canvas.side, [mixed(top, palette.dark(), 0.3), mixed(top, sand, 0.5)]))
    canvas.disc((chance.uniform(220, 780), chance.uniform(210, 330)), chance.uniform(60, 105), palette.light())
    for layer in range(4):
        base, peak = 470 + 140 * layer + chance.uniform(-40, 40), chance.uniform(120, 880)
        tone, left, right = mixed(sand, shade, layer * 0.12), chance.uniform(60, 220), chance.uniform(60, 220)
        canvas.shape(
            [(-100, FULL), (-100, base + left), (peak, base - 60), (FULL + 100, base + right), (FULL + 100, FULL)], tone
        )
        bend = chance.uniform(-190, 190)
        edge = [(peak + bend * math.sin(step / 20 * 3), base - 60 + (FULL - base) * step / 20) for step in range(21)]
        canvas.shape([*edge, (FULL + 100, FULL), (FULL + 100, base + right)], mixed(tone, shade, 0.7))
    caption(canvas, "top rail", on=mixed(top, palette.dark(), 0.3))


def road(canvas: Canvas) -> None:
    """A straight road to where the sun goes down."""
    palette, chance = canvas.palette, canvas.chance
    tones, horizon = palette.by_light(), chance.uniform(480, 620)
    canvas.replace(ramp(canvas.side, [mixed(tones[0], palette.dark(), 0.4), tones[1], tones[-1], tones[-1]]))
    far = chance.uniform(400, 600)
    for ring in range(5, 0, -1):
        canvas.disc((far, horizon), 60 + 46 * ring, mixed(tones[1], palette.light(), (6 - ring) / 6))
    ground, tar = mixed(tones[0], palette.dark(), 0.35), mixed(palette.dark(), "#000000", 0.2)
    canvas.rect(0, horizon, FULL, FULL, ground)
    canvas.shape([(far - 7, horizon), (far + 7, horizon), (760, FULL), (240, FULL)], tar)
    for dash in range(9):
        near, end = (dash / 9) ** 2, ((dash + 0.5) / 9) ** 2
        corners = []
        for share, side in ((near, -1), (near, 1), (end, 1), (end, -1)):
            y = horizon + (FULL - horizon) * share
            corners.append((far + (500 - far) * share + side * (0.7 + 9 * share), y))
        canvas.shape(corners, palette.light())
    caption(canvas, "head", "top rail", on=mixed(tones[0], palette.dark(), 0.4))


def wood(canvas: Canvas) -> None:
    """Trunks, row behind row, and something bright between them."""
    palette, chance = canvas.palette, canvas.chance
    back, front = palette.by_light()[-1], palette.dark()
    canvas.replace(ramp(canvas.side, [mixed(back, palette.light(), 0.6), back]))
    canvas.disc((chance.uniform(250, 750), chance.uniform(330, 520)), chance.uniform(110, 190), palette.striking(back))
    for layer in range(4):
        color = mixed(mixed(back, palette.by_light()[0], 0.55), front, layer / 3)
        for _ in range(11 - 2 * layer):
            x, wide, lean = chance.uniform(-20, FULL), 9 + 13 * layer + chance.uniform(0, 10), chance.uniform(-34, 34)
            canvas.shape([(x, 0), (x + wide * 0.8, 0), (x + wide + lean, FULL), (x + lean - wide * 0.2, FULL)], color)
            for _ in range(2):
                y, way = chance.uniform(60, 640), chance.choice([-1, 1])
                canvas.line(
                    [(x + lean * y / FULL + wide / 2, y), (x + way * (60 + 30 * layer), y - chance.uniform(60, 140))],
                    color,
                    3 + 2 * layer,
                )
        canvas.oval((chance.uniform(200, 800), 1060 - 24 * (3 - layer)), 900, 150, color)
    land(canvas, list(swell(canvas, 0.4)), 905, front)
    caption(canvas, "low rail", on=front)


def island(canvas: Canvas) -> None:
    """A rock in still water, and the same rock upside down."""
    palette, chance = canvas.palette, canvas.chance
    tones, level = palette.by_light(), 540.0
    canvas.replace(ramp(canvas.side, [tones[-1], palette.light(), palette.light(), tones[-1], tones[1]]))
    canvas.disc(
        (chance.uniform(250, 750), chance.uniform(170, 300)), chance.uniform(60, 120), palette.striking(palette.light())
    )
    x, wide = chance.uniform(400, 600), chance.uniform(180, 290)
    rock = [(x + wide * (place / 500 - 1), height) for place, height in ridge(canvas, rough=70)]
    profile = [
        (px, (190 + h) * math.sin(math.pi * index / (len(rock) - 1)) ** 1.15) for index, (px, h) in enumerate(rock)
    ]
    dark = mixed(tones[0], palette.dark(), 0.7)
    canvas.shape([(px, level - max(h, 0)) for px, h in profile], dark)
    canvas.shape([(px, level + 6 + max(h, 0) * 0.8) for px, h in profile], mixed(dark, tones[-1], 0.45))
    for _ in range(24):
        y, long = level + chance.uniform(8, 240), chance.uniform(30, 150)
        left = chance.uniform(x - 330, x + 250)
        canvas.line([(left, y), (left + long, y)], mixed(palette.light(), tones[-1], 0.3), 3)
    caption(canvas, "low rail", "middle", on=tones[1])


def terrace(canvas: Canvas) -> None:
    """A street of narrow houses, no two painted alike."""
    palette, chance = canvas.palette, canvas.chance
    canvas.replace(ramp(canvas.side, [mixed(palette.by_light()[-1], palette.light(), 0.5), palette.light()]))
    paints, dark = [*palette.accents, mixed(palette.accents[0], palette.light(), 0.45)], palette.dark()
    if luminance(palette.ground) > luminance(palette.dark()):
        paints.append(mixed(palette.ground, dark, 0.12))
    x, last = -20.0, ""
    while x < FULL:
        wide, top = chance.choice([130, 150, 180]), chance.uniform(240, 400)
        color = chance.choice([paint for paint in paints if paint != last])
        _house(canvas, (x, top), wide, color)
        x, last = x + wide, color
    canvas.rect(0, 830, FULL, FULL, dark)
    caption(canvas, "low rail", on=dark)


def _house(canvas: Canvas, at: Point, wide: float, color: str) -> None:
    (x, top), dark, chance = at, canvas.palette.dark(), canvas.chance
    roof = mixed(color, dark, 0.6)
    match chance.randrange(3):
        case 0:
            canvas.shape([(x, top), (x + wide / 2, top - 90), (x + wide, top)], roof)
        case 1:
            canvas.rect(x + wide * 0.2, top - 60, x + wide * 0.8, top, roof)
            canvas.rect(x + wide * 0.36, top - 100, x + wide * 0.64, top, roof)
        case _:
            canvas.rect(x + wide * 0.12, top - 70, x + wide * 0.3, top, roof)
            canvas.rect(x, top - 16, x + wide, top, roof)
    canvas.rect(x, top, x + wide, 840, color)
    glass = canvas.palette.by_light()[-1] if canvas.palette.by_light()[-1] != color else canvas.palette.light()
    for index in range(2 * int((690 - top) // 95)):
        wx, wy = x + wide * (0.18 + 0.38 * (index % 2)), top + 34 + 95 * (index // 2)
        canvas.rect(wx, wy, wx + wide * 0.26, wy + 58, chance.choice([glass, dark, dark]))
    canvas.rect(x + wide * 0.36, 740, x + wide * 0.64, 840, dark)


def contours(canvas: Canvas) -> None:
    """Height lines of a hill, as on a walker's map."""
    palette, chance = canvas.palette, canvas.chance
    low, high = chance.sample([palette.by_light()[0], palette.by_light()[-1]], 2)
    centre = (FULL * chance.uniform(0.3, 0.7), FULL * chance.uniform(0.25, 0.5))
    waves = [(chance.uniform(0.03, 0.16), chance.uniform(0, 7), lobes) for lobes in (2, 3, 5)]
    steps = 13
    canvas.fill(low)
    for step in range(steps):
        # Lower down the outline wanders more, so that no line is only its neighbour enlarged.
        outline = list(_outline(centre, 830 * (1 - step / steps) ** 1.15, waves, step * 0.13))
        canvas.shape(outline, mixed(low, high, (step + 1) / steps))
        canvas.line([*outline, outline[0]], palette.ground, 3.4)
    strip(canvas)


def _outline(centre: Point, radius: float, waves: list[tuple[float, float, int]], turn: float) -> Iterator[Point]:
    for step in range(160):
        angle = 2 * math.pi * step / 160
        reach = radius * (
            1 + sum(size * math.sin(lobes * angle + shift + turn * lobes) for size, shift, lobes in waves)
        )
        yield centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)


MOTIFS = (hills, sea, peaks, dunes, road, wood, island, terrace, contours)
