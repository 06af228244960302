"""Covers made of plain geometry. A motif fills a canvas; what it leaves to chance, it asks the canvas for."""

import math
from collections.abc import Iterator
from itertools import cycle

from project.demo.art.captions import MARGIN, caption
from project.demo.art.palettes import mixed
from project.demo.art.sheet import FULL, Canvas, Point

type Box = tuple[float, float, float, float]

FOOT = 770.0  # where the strip begins that some motifs leave to the caption


def strip(canvas: Canvas, *, top: float = FOOT, ground: str = "") -> None:
    """Clear the foot of the sheet and set the caption into it."""
    ground = ground or canvas.palette.ground
    canvas.rect(0, top, FULL, FULL, ground)
    caption(canvas, "foot", "foot", "middle", on=ground)


def rings(canvas: Canvas) -> None:
    """Concentric discs, seen whole or running off a corner."""
    colors = cycle([*canvas.shuffled(), canvas.palette.ink, canvas.palette.ground])
    centre, radius, step = canvas.chance.choice(
        [((500, 390), 330, 41), ((1000, 0), 740, 53), ((0, 0), 740, 106), ((500, 770), 640, 64), ((180, 560), 800, 80)]
    )
    for inner in range(radius, 0, -step):
        canvas.disc(centre, inner, next(colors))
    strip(canvas)


