"""Covers as if cut out with scissors and laid down by hand."""

import math

from PIL import ImageChops

from project.demo.art.captions import caption
from project.demo.art.palettes import contrast, mixed
from project.demo.art.sheet import FULL, Canvas, Point, Sheet
from project.demo.art.texture import blurred, faded, moved


def algae(canvas: Canvas) -> None:
    """Blocks of painted paper, a lobed leaf cut out on each."""
    palette, chance = canvas.palette, canvas.chance
    columns, rows = chance.choice([(2, 2), (3, 2), (2, 3), (3, 3)])
    wide, high, foot = FULL / columns, 890 / rows, 890.0
    colors = [palette.ground, palette.ink, *palette.accents]
    shift = chance.randrange(5)
    for index in range(columns * rows):
        x, y = index % columns * wide, index // columns * high
        back = colors[(index + shift + index // columns) % len(colors)]
        front = chance.choice([color for color in colors if contrast(color, back) > 1.6])
        canvas.rect(x, y, x + wide, y + high, back)
        _alga(canvas, (x + wide / 2, y + high / 2), min(wide, high) * 0.35, chance.uniform(-0.4, 0.4), front)
    canvas.rect(0, foot, FULL, FULL, palette.light())
    caption(canvas, "low rail", on=palette.light())


def _alga(canvas: Canvas, centre: Point, size: float, lean: float, color: str) -> None:
    """A stem with round-ended fingers on both sides."""
    chance = canvas.chance
    up = (math.sin(lean), -math.cos(lean))
    foot = (centre[0] - up[0] * size, centre[1] - up[1] * size)
    tip = (centre[0] + up[0] * size, centre[1] + up[1] * size)
    canvas.line([foot, tip], color, size * 0.2, round_ends=True)
    fingers = chance.choice([4, 5, 6])
    for finger in range(fingers):
        share = (finger + 0.6) / fingers
        at = (foot[0] + 2 * size * share * up[0], foot[1] + 2 * size * share * up[1])
        long = size * (0.35 + 0.6 * math.sin(math.pi * min(share * 0.9 + 0.12, 1)))
        for side in (-1, 1):
            angle = lean + side * chance.uniform(0.75, 1.05)
            end = (at[0] + long * math.sin(angle), at[1] - long * math.cos(angle))
            canvas.line([at, end], color, size * chance.uniform(0.15, 0.22), round_ends=True)


def layers(canvas: Canvas) -> None:
    """Sheets with a hole in each, one above another, every hole larger."""
    palette, chance = canvas.palette, canvas.chance
    tones = sorted(
        {*palette.accents, palette.light(), palette.dark()}, key=lambda color: contrast(color, palette.dark())
    )
    if chance.random() < 0.5:
        tones.reverse()
    canvas.fill(tones[0])
    waves = [(chance.uniform(0.05, 0.16), chance.uniform(0, 7), lobes) for lobes in (2, 3, 5)]
    depth = len(tones) - 1
    for step in range(1, depth + 1):
        hole = canvas.stencil()
        hole.fill(255)
        hole.shape(_wobble((500, 430), 90 + 270 * step / depth, waves, step * 0.5), 0)
        _lay(canvas, hole, tones[step])
    caption(canvas, "foot", "low rail", on=tones[-1])


def _wobble(centre: Point, radius: float, waves: list[tuple[float, float, int]], turn: float) -> list[Point]:
    outline = []
    for step in range(180):
        angle = 2 * math.pi * step / 180
        reach = radius * (1 + sum(size * math.sin(lobes * angle + shift + turn) for size, shift, lobes in waves))
        outline.append((centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)))
    return outline


def _lay(canvas: Canvas, piece: Sheet, color: str, *, lift: float = 9) -> None:
    """Put down a piece of paper and the shadow it throws."""
    shadow = moved(blurred(piece.image, lift), lift * 0.5, lift * 0.9)
    canvas.image.paste(mixed(canvas.palette.dark(), "#000000", 0.5), (0, 0), faded(shadow, 0.42))
    canvas.ink(piece, color)


def valleys(canvas: Canvas) -> None:
    """A landscape of cut paper, each sheet throwing its shadow on the one behind."""
    palette, chance = canvas.palette, canvas.chance
    tones = palette.by_light()[::-1]
    canvas.fill(mixed(tones[0], palette.light(), 0.5))
    sun = canvas.stencil()
    sun.disc((chance.uniform(250, 750), chance.uniform(230, 330)), chance.uniform(90, 140), 255)
    _lay(canvas, sun, palette.light() if chance.random() < 0.5 else tones[1])
    count = 6
    for step in range(count):
        piece, shift = canvas.stencil(), chance.uniform(0, 7)
        base, high, turns = 380 + 85 * step, chance.uniform(30, 75), chance.uniform(0.7, 1.8)
        crest = [(x, base + high * math.sin(shift + 2 * math.pi * turns * x / FULL)) for x in range(-10, FULL + 20, 10)]
        piece.shape([*crest, (FULL + 20, FULL + 20), (-20, FULL + 20)], 255)
        share = step / (count - 1) * (len(tones) - 0.01)
        _lay(
            canvas,
            piece,
            mixed(
                [*tones, palette.dark()][int(share)],
                [*tones, palette.dark()][min(int(share) + 1, len(tones))],
                share % 1,
            ),
        )
    caption(canvas, "foot", "low rail", on=palette.dark() if palette.dark() != palette.light() else tones[-1])


def torn(canvas: Canvas) -> None:
    """Strips of coloured paper, torn by hand, white where the fibres show."""
    palette, chance = canvas.palette, canvas.chance
    canvas.fill(palette.ground)
    count = chance.choice([4, 5, 6])
    across = chance.random() < 0.5
    colors = [*canvas.shuffled(), palette.ink, *canvas.shuffled()]
    for index in range(count):
        low, high = 60 + 740 * index / count, 60 + 740 * (index + chance.uniform(0.75, 1.2)) / count
        first, last = chance.uniform(30, 260), chance.uniform(740, 970)
        lean = chance.uniform(-40, 40)
        corners = [(first, low), (last, low + lean), (last, high + lean), (first, high)]
        if not across:
            corners = [(y + 60, x * 0.86) for x, y in corners]
        _tear(canvas, corners, colors[index])
    caption(canvas, "low rail", on=palette.ground)


def _tear(canvas: Canvas, corners: list[Point], color: str) -> None:
    rough = [_rough(canvas, corners[i], corners[(i + 1) % 4]) for i in range(4)]
    outer, inner = canvas.stencil(), canvas.stencil()
    outer.shape([point for edge in rough for point in edge], 255)
    chance = canvas.chance
    inner.shape([(x + chance.uniform(-1, 9), y - chance.uniform(-1, 10)) for edge in rough for x, y in edge], 255)
    _lay(canvas, outer, mixed(color, "#ffffff", 0.85), lift=6)
    canvas.ink(Sheet(ImageChops.multiply(outer.image, inner.image)), color)


def _rough(canvas: Canvas, start: Point, end: Point) -> list[Point]:
    chance, drift, points = canvas.chance, 0.0, []
    steps = max(int(math.dist(start, end) / 9), 2)
    for step in range(steps):
        drift = drift * 0.9 + chance.uniform(-3.2, 3.2)
        share = step / steps
        points.append((start[0] + (end[0] - start[0]) * share + drift, start[1] + (end[1] - start[1]) * share + drift))
    return points


def table(canvas: Canvas) -> None:
    """A still life: a bottle, a bowl, some fruit, a cloth."""
    palette, chance = canvas.palette, canvas.chance
    wall, cloth, bottle = canvas.shuffled()[:3]
    canvas.fill(mixed(wall, palette.light(), 0.25))
    board = canvas.stencil()
    board.shape([(-20, 620), (FULL + 20, chance.uniform(560, 640)), (FULL + 20, FULL + 20), (-20, FULL + 20)], 255)
    _lay(canvas, board, cloth)
    pieces = [(_bottle, 270), (_bowl, 640), (_jug, 450)]
    chance.shuffle(pieces)
    spots = [260, 500, 740]
    paints = [bottle, palette.dark(), palette.light()]
    for (cut, _), x, paint in zip(pieces, spots, paints, strict=True):
        piece = canvas.stencil()
        cut(piece, x + chance.uniform(-25, 25), chance.uniform(720, 780))
        _lay(canvas, piece, paint if contrast(paint, cloth) > 1.3 else palette.legible(cloth))
    for _ in range(chance.choice([2, 3, 4])):
        fruit = canvas.stencil()
        fruit.disc((chance.uniform(150, 850), chance.uniform(770, 830)), chance.uniform(38, 54), 255)
        _lay(canvas, fruit, chance.choice([wall, palette.striking(cloth)]))
    caption(canvas, "top rail", on=mixed(wall, palette.light(), 0.25))


def _bottle(sheet: Sheet, x: float, y: float) -> None:
    sheet.rect(x - 70, y - 300, x + 70, y, 255, round_by=22)
    sheet.shape([(x - 70, y - 290), (x + 70, y - 290), (x + 28, y - 380), (x - 28, y - 380)], 255)
    sheet.rect(x - 28, y - 500, x + 28, y - 370, 255)
    sheet.rect(x - 36, y - 512, x + 36, y - 486, 255)


def _bowl(sheet: Sheet, x: float, y: float) -> None:
    sheet.wedge((x, y - 160), 150, 0, 180, 255)
    sheet.rect(x - 60, y - 30, x + 60, y, 255)
    sheet.oval((x, y - 160), 160, 18, 255)


def _jug(sheet: Sheet, x: float, y: float) -> None:
    sheet.oval((x, y - 120), 120, 130, 255)
    sheet.shape([(x - 60, y - 330), (x + 70, y - 350), (x + 60, y - 200), (x - 60, y - 200)], 255)
    sheet.ring((x + 105, y - 200), 80, 255, 26)
    sheet.rect(x - 70, y - 40, x + 70, y, 255)


# A face from its brow to its shoulder, looking left.
_FACE: list[Point] = [
    *((60, 0), (60, 130), (40, 220), (52, 290), (-24, 410), (32, 430), (30, 462), (4, 486), (22, 512)),
    *((2, 540), (34, 574), (24, 634), (80, 676), (120, 700), (110, 800), (50, 900), (40, 1000)),
]


def profiles(canvas: Canvas) -> None:
    """Two faces, and whatever stands between them."""
    palette, chance = canvas.palette, canvas.chance
    back, left, right = chance.sample([palette.ground, palette.ink, *palette.accents], 3)
    while contrast(back, left) < 1.7 or contrast(back, right) < 1.7:
        back, left, right = chance.sample([palette.ground, palette.ink, *palette.accents], 3)
    canvas.fill(back)
    apart, size = chance.uniform(20, 110), chance.uniform(0.94, 1.06)
    for side, color in ((-1, left), (1, right)):
        piece = canvas.stencil()
        outline = [(500 + side * (x * size + apart), y * 1.03 - 15) for x, y in _eased(_FACE)]
        piece.shape([*outline, (500 + side * 560, 1010), (500 + side * 560, -10)], 255)
        _lay(canvas, piece, color)
    moon = canvas.stencil()
    moon.disc((500, chance.uniform(180, 330)), 60, 255)
    canvas.ink(moon, palette.striking(back))
    caption(canvas, "plate", on=palette.light())


def _eased(corners: list[Point]) -> list[Point]:
    """A smooth line through some points (Catmull-Rom)."""
    padded, smooth = [corners[0], *corners, corners[-1]], []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(8):
            t = step / 8
            smooth.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return [*smooth, corners[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def confetti(canvas: Canvas) -> None:
    """Offcuts: everything the scissors left on the floor."""
    palette, chance = canvas.palette, canvas.chance
    colors = [color for color in (*palette.accents, palette.ink) if contrast(color, palette.ground) > 1.3]
    count = chance.choice([4, 5, 6])
    room = 876 / count
    for index in range(count * count):
        x, y = 62 + room * (index % count + 0.5), 40 + room * 0.93 * (index // count + 0.5)
        size, turn, color = room * chance.uniform(0.3, 0.44), chance.uniform(0, 6.3), chance.choice(colors)
        match chance.randrange(4):
            case 0:
                canvas.shape(_polygon((x, y), size, 3, turn), color)
            case 1:
                canvas.wedge((x, y), size, math.degrees(turn), math.degrees(turn) + 180, color)
            case 2:
                canvas.shape(_polygon((x, y), size, 4, turn), color)
            case _:
                canvas.shape(_wobble((x, y), size * 0.8, [(0.22, turn, 3), (0.15, turn * 2, 2)], 0), color)
    caption(canvas, "low rail", on=palette.ground)


def _polygon(centre: Point, radius: float, corners: int, turn: float) -> list[Point]:
    angles = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]


MOTIFS = (algae, layers, valleys, torn, table, profiles, confetti)
