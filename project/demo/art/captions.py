"""Title and artist in a quiet size, for covers whose picture comes first. Where nothing can be lettered, nothing is."""

from collections.abc import Callable

from PIL import Image

from project.demo.art.lettering import line, word
from project.demo.art.sheet import FULL, Canvas

MARGIN = 62.0


def caption(canvas: Canvas, *places: str, on: str, ink: str = "") -> None:
    """Set title and artist at one of `places`, of those in PLACES, over a part of the picture whose colour is `on`."""
    place = canvas.chance.choice(places)
    if canvas.title:
        PLACES[place](canvas, ink or canvas.palette.legible(on))


def wrapped(text: str, size: float, width: float, *, weight: float = 0.0) -> list[str]:
    """`text` in as few lines as fit into `width` units at `size` units; a word too long gets a line of its own."""
    lines = [""]
    for part in text.split():
        longer = f"{lines[-1]} {part}".strip()
        if lines[-1] and measure(longer, size, weight=weight) > width:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def measure(text: str, size: float, *, weight: float = 0.0, tracking: float = 0.0) -> float:
    """How wide a line gets, in units."""
    return line(text, 100, weight=weight, tracking=tracking).width * size / 100


def write(
    canvas: Canvas, text: str, at: tuple[float, float], size: float, ink: str, *, align: float = 0.0, **style: float
) -> None:
    """One line of type whose capitals begin at `at`; `align` is the share of its width that stands left of there."""
    stencil = line(text, canvas.px(size), **style)
    x = at[0] - align * stencil.width * FULL / canvas.side
    canvas.print_word(stencil, (x, at[1] - 0.38 * size), ink)


def _sized(canvas: Canvas) -> float:
    """Short titles may be set larger."""
    return 66.0 if len(canvas.title) < 18 else 52.0


def _stacked(canvas: Canvas, ink: str, top: Callable[[float], float], x: float, align: float) -> None:
    size = _sized(canvas)
    lines = wrapped(canvas.title, size, FULL - 2 * MARGIN, weight=0.02)
    y = top(len(lines) * size * 1.14 + 46)
    for each in lines:
        write(canvas, each, (x, y), size, ink, align=align, weight=0.02)
        y += size * 1.14
    write(canvas, canvas.artist, (x, y + 6), 32, ink, align=align)


def _foot(canvas: Canvas, ink: str) -> None:
    _stacked(canvas, ink, lambda height: FULL - MARGIN - height + 12, MARGIN - 4, 0)


def _head(canvas: Canvas, ink: str) -> None:
    _stacked(canvas, ink, lambda height: MARGIN, MARGIN - 4, 0)


def _middle(canvas: Canvas, ink: str) -> None:
    _stacked(canvas, ink, lambda height: FULL - MARGIN - height + 12, FULL / 2, 0.5)


def _crown(canvas: Canvas, ink: str) -> None:
    _stacked(canvas, ink, lambda height: MARGIN, FULL / 2, 0.5)


def _rail(canvas: Canvas, ink: str, y: float) -> None:
    """Artist at the left, title at the right, one small line."""
    title, artist, size = canvas.title.upper(), canvas.artist.upper(), 25.0
    room = measure(title, size, tracking=0.12) + measure(artist, size, tracking=0.12) + 50
    size = min(size, size * (FULL - 2 * MARGIN) / room)
    write(canvas, artist, (MARGIN - 4, y), size, ink, tracking=0.12, weight=0.01)
    write(canvas, title, (FULL - MARGIN + 4, y), size, ink, align=1, tracking=0.12, weight=0.01)


def _top_rail(canvas: Canvas, ink: str) -> None:
    _rail(canvas, ink, MARGIN - 12)


def _low_rail(canvas: Canvas, ink: str) -> None:
    _rail(canvas, ink, FULL - MARGIN - 8)


def _spine(canvas: Canvas, ink: str) -> None:
    """Read from the bottom up, along the left edge."""
    text = f"{canvas.artist.upper()}   {canvas.title}"
    stencil = word(text, canvas.px(30), tracking=0.06, weight=0.01).transpose(Image.Transpose.ROTATE_90)
    if stencil.height > canvas.px(FULL - 2 * MARGIN):
        stencil = stencil.resize((stencil.width, round(canvas.px(FULL - 2 * MARGIN))))
    canvas.print_word(stencil, (36, FULL - MARGIN - stencil.height * FULL / canvas.side), ink)


def _plate(canvas: Canvas, _ink: str) -> None:
    """A label pasted into one of the corners."""
    palette, chance = canvas.palette, canvas.chance
    ground = chance.choice([palette.light(), palette.light(), palette.dark(), palette.by_light()[-1]])
    color = palette.legible(ground)
    lines = wrapped(canvas.title, 38, 420, weight=0.02)
    width = max(*(measure(each, 38, weight=0.02) for each in lines), measure(canvas.artist, 26)) + 56
    height = 44 * len(lines) + 84
    left = chance.choice([MARGIN, MARGIN, FULL - MARGIN - width])
    top = chance.choice([FULL - MARGIN - height, FULL - MARGIN - height, MARGIN])
    canvas.rect(left, top, left + width, top + height, ground)
    for row, each in enumerate(lines):
        write(canvas, each, (left + 27, top + 28 + 44 * row), 38, color, weight=0.02)
    write(canvas, canvas.artist, (left + 28, top + 36 + 44 * len(lines)), 26, color)


def _band(canvas: Canvas, _ink: str) -> None:
    """A strip right across, at the top or at the foot."""
    top = canvas.chance.choice([0.0, FULL - 104.0])
    ground = canvas.palette.ground
    canvas.rect(0, top, FULL, top + 104, ground)
    _rail(canvas, canvas.palette.legible(ground), top + 42)


def _nowhere(_canvas: Canvas, _ink: str) -> None:
    pass


PLACES: dict[str, Callable[[Canvas, str], None]] = {
    "foot": _foot,
    "head": _head,
    "middle": _middle,
    "crown": _crown,
    "top rail": _top_rail,
    "low rail": _low_rail,
    "spine": _spine,
    "plate": _plate,
    "band": _band,
    "nowhere": _nowhere,
}
