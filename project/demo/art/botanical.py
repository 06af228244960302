"""Covers that grow: leaves, petals, fruit, and soft shapes with no name."""

import math
from itertools import cycle

from project.demo.art.captions import caption
from project.demo.art.palettes import contrast, mixed
from project.demo.art.sheet import FULL, Canvas, Point, Sheet
from project.demo.art.texture import blurred


def leaf(sheet: Sheet, foot: Point, angle: float, size: Point, ink: str | int) -> None:
    """A pointed leaf from `foot` outwards; `angle` in radians, `size` its length and half its width."""
    (length, half), (x, y) = size, foot
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    there = [(length * step / 24, half * math.sin(math.pi * (step / 24) ** 1.4)) for step in range(25)]
    outline = [*there, *((far, -wide) for far, wide in reversed(there))]
    sheet.shape(
        [(x + far * along[0] + wide * across[0], y + far * along[1] + wide * across[1]) for far, wide in outline], ink
    )


def rosette(canvas: Canvas) -> None:
    """Rings of petals around a heart."""
    centre, colors = (500.0, 400.0), [*canvas.shuffled(), canvas.palette.ink]
    petals, plump = canvas.chance.choice([7, 8, 10, 12, 16]), canvas.chance.uniform(2, 2.9)
    for ring, color in enumerate(colors):
        reach, turn = 335 - 76 * ring, math.pi / petals * (ring % 2)
        for petal in range(petals):
            leaf(canvas, centre, turn + 2 * math.pi * petal / petals, (reach, plump * reach / petals), color)
    canvas.disc(centre, 62, canvas.palette.ground)
    canvas.disc(centre, 34, colors[0])
    caption(canvas, "foot", "middle", on=canvas.palette.ground)


def sprig(canvas: Canvas) -> None:
    """A few stems with their leaves in pairs, as pressed in a book."""
    palette, chance = canvas.palette, canvas.chance
    canvas.fill(palette.light())
    greens = [color for color in (*palette.accents, palette.dark()) if contrast(color, palette.light()) > 1.6]
    count = chance.choice([1, 2, 3])
    for stem in range(count):
        foot = (500 + (stem - (count - 1) / 2) * 250.0, 835.0)
        _stem(canvas, foot, chance.uniform(-0.22, 0.22), chance.uniform(600, 730), greens[stem % len(greens)])
    caption(canvas, "low rail", on=palette.light())


def _stem(canvas: Canvas, foot: Point, lean: float, height: float, color: str) -> None:
    chance = canvas.chance
    pairs, plump, reach = chance.choice([5, 6, 8]), chance.uniform(0.12, 0.22), chance.uniform(150, 220)
    opening, bow = chance.uniform(0.75, 1.15), chance.uniform(-70, 70)
    spine = [(foot[0] + lean * height * t + bow * math.sin(math.pi * t), foot[1] - height * t)
             for t in (step / 40 for step in range(41))]  # fmt: skip
    canvas.line(spine, color, 6)
    for pair in range(pairs):
        share = 0.2 + 0.72 * pair / pairs
        at, length = spine[int(share * 40)], reach * (1.1 - 0.65 * share)
        for side in (-1, 1):
            leaf(canvas, at, -math.pi / 2 + lean + side * opening, (length, length * plump), color)
    leaf(canvas, spine[-2], -math.pi / 2 + lean, (reach * 0.5, reach * plump * 0.5), color)


def meadow(canvas: Canvas) -> None:
    """Thin stalks with every kind of head, swaying one way."""
    palette, chance = canvas.palette, canvas.chance
    tones, wind = [*palette.accents, palette.ink], chance.uniform(-110, 110)
    stalks = sorted(chance.uniform(20, FULL - 20) for _ in range(34))
    chance.shuffle(stalks)
    for index, x in enumerate(stalks):
        tall, color = chance.uniform(330, 800) * (0.75 if index % 3 else 1), tones[index % len(tones)]
        points = [(x + wind * (step / 12) ** 2, FULL - tall * step / 12) for step in range(13)]
        canvas.line(points, mixed(palette.ink, palette.ground, 0.25), 3.4)
        for share, side in ((4, 1), (6, -1)):
            leaf(canvas, points[share], -math.pi / 2 + side * 0.6, (90, 11), mixed(palette.ink, palette.ground, 0.25))
        _head(canvas, points[-1], chance.uniform(20, 44), color)
    caption(canvas, "head", "crown", on=palette.ground)


