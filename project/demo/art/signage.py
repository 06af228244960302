"""Covers whose words hang over a street, run round a label or fill a page."""

import math
from itertools import cycle

from PIL import Image, ImageFont

from project.demo.art.captions import MARGIN, measure, wrapped, write
from project.demo.art.lettering import line, word
from project.demo.art.palettes import mixed
from project.demo.art.sheet import FULL, Canvas
from project.demo.art.typographic import balanced, narrow


def lamps(canvas: Canvas) -> None:
    """The title on a board of lamps, some of them lit."""
    palette = canvas.palette
    back = palette.dark()
    lit, off = palette.striking(back), mixed(back, palette.light(), 0.1)
    canvas.fill(back)
    lines = balanced(canvas.title.upper())
    columns = max(max(len(each) for each in lines) * 6 + 3, 12 * len(lines) + 4, 34)
    step, top = FULL / columns, (columns - 12 * len(lines)) // 2
    dots = Image.new("L", (columns, columns))
    for row, each in enumerate(lines):
        letters = _bitmap(each)
        dots.paste(255, ((columns - letters.width) // 2, top + 12 * row), letters)
    for index, on in enumerate(dots.tobytes()):
        centre = ((index % columns + 0.5) * step, (index // columns + 0.5) * step)
        canvas.disc(centre, step * (0.43 if on else 0.3), lit if on else off)


def _bitmap(text: str) -> Image.Image:
    """A line in the old bitmap typeface that comes with Pillow, six dots a letter."""
    mask = ImageFont.load_default_imagefont().getmask(text, "1")
    image = Image.new("1", mask.size)
    image.im.paste(1, (0, 0, *mask.size), mask)
    return image


def roundel(canvas: Canvas) -> None:
    """The words run round a disc, as on the label of a record."""
    palette = canvas.palette
    ring, disc, heart = canvas.shuffled()[:3]
    centre = (500.0, 500.0)
    canvas.disc(centre, 440, palette.ink)
    canvas.disc(centre, 330, ring)
    canvas.disc(centre, 250, disc)
    canvas.disc(centre, 120, heart)
    canvas.disc(centre, 26, palette.ink)
    text = f"{canvas.title} · {canvas.artist} · ".upper()
    text *= max(round(58 / len(text)), 1)
    size = min(2 * math.pi * 366 / measure(text, 1, weight=0.02), 80)
    _around(canvas, text, 385, size, palette.legible(palette.ink))


def _around(canvas: Canvas, text: str, radius: float, size: float, ink: str) -> None:
    """Letters on a circle, their feet towards its middle, spread over the whole of it."""
    widths = [measure(letter, size) + size * 0.04 for letter in text]
    gone = 0.0
    for letter, width in zip(text, widths, strict=True):
        angle = 360 * (gone + width / 2) / sum(widths)
        gone += width
        glyph = line(letter, canvas.px(size), weight=0.02)
        stencil = Image.new("L", (round(canvas.px(size * 2)),) * 2)
        # A line's baseline lies at 1.1 sizes: capitals get their middle on the circle.
        stencil.paste(glyph, ((stencil.width - glyph.width) // 2, round(canvas.px(size * (1.36 - 1.1)))))
        turned = stencil.rotate(-angle, Image.Resampling.BICUBIC)
        x, y = 500 + radius * math.sin(math.radians(angle)), 500 - radius * math.cos(math.radians(angle))
        canvas.print_word(turned, (x - size, y - size), ink)


def banners(canvas: Canvas) -> None:
    """Bands that cross the sheet at a slant, each full of the same words."""
    palette, chance = canvas.palette, canvas.chance
    lean = chance.choice([-14, -9, 11, 18])
    words = [canvas.title.upper(), canvas.artist.upper()]
    height, colors = chance.choice([118, 150, 188]), cycle([*canvas.shuffled(), palette.ink, palette.ground])
    wide = round(canvas.px(1300))
    layer = Image.new("RGB", (wide, wide), palette.ground)
    tall = round(canvas.px(height))
    for row in range(wide // tall + 1):
        back = next(colors)
        layer.paste(back, (0, row * tall, wide, (row + 1) * tall))
        stencil = word(f"{words[row % 2]}   ", canvas.px(height * 0.62), weight=0.045)
        x = -round(chance.uniform(0, stencil.width))
        while x < wide:
            layer.paste(palette.legible(back), (x, row * tall + (tall - stencil.height) // 2), stencil)
            x += stencil.width + round(canvas.px(height * 0.42))
    edge = (wide - canvas.side) // 2
    canvas.replace(
        layer.rotate(lean, Image.Resampling.BILINEAR).crop((edge, edge, edge + canvas.side, edge + canvas.side))
    )


def catalogue(canvas: Canvas) -> None:
    """A page from a catalogue: one large number, small columns, a lot of room."""
    palette, chance = canvas.palette, canvas.chance
    color = palette.striking(palette.ground)
    number = canvas.small_print[-2:]
    stencil = word(number, canvas.px(760), weight=0.04)
    canvas.print_word(stencil, (FULL - stencil.width * FULL / canvas.side + chance.choice([30, -40]), 380), color)
    for x in (MARGIN, 380, 698):
        canvas.rect(x, MARGIN, x + 240, MARGIN + 3, palette.ink)
    for x, text in ((MARGIN, canvas.title), (380, canvas.artist), (698, canvas.small_print)):
        for row, each in enumerate(wrapped(text, 31, 240, weight=0.015)):
            write(canvas, each, (x - 3, MARGIN + 26 + 38 * row), narrow(each, 31, 240), palette.ink, weight=0.015)


def rainbow(canvas: Canvas) -> None:
    """Thick words that drag a bundle of coloured shadows after them."""
    palette, chance = canvas.palette, canvas.chance
    lines = balanced(canvas.title)
    size = min(FULL * 0.78 / max(measure(each, 1, weight=0.05) for each in lines), 640 / len(lines), 330)
    colors = [*canvas.shuffled(), palette.ink]
    dx, dy = chance.choice([(1, 1), (-1, 1), (0, 1)])
    step = size * 0.075
    y = 430 - len(lines) * size * 0.55
    for depth in range(len(colors) * 2, -1, -1):
        ink = palette.ground if depth == 0 else colors[(depth - 1) // 2]
        weight = 0.05 if depth else 0.03
        for row, each in enumerate(lines):
            at = (500 + dx * step * (depth - 4) * 0.6, y + row * size * 1.08 + dy * step * depth * 0.6)
            write(canvas, each, at, size, ink, align=0.5, weight=weight)
    write(
        canvas,
        canvas.artist.upper(),
        (500, 880),
        narrow(canvas.artist.upper(), 34, 700) * 0.85,
        palette.ink,
        align=0.5,
        tracking=0.14,
        weight=0.015,
    )


MOTIFS = (lamps, roundel, banners, catalogue, rainbow)
