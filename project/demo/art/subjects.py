"""Small grey pictures for the motifs that take one apart into dots, lines and pixels."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops

from project.demo.art.sheet import FULL, Point, Sheet
from project.demo.art.texture import blurred, ramp

type Subject = Callable[[Random, int], Image.Image]


def subject(chance: Random, side: int, *, simple: bool = False) -> Image.Image:
    """One of SUBJECTS, `side` pixels square; white is paper. A `simple` one survives with few dots."""
    image = chance.choice(SIMPLE if simple else SUBJECTS)(chance, 400)
    return image.resize((side, side), Image.Resampling.BOX)


def _sky(side: int, top: int, bottom: int) -> Sheet:
    return Sheet(ramp(side, [f"#{top:02x}{top:02x}{top:02x}", f"#{bottom:02x}{bottom:02x}{bottom:02x}"]).convert("L"))


def _lit(side: int, outline: Sheet, behind: Sheet, *, from_left: bool) -> Image.Image:
    """Fill an outline with a body that is lit from one side."""
    near, far = ("#f0f0f0", "#101010") if from_left else ("#101010", "#f0f0f0")
    light = ramp(side, [near, "#909090", far, far], across=True).convert("L")
    edge = ImageChops.multiply(light, blurred(outline.image, 60).point([min(255, 90 + value) for value in range(256)]))
    return Image.composite(edge, behind.image, outline.image)


def bust(chance: Random, side: int) -> Image.Image:
    """Somebody's head and shoulders, lit from one side."""
    behind = _sky(side, *chance.choice([(250, 170), (120, 235), (230, 235)]))
    outline, x = Sheet(Image.new("L", (side, side))), chance.uniform(440, 560)
    outline.oval((x, 395), 165, 205, 255)
    outline.shape([(x - 75, 520), (x + 75, 520), (x + 95, 720), (x - 95, 720)], 255)
    outline.oval((x, 1010), 400, 330, 255)
    if chance.random() < 0.5:
        outline.oval((x, 275), 235, 58, 255)  # a hat
        outline.rect(x - 140, 130, x + 140, 280, 255, round_by=50)
    else:
        outline.oval((x + chance.choice([-30, 30]), 330), 200, 190, 255)  # a lot of hair
    return _lit(side, Sheet(blurred(outline.image, 8)), behind, from_left=chance.random() < 0.5)


def moonrise(chance: Random, side: int) -> Image.Image:
    """Peaks under a large moon."""
    sheet = _sky(side, 40, 215)
    sheet.disc((chance.uniform(300, 700), chance.uniform(260, 400)), chance.uniform(130, 200), 255)
    for layer, tone in enumerate((150, 90, 25)):
        y, points = 560 + 130 * layer, [(-10.0, 1010.0)]
        x = -10.0
        while x < 1100:
            points.append((x, y - chance.uniform(0, 230) * (1 - layer * 0.2)))
            x += chance.uniform(60, 170)
        sheet.shape([*points, (1100, 1010)], tone)
    return sheet.image


def ball(chance: Random, side: int) -> Image.Image:
    """A sphere on a table."""
    sheet = _sky(side, *chance.choice([(210, 245), (70, 140)]))
    sheet.rect(0, 660, FULL, FULL, 235)
    sheet.oval((590, 770), 330, 46, 60)
    shade = Sheet(blurred(sheet.image, 14))
    size = round(side * 0.62)
    # The light falls from the upper left: the middle of a larger gradient is brought there.
    glow = Image.radial_gradient("L").resize((2 * size, 2 * size))
    skin = glow.crop((round(size * 0.68), round(size * 0.7), round(size * 1.68), round(size * 1.7)))
    skin = skin.point([max(0, min(255, round(275 - 1.9 * value))) for value in range(256)])
    mask = Image.new("L", (size, size))
    Sheet(mask).disc((500, 500), 495, 255)
    shade.image.paste(skin, (round(side * 0.19), round(side * 0.16)), mask)
    return shade.image


