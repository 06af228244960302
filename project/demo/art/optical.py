"""Covers that will not keep still: interference, waves, and boards that swell."""

import math

from PIL import Image, ImageChops

from project.demo.art.captions import caption
from project.demo.art.palettes import contrast, mixed
from project.demo.art.sheet import FULL, Canvas, Sheet

type Quad = tuple[float, float, float, float, float, float, float, float]


def moire(canvas: Canvas) -> None:
    """Two sets of circles, each black where the other is not."""
    first, second = canvas.stencil(), canvas.stencil()
    gap, apart = canvas.chance.choice([20.0, 26.0, 34.0]), canvas.chance.uniform(60, 210)
    turn = canvas.chance.uniform(0, math.pi)
    for sheet, side in ((first, 1), (second, -1)):
        centre = (500 + side * apart * math.cos(turn), 500 + side * apart * math.sin(turn))
        for step in range(int(1300 / gap), 0, -1):
            sheet.disc(centre, step * gap, 255 if step % 2 else 0)
    _pair(canvas, Sheet(ImageChops.difference(first.image, second.image)))
    caption(canvas, "plate", on=canvas.palette.light())


def spokes(canvas: Canvas) -> None:
    """Rays from two places, each black where the other is not."""
    rays, sheets = canvas.chance.choice([36, 48, 60]), [canvas.stencil(), canvas.stencil()]
    centres = canvas.chance.choice([((430, 500), (570, 500)), ((500, 400), (500, 560)), ((300, 300), (700, 700))])
    for sheet, centre in zip(sheets, centres, strict=True):
        for ray in range(0, 2 * rays, 2):
            sheet.wedge(centre, 1500, 180 * ray / rays, 180 * (ray + 1) / rays, 255)
    _pair(canvas, Sheet(ImageChops.difference(sheets[0].image, sheets[1].image)))
    canvas.disc((500, 500), canvas.chance.uniform(90, 160), canvas.palette.striking(canvas.palette.ground))
    caption(canvas, "plate", on=canvas.palette.light())


def _pair(canvas: Canvas, stencil: Sheet) -> None:
    """Print in the two colours of the palette that differ most."""
    palette = canvas.palette
    first = canvas.chance.choice([palette.ground, *palette.accents])
    second = max((palette.ink, palette.ground), key=lambda color: contrast(color, first))
    canvas.fill(first)
    canvas.ink(stencil, second)


def ripple(canvas: Canvas) -> None:
    """Stripes that swing together, thinner where they turn."""
    chance, palette = canvas.chance, canvas.palette
    count, colors = chance.choice([18, 26, 34]), [palette.ink, *canvas.shuffled()[: chance.choice([0, 1, 2])]]
    reach, turns, shift = chance.uniform(40, 110), chance.uniform(1.2, 2.6), chance.uniform(0, 6)
    lean, gap = chance.uniform(-0.8, 0.8), FULL / count
    for index in range(-8, count + 8):
        edges = []
        for share in (0.0, 0.52):
            x = (index + share) * gap
            wave = [(x + reach * math.sin(shift + lean * x / 200 + 2 * math.pi * turns * y / FULL), y)
                    for y in range(-10, FULL + 20, 10)]  # fmt: skip
            edges.append(wave)
        canvas.shape([*edges[0], *reversed(edges[1])], colors[index % len(colors)])
    canvas.rect(0, 880, FULL, FULL, palette.ground)
    caption(canvas, "low rail", on=palette.ground)


def bulge(canvas: Canvas) -> None:
    """A chequered board with something round behind it."""
    palette, chance = canvas.palette, canvas.chance
    board, cells = Image.new("RGB", canvas.image.size, palette.ground), chance.choice([14, 18, 22])
    sheet, size = Sheet(board), FULL / cells
    front = mixed(palette.ink, palette.striking(palette.ground), chance.choice([0, 1]))
    for index in range(cells * cells):
        row, column = divmod(index, cells)
        if (row + column) % 2:
            sheet.rect(column * size, row * size, (column + 1) * size, (row + 1) * size, front)
    centre = (chance.uniform(350, 650), chance.uniform(330, 560))
    canvas.replace(_swollen(board, centre, chance.uniform(300, 420)))
    caption(canvas, "plate", on=palette.light())


def _swollen(image: Image.Image, centre: tuple[float, float], radius: float) -> Image.Image:
    """The image as if seen through a lens, cut into small quadrilaterals."""
    side, count = image.width, 40
    cell, share = FULL / count, image.width / FULL

    def source(x: float, y: float) -> tuple[float, float]:
        away = math.hypot(x - centre[0], y - centre[1]) / radius
        pull = 0.36 + 0.64 * away**1.3 if away < 1 else 1.0
        return (centre[0] + (x - centre[0]) * pull) * share, (centre[1] + (y - centre[1]) * pull) * share

    pieces: list[tuple[tuple[int, int, int, int], Quad]] = []
    for index in range(count * count):
        row, column = divmod(index, count)
        left, top, right, bottom = column * cell, row * cell, (column + 1) * cell, (row + 1) * cell
        box = (round(left * share), round(top * share), round(right * share), round(bottom * share))
        pieces.append((box, (*source(left, top), *source(left, bottom), *source(right, bottom), *source(right, top))))
    return image.transform((side, side), Image.Transform.MESH, pieces, Image.Resampling.BICUBIC)


def tunnel(canvas: Canvas) -> None:
    """Squares within squares, each turned a little further."""
    chance, palette = canvas.chance, canvas.palette
    sides, twist = chance.choice([4, 4, 3, 6]), chance.uniform(2.5, 7) * chance.choice([-1, 1])
    colors = [palette.ink, palette.ground, *canvas.shuffled()[: chance.choice([0, 1, 2])]]
    radius, turn, index = 1250.0, chance.uniform(0, 90), 0
    while radius > 14:
        corners = [math.radians(turn + 360 * corner / sides) for corner in range(sides)]
        canvas.shape(
            [(500 + radius * math.cos(a), 500 + radius * math.sin(a)) for a in corners], colors[index % len(colors)]
        )
        radius, turn, index = radius * 0.9 - 3, turn + twist, index + 1
    caption(canvas, "plate", on=palette.light())


def terrain(canvas: Canvas) -> None:
    """Ribbons one before another, lifted as by something that passes underneath."""
    chance, palette = canvas.chance, canvas.palette
    rows, tones = chance.choice([16, 22, 28]), [*canvas.shuffled(), palette.ink]
    bumps = [
        (chance.uniform(0, FULL), chance.uniform(200, 900), chance.uniform(70, 190), chance.uniform(40, 190))
        for _ in range(9)
    ]
    for row in range(-1, rows + 4):
        y, crest = 130 + row * 800 / rows, []
        for x in range(-10, FULL + 20, 8):
            lift = sum(
                high * math.exp(-(((x - bx) / wide) ** 2) - ((y - by) / 170) ** 2) for bx, by, wide, high in bumps
            )
            crest.append((x, y - lift))
        place = max(row, 0) / (rows + 4) * (len(tones) - 1)
        tone = mixed(tones[int(place)], tones[int(place) + 1], place % 1)
        canvas.shape([*crest, (FULL + 20, FULL + 20), (-20, FULL + 20)], tone)
        canvas.line(crest, mixed(tone, palette.ground, 0.75), 4)
    canvas.rect(0, 890, FULL, FULL, palette.ground)
    caption(canvas, "low rail", on=palette.ground)


MOTIFS = (moire, spokes, ripple, bulge, tunnel, terrain)
