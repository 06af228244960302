"""Covers that are their own words: large, cropped, stacked, turned, lit."""

import math
from itertools import cycle

from PIL import Image, ImageFont

from project.demo.art.captions import MARGIN, measure, wrapped, write
from project.demo.art.lettering import line, word
from project.demo.art.palettes import contrast, mixed
from project.demo.art.sheet import FULL, Canvas

WIDE = FULL - 2 * MARGIN


def poster(canvas: Canvas) -> None:
    """The title as large as it gets, over one block of colour."""
    palette, chance = canvas.palette, canvas.chance
    block = max(palette.accents, key=lambda color: contrast(color, palette.ink))
    canvas.rect(0, 0, FULL, chance.uniform(0.5, 0.72) * FULL, block)
    size = next(size for size in range(250, 0, -5) if _fits(canvas.title, size))
    y = MARGIN + 4.0
    for each in wrapped(canvas.title, size, WIDE, weight=0.025):
        write(canvas, each, (MARGIN - size * 0.06, y), size, palette.ink, weight=0.025)
        y += size * 1.04
    canvas.rect(MARGIN, 820, FULL - MARGIN, 826, palette.ink)
    write(canvas, canvas.artist, (MARGIN - 4, 862), min(46, 46 * 760 / measure(canvas.artist, 46)), palette.ink, weight=0.01)
    canvas.disc((FULL - MARGIN - 33, 884), 33, block)


def _fits(title: str, size: float) -> bool:
    lines = wrapped(title, size, WIDE, weight=0.025)
    return len(lines) * size * 1.04 < 730 and all(measure(each, size, weight=0.025) <= WIDE for each in lines)


def cropped(canvas: Canvas) -> None:
    """Two letters too large for the sheet, the one printed over the other."""
    palette, chance = canvas.palette, canvas.chance
    ground = palette.light()
    canvas.fill(ground)
    first, second = canvas.shuffled()[:2]
    letters = [part[0] for part in canvas.title.split() if part[0].isalnum()]
    letters = (letters if len(letters) > 1 else [*canvas.title.replace(" ", "")])[:2]
    places = chance.choice([((-90, 120), (380, 330)), ((300, -80), (-120, 420)), ((-60, 420), (330, 40))])
    for letter, at, color in zip(letters, places, (first, second), strict=False):
        shape = word(letter.upper(), canvas.px(900), weight=0.055)
        stencil = canvas.stencil()
        stencil.print_word(shape, at, 255)
        canvas.overprint(stencil, color)
    canvas.rect(0, 0, FULL, 104, ground)
    write(canvas, canvas.artist, (MARGIN - 4, 44), _narrow(canvas.artist, 30, 400), palette.dark(), weight=0.015)
    write(canvas, canvas.title, (FULL - MARGIN, 44), _narrow(canvas.title, 30, 440), palette.dark(), align=1, weight=0.015)


def _narrow(text: str, size: float, width: float) -> float:
    """`size`, or less where the text would be wider than `width`."""
    return min(size, size * width / measure(text, size, weight=0.02))