def eye(chance: Random, side: int) -> Image.Image:
    """One eye, wide open."""
    sheet = Sheet(Image.new("L", (side, side), 205))
    for ring in range(6):
        sheet.oval((500, 470), 470 - 25 * ring, 330 - 22 * ring, 205 - 18 * ring)
    arc = [(90 + 8.2 * step, 500 - 230 * math.sin(math.pi * step / 100)) for step in range(101)]
    low = [(x, 1000 - y * 0.98) for x, y in reversed(arc)]
    sheet.shape([*arc, *low], 250)
    look = 500 + chance.uniform(-50, 50)
    sheet.disc((look, 490), 195, 95)
    for ray in range(48):
        angle = ray * math.pi / 24
        sheet.line(
            [
                (look + 90 * math.cos(angle), 490 + 90 * math.sin(angle)),
                (look + 185 * math.cos(angle), 490 + 185 * math.sin(angle)),
            ],
            165,
            6,
        )
    sheet.disc((look, 490), 90, 5)
    sheet.disc((look + 50, 440), 34, 255)
    lids = Sheet(sheet.image.copy())
    lids.line(arc, 20, 22)
    lids.line(list(reversed(low)), 60, 9)
    for lash in range(13):
        x, y = arc[8 + lash * 7]
        lids.line([(x, y), (x + (x - 500) * 0.26, y - 95)], 20, 9)
    return lids.image


def vase(chance: Random, side: int) -> Image.Image:
    """Three stems in a vase, lit from one side."""
    behind = _sky(side, *chance.choice([(245, 200), (110, 190)]))
    behind.rect(0, 800, FULL, FULL, 225)
    behind.oval((560, 850), 260, 30, 120)
    for lean in (-0.42, 0.05, 0.5):
        tip = (500 + 420 * math.sin(lean), 520 - 370 * math.cos(lean))
        behind.line([(500, 540), tip], 40, 10)
        behind.disc(tip, chance.uniform(70, 95), 30)
        behind.disc((tip[0] - 16, tip[1] - 18), 36, 140)
    outline = Sheet(Image.new("L", (side, side)))
    outline.oval((500, 690), 175, 165, 255)
    outline.shape([(440, 480), (560, 480), (590, 600), (410, 600)], 255)
    return _lit(side, outline, behind, from_left=chance.random() < 0.5)


def tree(chance: Random, side: int) -> Image.Image:
    """A bare tree on a hill."""
    sheet = _sky(side, 130, 250)
    sheet.oval((500, 1150), 900, 330, 30)
    branch(sheet, chance, (chance.uniform(430, 570), 850), angle=-90, length=215, width=34, ink=15)
    return sheet.image


def branch(sheet: Sheet, chance: Random, foot: Point, *, angle: float, length: float, width: float, ink: int) -> None:
    """A bough and all that grows from it; `angle` in degrees, -90 is up."""
    tip = (foot[0] + length * math.cos(math.radians(angle)), foot[1] + length * math.sin(math.radians(angle)))
    sheet.line([foot, tip], ink, width, round_ends=True)
    for side in (-1, 1) if width > 2.5 else ():
        turn, shorter = side * chance.uniform(12, 38), length * chance.uniform(0.66, 0.86)
        branch(sheet, chance, tip, angle=angle + turn, length=shorter, width=width * 0.64, ink=ink)


def stairs(chance: Random, side: int) -> Image.Image:
    """Steps, and where they lead."""
    sheet = _sky(side, 235, 150)
    count = chance.choice([7, 9, 11])
    for step in range(count):
        y, x, high = 900 - 700 * step / count, 100 + 760 * step / count, 700 / count
        sheet.rect(x, y - high, FULL, FULL, 60 + round(130 * step / count))
        sheet.rect(x, y - high, FULL, y - high * 0.72, 250)
    sheet.disc((230, 240), 110, 255)
    return sheet.image


SIMPLE: tuple[Subject, ...] = (bust, moonrise, eye)
SUBJECTS: tuple[Subject, ...] = (*SIMPLE, ball, vase, tree, stairs)
