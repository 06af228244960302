"""Covers made of dots, lines and single pixels, like pictures in an old newspaper or on an old screen."""

import math
from itertools import cycle

from PIL import Image

from project.demo.art.captions import caption
from project.demo.art.geometric import strip
from project.demo.art.palettes import contrast, mixed
from project.demo.art.sheet import FULL, Canvas
from project.demo.art.subjects import subject
from project.demo.art.texture import NEAREST


def newsprint(canvas: Canvas) -> None:
    """A picture in dots, set at an angle."""
    chance, palette = canvas.chance, canvas.palette
    paper, color = _pair(canvas)
    step, lean = chance.choice([16, 20, 26]), math.radians(chance.choice([15, 30, 45]))
    canvas.fill(paper)
    shades = subject(chance, 100)
    across, along = math.cos(lean), math.sin(lean)
    reach = int(760 / step)
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            x, y = 500 + step * (column * across - row * along), 500 + step * (column * along + row * across)
            if -step < x < FULL + step and -step < y < FULL + step:
                canvas.disc((x, y), step * 0.72 * (1 - _shade(shades, x, y)) ** 0.6, color)
    caption(canvas, "plate", "nowhere", on=palette.light())


def _pair(canvas: Canvas) -> tuple[str, str]:
    """Paper and a colour to print on it."""
    palette = canvas.palette
    paper = canvas.chance.choice([palette.light(), palette.by_light()[-1]])
    inks = [color for color in (*palette.accents, palette.dark()) if contrast(color, paper) > 3]
    return paper, canvas.chance.choice(inks)


def _shade(image: Image.Image, x: float, y: float) -> float:
    """How light a small grey picture is at a place of the sheet, from 0 to 1."""
    column, row = (min(max(int(place * image.width / FULL), 0), image.width - 1) for place in (x, y))
    value = image.getpixel((column, row))
    return value / 255 if isinstance(value, float | int) else 1.0


def engraving(canvas: Canvas) -> None:
    """A picture in lines that are thicker where it is dark."""
    chance = canvas.chance
    paper, color = _pair(canvas)
    canvas.fill(paper)
    shades, rows = subject(chance, 120), chance.choice([36, 48, 60])
    gap, wave = FULL / rows, chance.choice([0, 0, 12, 26])
    for row in range(-3, rows + 3):
        upper, lower = [], []
        for x in range(0, FULL + 1, 8):
            y = (row + 0.5) * gap + wave * math.sin(x / 90)
            half = gap * (0.05 + 0.5 * (1 - _shade(shades, x, min(max(y, 0), FULL - 1))))
            upper.append((x, y - half))
            lower.append((x, y + half))
        canvas.shape([*upper, *reversed(lower)], color)
    caption(canvas, "plate", "nowhere", on=canvas.palette.light())


def pixels(canvas: Canvas) -> None:
    """A picture from a time when a screen had two colours."""
    paper, color = _pair(canvas)
    count = canvas.chance.choice([100, 125, 180])
    picture = subject(canvas.chance, count).convert("1")
    canvas.fill(color)
    canvas.image.paste(paper, (0, 0), picture.convert("L").resize(canvas.image.size, NEAREST))
    caption(canvas, "plate", "band", on=canvas.palette.light())


def mosaic(canvas: Canvas) -> None:
    """A picture in a few flat tones, laid in round stones."""
    chance, palette = canvas.chance, canvas.palette
    count = chance.choice([26, 34, 44])
    tones = [palette.dark(), *palette.by_light(), palette.light()]
    size, shades = FULL / count, subject(chance, count, simple=True)
    canvas.fill(mixed(palette.dark(), tones[1], 0.3))
    for index in range(count * count):
        x, y = (index % count + 0.5) * size, (index // count + 0.5) * size
        tone = _shade(shades, x, y) * 0.999 + chance.uniform(-0.05, 0.05)
        canvas.disc((x, y), size * 0.46, tones[min(max(int(tone * len(tones)), 0), len(tones) - 1)])
    caption(canvas, "plate", on=palette.light())


def swell(canvas: Canvas) -> None:
    """Dots that swell and shrink in waves right across the sheet."""
    chance, palette = canvas.chance, canvas.palette
    colors, step = cycle([palette.striking(palette.ground), palette.ink]), chance.choice([34, 42, 52])
    turns, bend, lean, phase = (
        chance.uniform(5, 12),
        chance.uniform(0.6, 3.4),
        chance.uniform(-8, 8),
        chance.uniform(0, 6),
    )
    lobes = chance.uniform(2, 7)
    for row in range(2 * 770 // step + 2):
        color = next(colors)
        for column in range(FULL // step + 2):
            x, y = (column + (row % 2) / 2) * step, row * step / 2
            size = 0.24 + 0.2 * math.sin(phase + (turns * y + lean * x) / 800 + bend * math.sin(lobes * x / FULL))
            canvas.disc((x, y), step * size, color)
    strip(canvas)


def screens(canvas: Canvas) -> None:
    """The same picture in three inks, each through its own screen of dots, as comics were printed."""
    chance, palette = canvas.chance, canvas.palette
    canvas.fill(palette.light())
    shades, step = subject(chance, 100), chance.choice([20.0, 26.0])
    for index, color in enumerate([*canvas.shuffled()[:2], palette.dark()]):
        stencil = canvas.stencil()
        lean, reach = math.radians(15 + 30 * index), int(760 / step)
        across, along = math.cos(lean), math.sin(lean)
        for row in range(-reach, reach + 1):
            for column in range(-reach, reach + 1):
                x, y = 500 + step * (column * across - row * along), 500 + step * (column * along + row * across)
                if -step < x < FULL + step and -step < y < FULL + step:
                    dark = max(1 - _shade(shades, x, y) * (1.0 + 0.45 * index), 0)
                    stencil.disc((x, y), step * 0.66 * dark**0.7, 255)
        canvas.overprint(stencil, color)
    caption(canvas, "plate", on=palette.light())


MOTIFS = (newsprint, engraving, pixels, mosaic, swell, screens)