def _head(canvas: Canvas, at: Point, size: float, color: str) -> None:
    match canvas.chance.randrange(5):
        case 0:
            canvas.disc(at, size * 0.8, color)
            canvas.disc(at, size * 0.3, canvas.palette.ground)
        case 1:
            canvas.wedge(at, size * 1.1, 180, 360, color)
        case 2:
            for petal in range(8):
                leaf(canvas, at, petal * math.pi / 4, (size * 1.3, size * 0.28), color)
            canvas.disc(at, size * 0.32, canvas.palette.ink)
        case 3:
            for bead in range(6):
                canvas.disc((at[0], at[1] + bead * size * 0.55), size * (0.2 + 0.05 * bead), color)
        case _:
            for ray in range(-3, 4):
                tip = (at[0] + size * 1.3 * math.sin(ray * 0.36), at[1] - size * 1.3 * math.cos(ray * 0.36))
                canvas.line([at, tip], color, 4)
                canvas.disc(tip, 6, color)


def pebbles(canvas: Canvas) -> None:
    """Soft shapes that have run together, as oil does on water."""
    palette, chance = canvas.palette, canvas.chance
    for color in [*canvas.shuffled(), palette.ink][: chance.choice([2, 3, 4])]:
        stencil = canvas.stencil()
        for _ in range(chance.choice([5, 7, 9])):
            stencil.disc((chance.uniform(0, FULL), chance.uniform(0, 800)), chance.uniform(50, 170), 255)
        melted = blurred(stencil.image, 42).point([255 if value > 118 else 0 for value in range(256)])
        canvas.ink(Sheet(melted), color)
    canvas.rect(0, 880, FULL, FULL, palette.ground)
    caption(canvas, "low rail", on=palette.ground)