def tiles(canvas: Canvas) -> None:
    """A board of quarter circles, half circles and discs; the whole sheet, or all but its foot."""
    whole = canvas.chance.choice([True, False])
    columns = canvas.chance.choice([4, 5, 8]) if whole else canvas.chance.choice([4, 8])
    size = FULL / columns
    for index in range(columns * (columns if whole else columns * 3 // 4)):
        _tile(canvas, (index % columns) * size, (index // columns) * size, size)
    if whole:
        caption(canvas, "plate", on=canvas.palette.light())
    else:
        strip(canvas, top=750)


def _tile(canvas: Canvas, x: float, y: float, size: float) -> None:
    back, front = canvas.chance.sample([canvas.palette.ground, canvas.palette.ink, *canvas.palette.accents], 2)
    canvas.rect(x, y, x + size, y + size, back)
    match canvas.chance.randrange(8):
        case 0:
            canvas.disc((x + size / 2, y + size / 2), size * 0.3, front)
        case 1:
            canvas.wedge((x + size / 2, y + size), size / 2, 180, 360, front)
        case _:
            right, low, start = canvas.chance.choice([(0, 0, 180), (1, 0, 270), (1, 1, 0), (0, 1, 90)])
            # The circle's centre is the far corner, so that its quarter fills the tile.
            canvas.wedge((x + size * (1 - right), y + size * (1 - low)), size, start, start + 90, front)


def bend(canvas: Canvas) -> None:
    """Wide stripes that come in from one side and turn down."""
    colors = [*canvas.shuffled(), canvas.palette.ink]
    width, inner = canvas.chance.choice([(66, 180), (84, 100), (56, 230)])
    outer = inner + width * len(colors)
    flip, x = canvas.chance.choice([False, True]), canvas.chance.uniform(380, 940 - outer)
    for index, color in enumerate([*colors, canvas.palette.ground]):
        _turn(canvas, (x, 250.0 + outer), inner + width * (len(colors) - index), color, flip=flip)
    caption(canvas, "head", on=canvas.palette.ground)


def _turn(canvas: Canvas, corner: Point, radius: float, color: str, *, flip: bool) -> None:
    x, y = corner
    if flip:
        canvas.rect(FULL - x, y - radius, FULL, FULL, color)
        canvas.wedge((FULL - x, y), radius, 180, 270, color)
        canvas.rect(FULL - x - radius, y, FULL - x, FULL, color)
    else:
        canvas.rect(0, y - radius, x, FULL, color)
        canvas.wedge((x, y), radius, 270, 360, color)
        canvas.rect(x, y, x + radius, FULL, color)


def stripes(canvas: Canvas) -> None:
    """Slanting stripes in uneven rhythm."""
    colors, chance = cycle([*canvas.shuffled(), canvas.palette.ink]), canvas.chance
    lean, x = chance.choice([-500, 500, 280, -240]), -520.0
    while x < FULL + 520:
        width = chance.choice([28, 44, 44, 90])
        canvas.shape([(x, 0), (x + width, 0), (x + width + lean, FULL), (x + lean, FULL)], next(colors))
        x += width + chance.choice([22, 40, 78])
    strip(canvas)


def arches(canvas: Canvas) -> None:
    """Nested arches on one ground line, one large or two or three in a row."""
    count, floor = canvas.chance.choice([1, 2, 3]), 730.0
    room = (FULL - 2 * MARGIN) / count
    for index in range(count):
        _arch(canvas, MARGIN + room * (index + 0.5), room / 2 - 11 * (count > 1), floor)
    canvas.rect(MARGIN, floor, FULL - MARGIN, floor + 8, canvas.palette.ink)
    caption(canvas, "foot", "middle", on=canvas.palette.ground)


def _arch(canvas: Canvas, middle: float, radius: float, floor: float) -> None:
    colors = cycle([canvas.palette.ink, *canvas.shuffled()])
    crown = max(floor - canvas.chance.uniform(2.1, 5) * radius, MARGIN + 10) + radius
    bands = canvas.chance.choice([4, 5, 6])
    for band in range(bands):
        inner, color = radius * (1 - band / bands), next(colors)
        canvas.wedge((middle, crown), inner, 180, 360, color)
        canvas.rect(middle - inner, crown, middle + inner, floor, color)


def plan(canvas: Canvas) -> None:
    """A square divided again and again, as by a modernist."""
    colors = [canvas.palette.ink, *canvas.palette.accents, mixed(canvas.palette.ground, canvas.palette.ink, 0.1)]
    for left, top, right, bottom in _divided(canvas, (MARGIN, MARGIN, FULL - MARGIN, FOOT), 4):
        color, other = canvas.chance.sample(colors, 2)
        canvas.rect(left + 5, top + 5, right - 5, bottom - 5, color)
        if canvas.chance.choice([True, False, False]):
            canvas.disc(((left + right) / 2, (top + bottom) / 2), min(right - left, bottom - top) / 2 - 16, other)
    caption(canvas, "foot", on=canvas.palette.ground)


def _divided(canvas: Canvas, box: Box, times: int) -> Iterator[Box]:
    left, top, right, bottom = box
    too_small = 180
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
    count = canvas.chance.choice([9, 13, 17, 25])
    room, middle = (FULL - 2 * MARGIN) / count, 400
    colors = canvas.shuffled()[: canvas.chance.choice([1, 2, 3])]
    swell, shift = canvas.chance.uniform(1.5, 4), canvas.chance.uniform(0, 6)
    for index in range(count):
        envelope = math.sin(math.pi * (index + 0.5) / count)
        height = 34 + 280 * envelope * (0.45 + 0.55 * abs(math.sin(shift + swell * index)))
        x, color = MARGIN + room * index, colors[index * len(colors) // count]
        canvas.rect(x + room * 0.14, middle - height, x + room * 0.86, middle + height, color, round_by=room * 0.36)
    caption(canvas, "foot", "middle", on=canvas.palette.ground)


def staves(canvas: Canvas) -> None:
    """Fine lines right across, with discs resting on them like notes."""
    ink, gap = canvas.palette.ink, 34
    for top in (130, 450):
        for row in range(5):
            canvas.rect(0, top + gap * row - 1.5, FULL, top + gap * row + 1.5, ink)
    colors = cycle([*canvas.shuffled(), ink])
    for index in range(14):
        x = MARGIN + 40 + index * (FULL - 2 * MARGIN - 80) / 13
        y = (130 if index % 2 else 450) + gap * canvas.chance.randrange(-1, 11) / 2
        canvas.disc((x, y), canvas.chance.choice([17, 31, 31, 50]), next(colors))
    caption(canvas, "foot", on=canvas.palette.ground)


def workshop(canvas: Canvas) -> None:
    """A few large shapes in balance: a disc, a bar, a triangle, a quarter."""
    chance, palette = canvas.chance, canvas.palette
    first, second, third = canvas.shuffled()[:3]
    x, r = chance.uniform(330, 640), chance.uniform(210, 280)
    canvas.disc((x, 370), r, first)
    canvas.wedge((x, 370), r, *chance.choice([(90, 270), (180, 360), (0, 90), (270, 450)]), palette.ink)
    canvas.shape([(MARGIN, 790), (chance.uniform(380, 560), 790), (MARGIN, chance.uniform(380, 540))], second)
    left = chance.uniform(600, 780)
    canvas.rect(left, chance.uniform(80, 250), left + chance.choice([26, 70, 120]), 790, third)
    for step in range(5):
        canvas.line([(MARGIN, 80 + 22 * step), (chance.uniform(200, 420), 80 + 22 * step)], palette.ink, 5)
    canvas.disc((left - 70, 720), 70, palette.ink)
    caption(canvas, "low rail", on=palette.ground)


def quilt(canvas: Canvas) -> None:
    """Triangles sewn into blocks, each block turned four ways."""
    colors, block = [canvas.palette.ground, canvas.palette.ink, *canvas.palette.accents], canvas.chance.choice([2, 3])
    pattern = [(canvas.chance.sample(colors, 2), canvas.chance.randrange(2)) for _ in range(block * block)]
    count = canvas.chance.choice([2, 3]) * 2 * block
    size = FULL / count
    for row in range(count):
        for column in range(count):
            # Odd blocks are the even ones in a mirror.
            x = column % block if column // block % 2 == 0 else block - 1 - column % block
            y = row % block if row // block % 2 == 0 else block - 1 - row % block
            (back, front), lean = pattern[y * block + x]
            mirrored = (column // block + row // block) % 2
            _patch(canvas, (column * size, row * size), size, (back, front), lean ^ mirrored)
    caption(canvas, "plate", on=canvas.palette.light())


def _patch(canvas: Canvas, at: Point, size: float, colors: tuple[str, str], lean: int) -> None:
    (x, y), (back, front) = at, colors
    canvas.rect(x, y, x + size, y + size, back)
    canvas.shape(
        [(x, y), (x + size, y + size), (x, y + size)] if lean else [(x + size, y), (x, y + size), (x, y)], front
    )


def cubes(canvas: Canvas) -> None:
    """Blocks piled up in a corner, lit from the left."""
    chance, palette = canvas.chance, canvas.palette
    size = chance.choice([70.0, 92.0, 120.0])
    rise, colors = size * 0.577, [*palette.accents, palette.ground]
    canvas.fill(mixed(palette.dark(), palette.by_light()[0], 0.25))
    for row in range(-1, int(FULL / rise / 1.5) + 3):
        for column in range(-1, int(FULL / size / 2) + 3):
            x, y = column * 2 * size + (row % 2) * size, row * 3 * rise
            if chance.random() < 0.86:
                _cube(canvas, (x, y), (size, rise), chance.choice(colors))
    caption(canvas, "plate", on=palette.light())


def _cube(canvas: Canvas, at: Point, size: Point, color: str) -> None:
    (x, y), (half, rise), dark = at, size, canvas.palette.dark()
    canvas.shape([(x, y - 2 * rise), (x + half, y - rise), (x, y), (x - half, y - rise)], mixed(color, "#ffffff", 0.15))
    canvas.shape([(x - half, y - rise), (x, y), (x, y + 2 * rise), (x - half, y + rise)], mixed(color, dark, 0.22))
    canvas.shape([(x + half, y - rise), (x, y), (x, y + 2 * rise), (x + half, y + rise)], mixed(color, dark, 0.58))


def facets(canvas: Canvas) -> None:
    """A sheet of folded paper: triangles, each in its own light."""
    chance, palette = canvas.chance, canvas.palette
    count = chance.choice([6, 8, 10])
    step, colors = FULL / count, canvas.shuffled()
    grid = [
        [(c * step + chance.uniform(-0.34, 0.34) * step, r * step + chance.uniform(-0.34, 0.34) * step)
         for c in range(-1, count + 2)] for r in range(-1, count + 2)
    ]  # fmt: skip
    for row in range(count + 2):
        for column in range(count + 2):
            a, b, c, d = grid[row][column], grid[row][column + 1], grid[row + 1][column + 1], grid[row + 1][column]
            for corner in ((a, b, c), (a, c, d)):
                place = min(max((row + column) / (2 * count) + chance.uniform(-0.16, 0.16), 0), 0.999) * (
                    len(colors) - 1
                )
                shade = mixed(colors[int(place)], colors[int(place) + 1], place % 1)
                canvas.shape(
                    corner, mixed(shade, chance.choice([palette.light(), palette.dark()]), chance.uniform(0, 0.3))
                )
    caption(canvas, "plate", on=palette.light())


def sunburst(canvas: Canvas) -> None:
    """Rays from a sun at the foot of the sheet."""
    palette, chance = canvas.palette, canvas.chance
    colors, rays = cycle([*canvas.shuffled(), palette.ground]), chance.choice([20, 24, 32])
    sun = (FULL * chance.choice([0.3, 0.5, 0.5, 0.7]), FOOT)
    for ray in range(rays):
        canvas.wedge(sun, 2 * FULL, 180 + 180 * ray / rays, 180 + 180 * (ray + 1) / rays, next(colors))
    for radius, color in ((240, palette.ground), (205, palette.ink), (170, next(colors))):
        canvas.disc(sun, radius, color)
    strip(canvas)


MOTIFS = (rings, tiles, bend, stripes, arches, plan, levels, staves, workshop, quilt, cubes, facets, sunburst)
