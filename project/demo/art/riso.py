"""Covers in two inks on rough paper, the second always a little out of register."""

import math
from collections.abc import Callable

from project.demo.art.captions import caption
from project.demo.art.palettes import luminance, mixed
from project.demo.art.sheet import FULL, Canvas, Sheet
from project.demo.art.texture import grain, moved, worn


def _printed(canvas: Canvas, drawing: Callable[[Canvas, Sheet, Sheet], None], *places: str) -> None:
    """Draw on two stencils and print them."""
    palette, chance = canvas.palette, canvas.chance
    paper = mixed(palette.light(), "#f8f2e4", 0.45)
    inks = sorted([*palette.accents, palette.dark()], key=luminance)
    first, second = chance.choice(inks[1:3]), inks[0]
    canvas.fill(paper)
    lower, upper = canvas.stencil(), canvas.stencil()
    drawing(canvas, lower, upper)
    shifted = Sheet(moved(upper.image, chance.uniform(-7, 7), chance.uniform(-7, 7)))
    canvas.overprint(worn(canvas, lower, 0.16), first)
    canvas.overprint(worn(canvas, shifted, 0.1), mixed(second, first, 0.15))
    grain(canvas, 0.07)
    caption(canvas, *places, on=paper, ink=second if luminance(second) < 0.2 else "#1c1c1c")


def overlap(canvas: Canvas) -> None:
    """Two large plain shapes that share a third."""
    _printed(canvas, _two_shapes, "low rail", "head")