def orchard(canvas: Canvas) -> None:
    """Fruit cut open, row by row."""
    palette, chance = canvas.palette, canvas.chance
    count = chance.choice([3, 4, 5])
    room = 876 / count
    kind, colors = chance.choice([_citrus, _pear, _pomegranate]), cycle(canvas.shuffled())
    for index in range(count * (count - 1)):
        at = (62 + room * (index % count + 0.5), (820 - room * (count - 1)) / 2 + 22 + room * (index // count + 0.5))
        kind(canvas, at, room * 0.45, next(colors))
    caption(canvas, "foot" if count > 3 else "low rail", on=palette.ground)


def _citrus(canvas: Canvas, at: Point, size: float, color: str) -> None:
    canvas.disc(at, size, color)
    canvas.disc(at, size * 0.88, mixed(color, "#ffffff", 0.8))
    turn = canvas.chance.uniform(0, 1)
    for slice_ in range(9):
        angle = turn + slice_ * 2 * math.pi / 9
        foot = (at[0] + size * 0.1 * math.cos(angle), at[1] + size * 0.1 * math.sin(angle))
        tip = size * 0.8
        corners = [
            foot,
            *((at[0] + tip * math.cos(angle + d), at[1] + tip * math.sin(angle + d)) for d in (-0.29, -0.1, 0.1, 0.29)),
        ]
        canvas.shape(corners, mixed(color, "#ffffff", 0.25))


def _pear(canvas: Canvas, at: Point, size: float, color: str) -> None:
    x, y = at
    ink = canvas.palette.ink
    canvas.line([(x, y - size * 0.7), (x + size * 0.12, y - size * 1.02)], ink, size * 0.09)
    for share, tone in ((1.0, color), (0.82, mixed(color, "#ffffff", 0.72))):
        canvas.disc((x, y + size * 0.3), size * 0.66 * share, tone)
        canvas.disc((x, y - size * 0.36), size * 0.4 * share, tone)
        top, low, narrow, wide = y - size * 0.42, y + size * 0.12, size * 0.39 * share, size * 0.62 * share
        canvas.shape([(x - narrow, top), (x + narrow, top), (x + wide, low), (x - wide, low)], tone)
    for side in (-1, 1):
        pip = (x + side * size * 0.04, y + size * 0.12)
        leaf(canvas, pip, math.pi / 2 - side * 0.4, (size * 0.34, size * 0.09), ink)


def _pomegranate(canvas: Canvas, at: Point, size: float, color: str) -> None:
    x, y = at
    canvas.shape([(x - size * 0.3, y - size * 1.05), (x, y - size * 0.8), (x + size * 0.3, y - size * 1.05),
                  (x + size * 0.2, y - size * 0.7), (x - size * 0.2, y - size * 0.7)], color)  # fmt: skip
    canvas.disc(at, size * 0.86, color)
    canvas.disc(at, size * 0.7, mixed(color, "#ffffff", 0.8))
    for ring, seeds in ((0.5, 12), (0.26, 6), (0, 1)):
        for seed in range(seeds):
            angle = seed * 2 * math.pi / seeds
            canvas.disc((x + size * ring * math.cos(angle), y + size * ring * math.sin(angle)), size * 0.1, color)


def bouquet(canvas: Canvas) -> None:
    """Flowers in a vase on a table."""
    palette, chance = canvas.palette, canvas.chance
    table, vase, *_ = canvas.shuffled()
    canvas.rect(0, 740, FULL, FULL, table)
    for _ in range(chance.choice([7, 9, 11])):
        angle, reach = chance.uniform(-1.0, 1.0), chance.uniform(210, 420)
        tip = (500 + reach * math.sin(angle), 520 - reach * math.cos(angle))
        stalk = mixed(palette.ink, palette.by_light()[0], 0.4)
        canvas.line([(500 + 40 * math.sin(angle), 540), tip], stalk, 6)
        leaf(canvas, ((500 + tip[0]) / 2, (540 + tip[1]) / 2), -math.pi / 2 + angle * 1.7, (105, 22), stalk)
        _bloom(canvas, tip, chance.uniform(42, 78), chance.choice(palette.accents))
    if contrast(vase, table) < 1.3:
        vase = palette.legible(table)
    canvas.shape([(440, 520), (560, 520), (575, 590), (640, 690), (600, 830), (400, 830), (360, 690), (425, 590)], vase)
    canvas.rect(425, 505, 575, 530, vase, round_by=8)
    band = mixed(vase, palette.ink, 0.35) if contrast(vase, palette.ink) > 2 else palette.striking(vase)
    canvas.shape([(362, 680), (638, 680), (633, 730), (367, 730)], band)
    caption(canvas, "low rail", on=table)


def _bloom(canvas: Canvas, at: Point, size: float, color: str) -> None:
    petals = canvas.chance.choice([5, 6, 8, 12])
    for petal in range(petals):
        angle = 2 * math.pi * petal / petals
        reach = size * 0.6
        canvas.disc(
            (at[0] + reach * math.cos(angle), at[1] + reach * math.sin(angle)), size * (0.15 + 2.2 / petals), color
        )
    canvas.disc(at, size * 0.62, color)
    canvas.disc(at, size * 0.32, canvas.palette.ink if canvas.chance.random() < 0.5 else canvas.palette.striking(color))


def fronds(canvas: Canvas) -> None:
    """Big leaves that come in from the edges and leave a clearing."""
    palette, chance = canvas.palette, canvas.chance
    back = palette.light() if chance.random() < 0.5 else palette.dark()
    canvas.fill(back)
    sun = palette.striking(back)
    canvas.disc((500, 470), 190, sun)
    tones = [color for color in palette.accents if color != sun]
    shades = [mixed(tone, palette.dark(), share) for tone in tones for share in (0.15, 0.45)]
    for index in range(20):
        turn = 2 * math.pi * index / 20 + chance.uniform(-0.12, 0.12)
        foot = (500 + 760 * math.cos(turn), 470 + 760 * math.sin(turn))
        _frond(
            canvas,
            foot,
            turn + math.pi + chance.uniform(-0.3, 0.3),
            chance.uniform(420, 540),
            shades[index % len(shades)],
        )
    caption(canvas, "plate", on=palette.light())


def _frond(canvas: Canvas, foot: Point, angle: float, length: float, color: str) -> None:
    leaf(canvas, foot, angle, (length, length * 0.2), color)
    vein = mixed(color, canvas.palette.light(), 0.3)
    tip = (foot[0] + length * 0.94 * math.cos(angle), foot[1] + length * 0.94 * math.sin(angle))
    canvas.line([foot, tip], vein, 3)
    for rib in range(3, 9):
        at = (foot[0] + length * rib / 10 * math.cos(angle), foot[1] + length * rib / 10 * math.sin(angle))
        for side in (-0.7, 0.7):
            far = length * 0.13 * math.sin(math.pi * rib / 10)
            canvas.line([at, (at[0] + far * math.cos(angle + side), at[1] + far * math.sin(angle + side))], vein, 2)


MOTIFS = (rosette, sprig, meadow, pebbles, orchard, bouquet, fronds)
