"""The sheet a cover is drawn on: its colours, its shapes and its lettering."""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageDraw import ImageDraw as Draw
from PIL.ImageFont import FreeTypeFont

SIDE = 1800  # twice what is kept: halving it smooths every edge
MARGIN = 110
FOOT = 430  # the strip at the bottom that motifs leave to the caption

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go together, as #rrggbb; `ink` is legible on `ground`."""

    ground: str
    ink: str
    accents: tuple[str, str, str]


PALETTES = {
    "harbour": Palette("#f3e9dc", "#1f2a44", ("#d1495b", "#edae49", "#00798c")),
    "ember": Palette("#13212a", "#f2e8cf", ("#e07a5f", "#81b29a", "#f2cc8f")),
    "dusk": Palette("#2b2540", "#f4ebe4", ("#e56b6f", "#eaac8b", "#8a79a8")),
    "olive": Palette("#f7f0d6", "#2b3618", ("#6f7d3c", "#dda15e", "#bc6c25")),
    "workshop": Palette("#e8e4d9", "#26231f", ("#c8553d", "#588b8b", "#f28f3b")),
    "midnight": Palette("#10243e", "#f7ede2", ("#f5cac3", "#84a59d", "#f28482")),
    "primary": Palette("#f4f1ea", "#141414", ("#e63946", "#457b9d", "#a8cfd2")),
    "plum": Palette("#33202f", "#f7e1d7", ("#f1a66a", "#e5594f", "#5a8280")),
    "bottle": Palette("#123c3a", "#f1ecd9", ("#e9b44c", "#c8553d", "#50a2a7")),
    "terracotta": Palette("#f6d8c3", "#2b2d42", ("#a8604a", "#ef6f6c", "#52688f")),
    "mint": Palette("#d5e0da", "#263a3f", ("#4f7a6e", "#f08a7e", "#e9c46a")),
    "mustard": Palette("#e3a72f", "#1d1a16", ("#f5ead4", "#b3402e", "#2f5d62")),
    "brick": Palette("#b23f2d", "#f8ead3", ("#2a1712", "#eca64c", "#2f5560")),
    "lake": Palette("#274f7d", "#f5efe0", ("#f0b53f", "#e4684c", "#8fbcc9")),
    "lilac": Palette("#e9d8e4", "#3a2344", ("#8c4f8f", "#f07f62", "#f4bf75")),
    "soot": Palette("#1d1d24", "#efe9df", ("#d8a13d", "#5c8f8a", "#b64a3a")),
}


@dataclass(frozen=True, slots=True)
class Canvas:
    """One cover in the making. Everything left to chance is asked of `chance`, so a seed always gives one picture."""

    title: str
    artist: str
    palette: Palette
    chance: Random
    image: Image.Image = field(init=False)
    draw: Draw = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "image", Image.new("RGB", (SIDE, SIDE), self.palette.ground))
        object.__setattr__(self, "draw", ImageDraw.Draw(self.image))

    def shuffled(self) -> list[str]:
        """The accents in an order of this cover's own."""
        return self.chance.sample(self.palette.accents, 3)

    def disc(self, centre: Point, radius: float, color: str) -> None:
        (x, y), r = centre, radius
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=color)

    def ring(self, centre: Point, radius: float, color: str, width: int) -> None:
        (x, y), r = centre, radius
        self.draw.ellipse((x - r, y - r, x + r, y + r), outline=color, width=width)

    def dark(self) -> str:
        return min(self.palette.ground, self.palette.ink, key=luminance)

    def light(self) -> str:
        return max(self.palette.ground, self.palette.ink, key=luminance)

    def foot(self, *, ground: str = "", ink: str = "") -> None:
        """Clear the strip at the bottom and set the caption into it."""
        self.draw.rectangle((0, SIDE - FOOT, SIDE, SIDE), fill=ground or self.palette.ground)
        self.caption(color=ink)

    def caption(self, *, top: bool = False, color: str = "") -> None:
        """Title and artist, at the bottom or the top, in `color` or ink."""
        font, color = lettering(100), color or self.palette.ink
        lines = wrapped(self.title, font)
        y = float(MARGIN if top else SIDE - MARGIN - 82 - 116 * len(lines))
        for line in lines:
            self.letter(line, y, font, color, weight=2)
            y += 116
        self.letter(self.artist, y + 10, lettering(64), color)

    def letter(self, text: str, y: float, font: FreeTypeFont, color: str, *, weight: int = 0) -> None:
        """One line of text from the left margin; `weight` makes it bolder by so many pixels."""
        self.draw.text((MARGIN, y), text, color, font, stroke_width=weight)


@cache
def lettering(size: int) -> FreeTypeFont:
    """The typeface that comes with Pillow, so that covers are the same everywhere. `size` in pixels of the sheet."""
    font = ImageFont.load_default(size)
    if not isinstance(font, FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType; its published wheels have it")
    return font


def wrapped(text: str, font: FreeTypeFont) -> list[str]:
    """`text` in as few lines as fit between the margins; a word too long for that gets a line of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > SIDE - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def rgb(color: str) -> tuple[int, int, int]:
    """#rrggbb as numbers."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` stirred in."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(rgb(one), rgb(other), strict=True))


def luminance(color: str) -> float:
    """How light a colour looks, from 0 to 1 (Rec. 601)."""
    red, green, blue = rgb(color)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
