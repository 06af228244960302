"""Covers that are their own words: large, cropped, stacked, turned, lit."""

import math
from itertools import cycle

from PIL import Image

from project.demo.art.captions import MARGIN, measure, wrapped, write
from project.demo.art.lettering import word
from project.demo.art.palettes import contrast
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
    write(
        canvas,
        canvas.artist,
        (MARGIN - 4, 862),
        min(46, 46 * 760 / measure(canvas.artist, 46)),
        palette.ink,
        weight=0.01,
    )
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
    longest = sorted(canvas.title.split(), key=len)[-2:]
    letters = [part[0] for part in canvas.title.split() if part in longest][:2]
    letters = letters if len(letters) > 1 else [*canvas.title][:2]
    places = chance.choice([((-90, 130), (380, 330)), ((300, 150), (-120, 420)), ((-60, 420), (330, 130))])
    for letter, at, color in zip(letters, places, (first, second), strict=False):
        shape = word(letter.upper(), canvas.px(900), weight=0.055)
        stencil = canvas.stencil()
        stencil.print_word(shape, at, 255)
        canvas.overprint(stencil, color)
    canvas.rect(0, 0, FULL, 104, ground)
    write(canvas, canvas.artist, (MARGIN - 4, 44), narrow(canvas.artist, 30, 400), palette.dark(), weight=0.015)
    write(
        canvas, canvas.title, (FULL - MARGIN, 44), narrow(canvas.title, 30, 440), palette.dark(), align=1, weight=0.015
    )


def narrow(text: str, size: float, width: float) -> float:
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
        canvas.print_word(
            stencil.transpose(Image.Transpose.ROTATE_90), (MARGIN + row * (room + 24), MARGIN), palette.ink
        )
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
        write(
            canvas,
            each,
            (left, FULL - MARGIN - 30 - 44 * (len(lines) - 1 - row)),
            narrow(each, 36, FULL - left - 30),
            ink,
            weight=0.015,
        )


def echo(canvas: Canvas) -> None:
    """One word again and again down the sheet, every line in another colour."""
    palette = canvas.palette
    text = canvas.title if len(canvas.title) < 13 else max(canvas.title.split(), key=len)
    stencil = word(text.upper() if canvas.chance.random() < 0.6 else text, canvas.px(200), weight=0.045)
    stencil = stencil.resize(
        (round(canvas.px(WIDE)), round(canvas.px(min(stencil.height * WIDE / stencil.width, 230))))
    )
    step = stencil.height * FULL / canvas.side + 16
    rows = int((FULL - 150 - MARGIN) / step)
    colors = cycle([palette.ink, *[color for color in canvas.shuffled() if contrast(color, palette.ground) > 1.7]])
    for row in range(rows):
        canvas.print_word(stencil, (MARGIN, MARGIN + row * step), next(colors))
    write(canvas, canvas.title, (MARGIN - 4, 898), narrow(canvas.title, 30, 430), palette.ink, weight=0.015)
    write(
        canvas, canvas.artist, (FULL - MARGIN, 898), narrow(canvas.artist, 30, 400), palette.ink, align=1, weight=0.015
    )


def woodtype(canvas: Canvas) -> None:
    """Every line as wide as the sheet and as high as it likes, as on a boxing poster."""
    palette, chance = canvas.palette, canvas.chance
    lines, colors = balanced(canvas.title.upper()), cycle([palette.ink, palette.striking(palette.ground)])
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


def balanced(title: str) -> list[str]:
    """The words of a title in lines of which none is much shorter than the longest word."""
    parts, lines = title.split(), [""]
    longest = max(8, *(len(part) for part in parts))
    for part in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > longest:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


MOTIFS = (poster, cropped, board, upright, echo, woodtype)
