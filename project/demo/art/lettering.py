"""Words as stencils: white letters on black, to be stretched, turned and inked by whoever wants them.

The typeface is the one that comes with Pillow, so that covers are the same everywhere. It has ASCII and little more;
the accents of the Latin alphabets are drawn here, above, below or across its letters.
"""

from functools import cache
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageDraw import ImageDraw as Draw
from PIL.ImageFont import FreeTypeFont

type Stroke = list[tuple[float, float]]

# Each accent as strokes, in shares of the size of type: x from the letter's middle, y down from the accent's foot.
_ABOVE: dict[str, list[Stroke]] = {
    "\u0300": [[(0.05, 0), (-0.07, -0.13)]],
    "\u0301": [[(-0.05, 0), (0.07, -0.13)]],
    "\u0302": [[(-0.12, 0), (0, -0.13), (0.12, 0)]],
    "\u0303": [[(-0.15, -0.03), (-0.08, -0.09), (0.07, -0.04), (0.15, -0.1)]],
    "\u0304": [[(-0.12, -0.06), (0.12, -0.06)]],
    "\u0306": [[(-0.12, -0.13), (-0.06, -0.03), (0.06, -0.03), (0.12, -0.13)]],
    "\u0307": [[(0, -0.06), (0, -0.061)]],
    "\u0308": [[(-0.11, -0.06), (-0.11, -0.061)], [(0.11, -0.06), (0.11, -0.061)]],
    "\u030a": [[(0, 0), (0.07, -0.03), (0.09, -0.09), (0, -0.16), (-0.09, -0.09), (-0.07, -0.03), (0, 0)]],
    "\u030b": [[(-0.13, 0), (-0.04, -0.13)], [(0.04, 0), (0.13, -0.13)]],
    "\u030c": [[(-0.12, -0.13), (0, 0), (0.12, -0.13)]],
}
_BELOW: dict[str, list[Stroke]] = {
    "\u0326": [[(0.02, 0.1), (-0.03, 0.2)]],
    "\u0327": [[(0.01, 0.02), (0.06, 0.1), (0.03, 0.17), (-0.07, 0.17)]],
    "\u0328": [[(0.12, 0), (0.05, 0.1), (0.1, 0.17), (0.17, 0.15)]],
}
# Letters that Unicode does not take apart: the letter below and the stroke across, in shares of its box.
_ACROSS: dict[str, tuple[str, Stroke]] = {
    "ø": ("o", [(0.04, 1.0), (0.96, 0.0)]),
    "Ø": ("O", [(0.08, 0.98), (0.92, 0.02)]),
    "ł": ("l", [(-0.9, 0.62), (1.9, 0.38)]),
    "Ł": ("L", [(-0.14, 0.62), (0.5, 0.38)]),
    "đ": ("d", [(0.6, 0.2), (1.15, 0.2)]),
    "Đ": ("D", [(-0.14, 0.5), (0.42, 0.5)]),
}
_PLAIN = {chr(code) for code in range(0x20, 0x7F)} | set("’‘“”…·ß")


@cache
def typeface(size: int) -> FreeTypeFont:
    """Pillow's own, at `size` pixels."""
    font = ImageFont.load_default(size)
    if not isinstance(font, FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType; its published wheels have it")
    return font


def can_spell(text: str) -> bool:
    """Whether every letter can be set, so that nobody meets the box that stands for a missing one."""
    return all(_taken_apart(letter) is not None for letter in normalize("NFC", text))


def _taken_apart(letter: str) -> tuple[str, str] | None:
    """The plain letter and its accent, if it has one."""
    if letter in _ACROSS:
        return _ACROSS[letter][0], letter
    apart = normalize("NFD", letter)
    base, mark = apart[:1], apart[1:]
    if base not in _PLAIN:
        return None
    return (base, mark) if not mark or mark in _ABOVE or mark in _BELOW else None


def line(text: str, size: float, *, weight: float = 0.0, tracking: float = 0.0) -> Image.Image:
    """One line of type. `size` in pixels; `weight`, what it is bolder by, and `tracking`, the room between letters, in
    shares of it. As tall as one and a half sizes, the baseline at 1.1, whatever is written.
    """
    font, bold = typeface(max(round(size), 4)), round(weight * size)
    letters = [pair for letter in normalize("NFC", text) if (pair := _taken_apart(letter))]
    plain, step = "".join(base for base, _ in letters), tracking * size + bold
    width = font.getlength(plain) + step * len(plain) + 2 * bold + size * 0.1
    image = Image.new("L", (max(round(width), 1), round(size * 1.5)))
    draw = ImageDraw.Draw(image)
    for index, (base, mark) in enumerate(letters):
        x = bold + size * 0.05 + font.getlength(plain[:index]) + step * index
        draw.text((x, size * 1.1), base, 255, font, anchor="ls", stroke_width=bold)
        if mark:
            _accent(draw, (base, mark), (x, size * 1.1), font, bold)
    return image


def word(text: str, size: float, *, weight: float = 0.0, tracking: float = 0.0) -> Image.Image:
    """A line of type without any room round its letters."""
    image = line(text, size, weight=weight, tracking=tracking)
    return image.crop(image.getbbox())


def _accent(draw: Draw, letter: tuple[str, str], at: tuple[float, float], font: FreeTypeFont, bold: int) -> None:
    (base, mark), size, pen = letter, font.size, max(round(font.size * 0.07 + 1.4 * bold), 1)
    left, top, right, bottom = draw.textbbox(at, base, font, anchor="ls")
    middle = (left + right) / 2
    if mark in _ACROSS:
        width, height = right - left, bottom - top
        _stroke(draw, [(left + x * width, top + y * height) for x, y in _ACROSS[mark][1]], pen)
        return
    foot = top - size * 0.07 - bold
    if base in "ij" and mark in _ABOVE:  # the accent takes the dot's place
        foot = at[1] - size * 0.62 - bold
        draw.rectangle((left - bold, top - bold - 2, right + bold, at[1] - size * 0.55), fill=0)
    for stroke in _ABOVE.get(mark) or _BELOW[mark]:
        y, room = foot if mark in _ABOVE else at[1], size + 5 * bold
        _stroke(draw, [(middle + dx * room, y + dy * room) for dx, dy in stroke], pen)


def _stroke(draw: Draw, points: Stroke, pen: int) -> None:
    draw.line(points, fill=255, width=pen, joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