def _two_shapes(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    chance = canvas.chance
    apart, size = chance.uniform(70, 150), chance.uniform(190, 250)
    turn = chance.uniform(0, math.pi)
    places = [(500 + way * apart * math.cos(turn), 490 + way * apart * math.sin(turn)) for way in (-1, 1)]
    for sheet, (x, y) in zip((lower, upper), places, strict=True):
        match chance.randrange(4):
            case 0 | 1:
                sheet.disc((x, y), size, 255)
            case 2:
                sheet.rect(x - size, y - size, x + size, y + size, 255)
            case _:
                sheet.shape(
                    [(x, y - size * 1.1), (x + size * 1.15, y + size * 0.85), (x - size * 1.15, y + size * 0.85)], 255
                )


def lighthouse(canvas: Canvas) -> None:
    """A lighthouse, its beam, and the sea at its foot."""
    _printed(canvas, _lighthouse, "low rail")


def _lighthouse(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    x, chance = canvas.chance.choice([330, 500, 670]), canvas.chance
    for way in (-1, 1):
        lower.shape([(x, 250), (x + way * 900, 90 + chance.uniform(-40, 40)), (x + way * 900, 330)], 255)
    lower.shape([(x - 52, 330), (x + 52, 330), (x + 84, 760), (x - 84, 760)], 255)
    for band in range(2):
        y = 400 + 170 * band
        upper.shape(
            [
                (x - 57 - 12 * band, y),
                (x + 57 + 12 * band, y),
                (x + 62 + 14 * band, y + 75),
                (x - 62 - 14 * band, y + 75),
            ],
            255,
        )
    upper.rect(x - 70, 312, x + 70, 332, 255)
    upper.rect(x - 36, 225, x + 36, 280, 255)
    upper.rect(x - 36, 280, x + 36, 312, 140)
    upper.wedge((x, 226), 46, 180, 360, 255)
    upper.shape([(x - 230, 850), (x - 120, 760), (x + 120, 750), (x + 260, 850)], 255)
    for row in range(4):
        y, shift = 800 + 28 * row, chance.uniform(0, 6)
        for sheet in (lower, upper)[row % 2 : row % 2 + 1]:
            sheet.line([(px, y + 9 * math.sin(px / 34 + shift)) for px in range(-10, 1020, 8)], 255, 13)


def bird(canvas: Canvas) -> None:
    """A bird on a wire, or three."""
    _printed(canvas, _birds, "low rail", "top rail")


def _birds(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    chance = canvas.chance
    count = chance.choice([1, 2, 3])
    lower.disc((chance.uniform(380, 620), 430), chance.uniform(230, 310), 255)
    for row in range(chance.choice([1, 2, 3])):
        upper.line([(-10, 700 + 44 * row), (500, 716 + 46 * row), (1010, 690 + 44 * row)], 255, 6)
    for index in range(count):
        size = {1: 1.9, 2: 1.25, 3: 0.95}[count]
        _bird(lower, upper, (500 + (index - (count - 1) / 2) * 290, 706), size, chance.choice([-1, 1]))


def _bird(lower: Sheet, upper: Sheet, foot: tuple[float, float], size: float, way: int) -> None:
    (x, y) = foot

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + way * dx * size, y + dy * size

    upper.shape([at(-165, 35), at(-60, -95), at(-20, -50), at(-125, 55)], 255)
    upper.oval(at(0, -90), 92 * size, 66 * size, 255)
    upper.disc(at(72, -152), 46 * size, 255)
    upper.shape([at(105, -172), at(160, -150), at(104, -136)], 255)
    upper.disc(at(84, -162), 9 * size, 0)
    upper.shape([at(-90, -105), at(40, -115), at(20, -60), at(-110, -30)], 0)
    lower.shape([at(-90, -105), at(40, -115), at(20, -60), at(-110, -30)], 255)
    for leg in (-14, 22):
        upper.line([at(leg, -30), at(leg - 4, 4)], 255, 6 * size)


def boat(canvas: Canvas) -> None:
    """A sailing boat, and what it sails on."""
    _printed(canvas, _boat, "low rail", "head")


def _boat(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    chance = canvas.chance
    x = chance.uniform(430, 570)
    lower.disc((chance.uniform(250, 750), 370), chance.uniform(100, 170), 255)
    lower.shape([(x - 18, 230), (x - 18, 640), (x - 220, 640)], 255)
    upper.shape([(x + 10, 170), (x + 10, 640), (x + 270, 640)], 255)
    upper.shape([(x - 260, 670), (x + 290, 670), (x + 200, 770), (x - 190, 770)], 255)
    for row in range(5):
        y, shift = 775 + 26 * row, chance.uniform(0, 6)
        sheet = lower if row % 2 else upper
        sheet.line([(px, y + 8 * math.sin(px / 40 + shift)) for px in range(60, 941, 8)], 255, 9)


def lamp(canvas: Canvas) -> None:
    """A lamp left on over a table."""
    _printed(canvas, _lamp, "low rail", "top rail")


def _lamp(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    chance = canvas.chance
    x, drop = chance.uniform(380, 620), chance.uniform(200, 330)
    lower.shape([(x - 150, drop + 110), (x + 150, drop + 110), (x + 400, 740), (x - 400, 740)], 255)
    upper.line([(x, -10), (x, drop)], 255, 6)
    upper.shape([(x - 46, drop), (x + 46, drop), (x + 165, drop + 120), (x - 165, drop + 120)], 255)
    lower.disc((x, drop + 126), 42, 255)
    upper.rect(90, 740, 910, 772, 255)
    for leg in (150, 830):
        upper.rect(leg, 772, leg + 22, 890, 255)
    upper.rect(x - 150, 640, x - 50, 740, 255, round_by=14)
    upper.ring((x - 45, 685), 34, 255, 13)
    upper.shape([(x + 20, 740), (x + 230, 740), (x + 230, 718), (x + 20, 718)], 255)
    upper.shape([(x + 40, 712), (x + 215, 712), (x + 215, 692), (x + 40, 692)], 255)


def chair(canvas: Canvas) -> None:
    """An empty chair by a window."""
    _printed(canvas, _chair, "low rail", "top rail")


def _chair(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    x, left = canvas.chance.choice([250, 380, 470]), canvas.chance.choice([150, 330, 480])
    lower.rect(left, 130, left + 380, 600, 255)
    for bar in (-6, 184, 374):
        lower.rect(left + bar, 130, left + bar + 12, 600, 0)
    for bar in (-6, 229, 464):
        lower.rect(left, 130 + bar, left + 380, 142 + bar, 0)
    lower.rect(0, 842, FULL, 868, 255)
    for way, at in ((-1, x), (1, x + 250)):  # legs, and the posts of the back
        upper.shape([(at - 13, 610), (at + 13, 610), (at + 9 + way * 14, 850), (at - 9 + way * 14, 850)], 255)
    for at in (x - 8, x + 232):
        upper.rect(at, 300, at + 24, 620, 255, round_by=10)
    for slat in range(3):
        upper.rect(x - 4, 330 + 78 * slat, x + 252, 366 + 78 * slat, 255, round_by=12)
    upper.rect(x - 34, 586, x + 284, 630, 255, round_by=18)
    upper.rect(x - 8, 730, x + 262, 748, 255)
    lower.oval((x + 125, 580), 120, 20, 255)


def fish(canvas: Canvas) -> None:
    """A shoal, and one that swims the other way."""
    _printed(canvas, _fish, "low rail", "top rail")


def _fish(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    chance = canvas.chance
    columns, rows = chance.choice([(3, 4), (3, 5), (4, 6)])
    odd = chance.randrange(columns * rows)
    for index in range(columns * rows):
        x = 120 + 760 / columns * (index % columns + 0.5) + (22 if index // columns % 2 else -22)
        y = 120 + 740 / rows * (index // columns + 0.5)
        size, way = 330 / columns, -1 if index == odd else 1
        sheet, other = (upper, lower) if index == odd else (lower, upper)
        sheet.oval((x, y), size * 0.8, size * 0.34, 255)
        sheet.shape(
            [
                (x - way * size * 0.6, y),
                (x - way * size * 1.15, y - size * 0.34),
                (x - way * size * 1.15, y + size * 0.34),
            ],
            255,
        )
        other.disc((x + way * size * 0.5, y - size * 0.07), size * 0.07, 255)
        other.line(
            [
                (x + way * size * 0.22, y - size * 0.24),
                (x + way * size * 0.3, y),
                (x + way * size * 0.22, y + size * 0.24),
            ],
            255,
            size * 0.05,
        )


def kite(canvas: Canvas) -> None:
    """A kite, and a long tail."""
    _printed(canvas, _kite, "low rail")


def _kite(canvas: Canvas, lower: Sheet, upper: Sheet) -> None:
    chance = canvas.chance
    x, y, way = chance.uniform(430, 570), 340.0, chance.choice([-1, 1])
    corners = {
        "top": (x + way * 110, y - 230),
        "out": (x + way * 170, y + 60),
        "end": (x - way * 130, y + 250),
        "in": (x - way * 150, y - 90),
    }
    lower.shape([corners["top"], corners["out"], corners["end"]], 255)
    upper.shape([corners["top"], corners["in"], corners["end"]], 255)
    ex, ey = corners["end"]
    tail = [(ex - way * 3.2 * step + 60 * math.sin(step / 9), ey + 3.6 * step) for step in range(74)]
    upper.line(tail, 255, 5)
    for bow in range(12, 74, 12):
        bx, by = tail[bow]
        lower.shape([(bx - 34, by - 20), (bx - 34, by + 20), (bx, by)], 255)
        lower.shape([(bx + 34, by - 20), (bx + 34, by + 20), (bx, by)], 255)
    for cloud in range(3):
        cx, cy = chance.uniform(100, 900), 150 + 230 * cloud
        for puff in (-50, 0, 50):
            lower.disc((cx + puff, cy - (18 if puff == 0 else 0)), 42, 110)


MOTIFS = (overlap, lighthouse, bird, boat, lamp, chair, fish, kite)