def board(canvas: Canvas) -> None:
    """A letter a square; what the title leaves over is filled with shapes."""
    palette, chance = canvas.palette, canvas.chance
    letters = [letter.upper() for letter in canvas.title if letter != " "]
    count = max(math.ceil(math.sqrt(len(letters) + 1)), 3)
    size, spare = FULL / count, count * count - len(letters)
    early = chance.randint(0, spare) if spare > count else 0
    cells = [""] * early + letters + [""] * (spare - early)
    colors = [palette.ground, palette.ink, *palette.accents]
    for index, letter in enumerate(cells):
        x, y = index % count * size, index // count * size
        back = colors[(index * 2 + index // count * 3 + early) % len(colors)]
        canvas.rect(x, y, x + size, y + size, back)
        if letter:
            _centred(canvas, letter, (x + size / 2, y + size / 2), size * 0.72, palette.legible(back))
        elif index == len(cells) - 1:
            canvas.disc((x + size / 2, y + size / 2), size * 0.3, palette.striking(back))
        else:
            canvas.wedge((x, y + size), size, 270, 360, palette.striking(back))


def _centred(canvas: Canvas, letter: str, at: tuple[float, float], size: float, ink: str) -> None:
    stencil = word(letter, canvas.px(size), weight=0.05)
    share = FULL / canvas.side
    canvas.print_word(stencil, (at[0] - stencil.width * share / 2, at[1] - stencil.height * share / 2), ink)


def upright(canvas: Canvas) -> None:
    """The title from bottom to top, stretched to the full height, beside a block of colour."""
    palette, chance = canvas.palette, canvas.chance
    block = chance.choice(palette.accents)
    width = chance.choice([300.0, 380.0, 460.0])
    canvas.rect(width + 2 * MARGIN, 0, FULL, FULL, block)
    lines = _shared(canvas.title.upper(), math.ceil(len(canvas.title) / 16))
    room = (width - 24 * (len(lines) - 1)) / len(lines)
    for row, each in enumerate(lines):
        stencil = word(each, canvas.px(200), weight=0.03).resize((round(canvas.px(WIDE)), round(canvas.px(room))))
        canvas.print_word(stencil.transpose(Image.Transpose.ROTATE_90), (MARGIN + row * (room + 24), MARGIN), palette.ink)
    left = width + 2 * MARGIN
    y, inner = chance.uniform(260, 640), min((FULL - left) * 0.36, 190)
    canvas.disc((left + (FULL - left) / 2, y), inner, palette.striking(block))
    canvas.disc((left + (FULL - left) / 2, y), inner * 0.36, palette.legible(block))
    _beside(canvas, canvas.artist, left + 40, palette.legible(block))


def _shared(title: str, count: int) -> list[str]:
    """The words of a title in at most so many lines of about the same length."""
    lines, aim = [""], len(title) / count
    for part in title.split():
        if lines[-1] and len(lines) < count and len(lines[-1]) + len(part) / 2 > aim:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


def _beside(canvas: Canvas, text: str, left: float, ink: str) -> None:
    lines = wrapped(text, 36, FULL - left - 30, weight=0.015)
    for row, each in enumerate(lines):
        write(canvas, each, (left, FULL - MARGIN - 30 - 44 * (len(lines) - 1 - row)), _narrow(each, 36, FULL - left - 30), ink, weight=0.015)


def echo(canvas: Canvas) -> None:
    """One word again and again down the sheet, every line in another colour."""
    palette = canvas.palette
    text = canvas.title if len(canvas.title) < 13 else max(canvas.title.split(), key=len)
    stencil = word(text.upper() if canvas.chance.random() < 0.6 else text, canvas.px(200), weight=0.045)
    stencil = stencil.resize((round(canvas.px(WIDE)), round(canvas.px(min(stencil.height * WIDE / stencil.width, 230)))))
    step = stencil.height * FULL / canvas.side + 16
    rows = int((FULL - 150 - MARGIN) / step)
    colors = cycle([palette.ink, *[color for color in canvas.shuffled() if contrast(color, palette.ground) > 1.7]])
    for row in range(rows):
        canvas.print_word(stencil, (MARGIN, MARGIN + row * step), next(colors))
    write(canvas, canvas.title, (MARGIN - 4, 898), _narrow(canvas.title, 30, 430), palette.ink, weight=0.015)
    write(canvas, canvas.artist, (FULL - MARGIN, 898), _narrow(canvas.artist, 30, 400), palette.ink, align=1, weight=0.015)


def woodtype(canvas: Canvas) -> None:
    """Every line as wide as the sheet and as high as it likes, as on a boxing poster."""
    palette, chance = canvas.palette, canvas.chance
    lines, colors = _balanced(canvas.title.upper()), cycle([palette.ink, palette.striking(palette.ground)])
    shares = [chance.choice([1, 1.4, 2.1]) / max(len(each), 4) ** 0.4 for each in lines]
    room = 720.0 - 22 * (len(lines) - 1)
    y = MARGIN
    for each, share in zip(lines, shares, strict=True):
        height = room * share / sum(shares)
        stencil = word(each, canvas.px(220), weight=0.04).resize((round(canvas.px(WIDE)), round(canvas.px(height))))
        canvas.print_word(stencil, (MARGIN, y), next(colors))
        y += height + 22
    canvas.rect(MARGIN, 806, FULL - MARGIN, 814, palette.ink)
    canvas.rect(MARGIN, 820, FULL - MARGIN, 823, palette.ink)
    stencil = word(canvas.artist.upper(), canvas.px(60), weight=0.02, tracking=0.04)
    tall = min(76.0, stencil.height * FULL / canvas.side * WIDE * canvas.side / FULL / stencil.width)
    canvas.print_word(stencil.resize((round(canvas.px(WIDE)), round(canvas.px(tall)))), (MARGIN, 850), palette.ink)


def _balanced(title: str) -> list[str]:
    """The words of a title in lines of which none is much shorter than the longest word."""
    parts, lines = title.split(), [""]
    longest = max(max(len(part) for part in parts), 5)
    for part in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > longest:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


def lamps(canvas: Canvas) -> None:
    """The title on a board of lamps, some of them lit."""
    palette = canvas.palette
    back = palette.dark()
    lit, off = palette.striking(back), mixed(back, palette.light(), 0.1)
    canvas.fill(back)
    lines = _balanced(canvas.title.upper())
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
    wide = round(canvas.px(1500))
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
    canvas.replace(layer.rotate(lean, Image.Resampling.BICUBIC).crop((edge, edge, edge + canvas.side, edge + canvas.side)))


def catalogue(canvas: Canvas) -> None:
    """A page from a catalogue: one large number, small columns, a lot of room."""
    palette, chance = canvas.palette, canvas.chance
    color = palette.striking(palette.ground)
    number = canvas.small_print[-2:]
    stencil = word(number, canvas.px(760), weight=0.04)
    canvas.print_word(stencil, (FULL - stencil.width * FULL / canvas.side + chance.choice([90, 40]), 380), color)
    for x in (MARGIN, 380, 698):
        canvas.rect(x, MARGIN, x + 240, MARGIN + 3, palette.ink)
    for x, text in ((MARGIN, canvas.title), (380, canvas.artist), (698, canvas.small_print)):
        for row, each in enumerate(wrapped(text, 31, 240, weight=0.015)):
            write(canvas, each, (x - 3, MARGIN + 26 + 38 * row), _narrow(each, 31, 240), palette.ink, weight=0.015)


def rainbow(canvas: Canvas) -> None:
    """Thick words that drag a bundle of coloured shadows after them."""
    palette, chance = canvas.palette, canvas.chance
    lines = _balanced(canvas.title)
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
    write(canvas, canvas.artist.upper(), (500, 880), _narrow(canvas.artist.upper(), 34, 700) * 0.85, palette.ink, align=0.5, tracking=0.14, weight=0.015)


MOTIFS = (poster, cropped, board, upright, echo, woodtype, lamps, roundel, banners, catalogue, rainbow)
