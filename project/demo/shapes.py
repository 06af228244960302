"""Covers made of plain geometry. Each motif fills a canvas; what it leaves to chance, it asks the canvas for."""

import math
from collections.abc import Iterator
from itertools import cycle

from project.demo.canvas import FOOT, MARGIN, SIDE, Canvas, Point, lettering, luminance, mixed, wrapped

type Box = tuple[float, float, float, float]


def poster(canvas: Canvas) -> None:
    """The title as large as it gets, over one block of colour."""
    ink = canvas.palette.ink
    block = max(canvas.palette.accents, key=lambda color: abs(luminance(color) - luminance(ink)))
    canvas.draw.rectangle((0, 0, SIDE, canvas.chance.uniform(0.5, 0.72) * SIDE), fill=block)
    size = next(size for size in range(420, 0, -12) if _fits(canvas.title, size))
    font, y = lettering(size), MARGIN - size * 0.16
    for line in wrapped(canvas.title, font):
        canvas.letter(line, y, font, ink, weight=size // 40)
        y += size * 1.02
    canvas.draw.rectangle((MARGIN, SIDE - 330, SIDE - MARGIN, SIDE - 318), fill=ink)
    canvas.letter(canvas.artist, SIDE - 270, lettering(84), ink, weight=1)
    canvas.disc((SIDE - MARGIN - 60, SIDE - 220), 60, block)


def _fits(title: str, size: int) -> bool:
    font = lettering(size)
    lines = wrapped(title, font)
    return len(lines) * size * 1.02 < SIDE - 520 and all(font.getlength(line) <= SIDE - 2 * MARGIN for line in lines)


def rings(canvas: Canvas) -> None:
    """Concentric discs, seen whole or running off a corner."""
    colors = cycle([*canvas.shuffled(), canvas.palette.ink, canvas.palette.ground])
    whole = (SIDE / 2, 700.0)
    centre = canvas.chance.choice([whole, (SIDE, 0.0), (0.0, 0.0)])
    radius, step = (600, 75) if centre == whole else (1330, canvas.chance.choice([95, 133, 190]))
    for inner in range(radius, 0, -step):
        canvas.disc(centre, inner, next(colors))
    canvas.foot()


def tiles(canvas: Canvas) -> None:
    """A board of quarter circles, half circles and discs."""
    columns, rows = canvas.chance.choice([(4, 3), (8, 6), (4, 3)])
    size = SIDE / columns
    for index in range(columns * rows):
        _tile(canvas, (index % columns) * size, (index // columns) * size, size)
    canvas.foot()


def _tile(canvas: Canvas, x: float, y: float, size: float) -> None:
    back, front = canvas.chance.sample([canvas.palette.ground, canvas.palette.ink, *canvas.palette.accents], 2)
    canvas.draw.rectangle((x, y, x + size, y + size), fill=back)
    match canvas.chance.randrange(8):
        case 0:
            canvas.disc((x + size / 2, y + size / 2), size * 0.3, front)
        case 1:
            canvas.draw.pieslice((x, y + size / 2, x + size, y + size * 1.5), 180, 360, fill=front)
        case _:
            right, low, start = canvas.chance.choice([(0, 0, 180), (1, 0, 270), (1, 1, 0), (0, 1, 90)])
            # The circle's centre is the far corner, so that its quarter fills the tile.
            centre_x, centre_y = x + size * (1 - right), y + size * (1 - low)
            box = (centre_x - size, centre_y - size, centre_x + size, centre_y + size)
            canvas.draw.pieslice(box, start, start + 90, fill=front)


def bend(canvas: Canvas) -> None:
    """Wide stripes that come in from the left and turn down."""
    colors = [*canvas.shuffled(), canvas.palette.ink]
    width, inner = canvas.chance.choice([(120, 330), (150, 180), (100, 420)])
    corner = (canvas.chance.choice([620.0, 840.0, 980.0]), 420.0 + inner + width * len(colors))
    for index, color in enumerate(colors):
        _turn(canvas, corner, inner + width * (len(colors) - index), color)
    _turn(canvas, corner, inner, canvas.palette.ground)
    canvas.caption(top=True)


def _turn(canvas: Canvas, corner: Point, radius: float, color: str) -> None:
    x, y = corner
    canvas.draw.rectangle((0, y - radius, x, SIDE), fill=color)
    canvas.draw.pieslice((x - radius, y - radius, x + radius, y + radius), 270, 360, fill=color)
    canvas.draw.rectangle((x, y, x + radius, SIDE), fill=color)


def stripes(canvas: Canvas) -> None:
    """Slanting stripes in uneven rhythm."""
    colors = cycle([*canvas.shuffled(), canvas.palette.ink])
    lean, x = canvas.chance.choice([-900, 900, 500]), -900.0
    while x < SIDE + 900:
        width = canvas.chance.choice([50, 80, 80, 160])
        canvas.draw.polygon([(x, 0), (x + width, 0), (x + width + lean, SIDE), (x + lean, SIDE)], fill=next(colors))
        x += width + canvas.chance.choice([40, 70, 140])
    canvas.foot()


def arches(canvas: Canvas) -> None:
    """Nested arches on one ground line, one large or two or three in a row."""
    count, floor = canvas.chance.choice([1, 2, 3]), SIDE - FOOT
    room = (SIDE - 2 * MARGIN) / count
    for index in range(count):
        _arch(canvas, MARGIN + room * (index + 0.5), room / 2 - 20 * (count > 1), floor)
    canvas.draw.rectangle((MARGIN, floor, SIDE - MARGIN, floor + 14), fill=canvas.palette.ink)
    canvas.caption()


def _arch(canvas: Canvas, middle: float, radius: float, floor: float) -> None:
    first, second, third = canvas.shuffled()
    colors = cycle([canvas.palette.ink, first, canvas.palette.ground, second, third])
    crown = max(MARGIN + radius, floor - canvas.chance.uniform(1.5, 2.4) * radius)
    for step in range(8):
        inner = radius * (1 - step / 8)
        color = next(colors)
        canvas.draw.pieslice((middle - inner, crown - inner, middle + inner, crown + inner), 180, 360, fill=color)
        canvas.draw.rectangle((middle - inner, crown, middle + inner, floor), fill=color)


def plan(canvas: Canvas) -> None:
    """A square divided again and again, as by a modernist."""
    colors = [canvas.palette.ink, *canvas.palette.accents, mixed(canvas.palette.ground, canvas.palette.ink, 0.1)]
    for left, top, right, bottom in _divided(canvas, (MARGIN, MARGIN, SIDE - MARGIN, SIDE - FOOT), 4):
        color, other = canvas.chance.sample(colors, 2)
        canvas.draw.rectangle((left + 9, top + 9, right - 9, bottom - 9), fill=color)
        if canvas.chance.choice([True, False, False]):
            canvas.disc(((left + right) / 2, (top + bottom) / 2), min(right - left, bottom - top) / 2 - 30, other)
    canvas.caption()


def _divided(canvas: Canvas, box: Box, times: int) -> Iterator[Box]:
    left, top, right, bottom = box
    too_small = 330
    if times == 0 or max(right - left, bottom - top) < too_small:
        yield box
        return
    share = canvas.chance.choice([0.33, 0.38, 0.5, 0.62, 0.67])
    if right - left > bottom - top:
        cut = left + (right - left) * share
        halves = [(left, top, cut, bottom), (cut, top, right, bottom)]
    else:
        cut = top + (bottom - top) * share
        halves = [(left, top, right, cut), (left, cut, right, bottom)]
    for half in halves:
        yield from _divided(canvas, half, times - 1)


def levels(canvas: Canvas) -> None:
    """Rounded bars around one line, like a sound held still."""
    count = canvas.chance.choice([11, 15, 21])
    room, middle = (SIDE - 2 * MARGIN) / count, 720
    colors = canvas.shuffled()[: canvas.chance.choice([1, 2, 3])]
    swell, shift = canvas.chance.uniform(1.5, 4), canvas.chance.uniform(0, 6)
    for index in range(count):
        envelope = math.sin(math.pi * (index + 0.5) / count)
        height = 60 + 500 * envelope * (0.45 + 0.55 * abs(math.sin(shift + swell * index)))
        x, color = MARGIN + room * index, colors[index * len(colors) // count]
        box = (x + room * 0.14, middle - height, x + room * 0.86, middle + height)
        canvas.draw.rounded_rectangle(box, room * 0.36, fill=color)
    canvas.caption()


def staves(canvas: Canvas) -> None:
    """Fine lines right across, with discs resting on them like notes."""
    ink, gap = canvas.palette.ink, 62
    for top in (230, 810):
        for line in range(5):
            canvas.draw.rectangle((0, top + gap * line - 3, SIDE, top + gap * line + 3), fill=ink)
    colors = cycle([*canvas.shuffled(), ink])
    for index in range(14):
        top = 230 if index % 2 else 810
        x = MARGIN + 70 + index * (SIDE - 2 * MARGIN - 140) / 13
        canvas.disc(
            (x, top + gap * canvas.chance.randrange(-1, 11) / 2), canvas.chance.choice([31, 56, 56, 90]), next(colors)
        )
    canvas.caption()


def flower(canvas: Canvas) -> None:
    """Rings of petals around a heart."""
    centre, colors = (SIDE / 2, 700.0), [*canvas.shuffled(), canvas.palette.ink]
    petals = canvas.chance.choice([8, 10, 12, 16])
    for ring, color in enumerate(colors):
        reach = 600 - 135 * ring
        turn = math.pi / petals * (ring % 2)
        for petal in range(petals):
            _petal(canvas, centre, turn + 2 * math.pi * petal / petals, (reach, 2.4 * reach / petals), color)
    canvas.disc(centre, 110, canvas.palette.ground)
    canvas.disc(centre, 60, colors[0])
    canvas.caption()


def _petal(canvas: Canvas, centre: Point, angle: float, size: tuple[float, float], color: str) -> None:
    """A pointed leaf from `centre` outwards; `size` is its length and half its width."""
    (length, half), (x, y) = size, centre
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    there = [(length * step / 24, half * math.sin(math.pi * (step / 24) ** 1.4)) for step in range(25)]
    outline = [*there, *((far, -wide) for far, wide in reversed(there))]
    canvas.draw.polygon(
        [(x + far * along[0] + wide * across[0], y + far * along[1] + wide * across[1]) for far, wide in outline],
        fill=color,
    )
