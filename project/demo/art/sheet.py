"""What covers are drawn on: sheets measured in thousandths of their side, and the cover in the making."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from PIL import Image, ImageDraw
from PIL.ImageDraw import ImageDraw as Draw

from project.demo.art.palettes import Palette, rgb

FULL = 1000  # the side of any sheet, in the units that motifs measure in

type Point = tuple[float, float]
type Ink = str | int


@dataclass(slots=True)
class Sheet:
    """A square image drawn on in units, whatever its size in pixels."""

    image: Image.Image
    draw: Draw = field(init=False)

    def __post_init__(self) -> None:
        self.draw = ImageDraw.Draw(self.image)

    @property
    def side(self) -> int:
        return self.image.width

    def px(self, units: float) -> float:
        return units * self.side / FULL

    def _at(self, points: Sequence[Point]) -> list[Point]:
        share = self.side / FULL
        return [(x * share, y * share) for x, y in points]

    def fill(self, ink: Ink) -> None:
        self.image.paste(ink, (0, 0, self.side, self.side))

    def rect(self, left: float, top: float, right: float, bottom: float, ink: Ink, *, round_by: float = 0) -> None:
        (x0, y0), (x1, y1) = self._at([(left, top), (right, bottom)])
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if round_by:
            self.draw.rounded_rectangle(box, self.px(round_by), fill=ink)
        else:
            self.draw.rectangle(box, fill=ink)

    def disc(self, centre: Point, radius: float, ink: Ink) -> None:
        self.oval(centre, radius, radius, ink)

    def oval(self, centre: Point, across: float, down: float, ink: Ink) -> None:
        """`across` and `down` are its half axes."""
        x, y = centre
        first, last = self._at([(x - across, y - down), (x + across, y + down)])
        self.draw.ellipse((*first, *last), fill=ink)

    def ring(self, centre: Point, radius: float, ink: Ink, width: float) -> None:
        (x, y), r = centre, radius
        first, last = self._at([(x - r, y - r), (x + r, y + r)])
        self.draw.ellipse((*first, *last), outline=ink, width=max(round(self.px(width)), 1))

    def wedge(self, centre: Point, radius: float, start: float, end: float, ink: Ink) -> None:
        """A slice of a disc, in degrees clockwise from three o'clock."""
        (x, y), r = centre, radius
        first, last = self._at([(x - r, y - r), (x + r, y + r)])
        self.draw.pieslice((*first, *last), start, end, fill=ink)

    def shape(self, points: Sequence[Point], ink: Ink) -> None:
        self.draw.polygon(self._at(points), fill=ink)

    def line(self, points: Sequence[Point], ink: Ink, width: float, *, round_ends: bool = False) -> None:
        places, pen = self._at(points), max(round(self.px(width)), 1)
        self.draw.line(places, fill=ink, width=pen, joint="curve")
        for x, y in (places[0], places[-1]) if round_ends else ():
            self.draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=ink)

    def print_word(self, stencil: Image.Image, at: Point, ink: Ink) -> None:
        """Ink a stencil of type; `at` is its top left corner, in units."""
        self.image.paste(ink, (round(self.px(at[0])), round(self.px(at[1]))), stencil)


@dataclass(slots=True)
class Canvas(Sheet):
    """One cover in the making. Everything left to chance is asked of `chance`, so a seed always gives one picture.

    `title` and `artist` are empty where they cannot be lettered.
    """

    title: str
    artist: str
    small_print: str
    palette: Palette
    chance: Random

    def shuffled(self) -> list[str]:
        """The accents in an order of this cover's own."""
        return self.chance.sample(self.palette.accents, len(self.palette.accents))

    def near(self, value: float, share: float) -> float:
        """`value`, give or take `share` of it."""
        return value * self.chance.uniform(1 - share, 1 + share)

    def stencil(self) -> Sheet:
        """A black sheet of the same size; what is drawn on it in 255 will be inked."""
        return Sheet(Image.new("L", (self.side, self.side)))

    def ink(self, stencil: Sheet, color: str) -> None:
        self.image.paste(color, (0, 0), stencil.image)

    def overprint(self, stencil: Sheet, color: str) -> None:
        """Print as with a transparent ink: what is below shows through, darker."""
        printed = self.image.point([value * part // 255 for part in rgb(color) for value in range(256)])
        self.image.paste(printed, (0, 0), stencil.image)

    def shine(self, stencil: Sheet, color: str) -> None:
        """Let light of a colour fall where the stencil is white: what is below gets brighter."""
        table = [255 - (255 - value) * (255 - part) // 255 for part in rgb(color) for value in range(256)]
        lit = self.image.point(table)
        self.image.paste(lit, (0, 0), stencil.image)

    def replace(self, image: Image.Image) -> None:
        """Go on with another image of the same size."""
        self.image.paste(image)
