"""Smooth colour and rough grain, made by resizing a few pixels instead of computing many."""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageFilter

from project.demo.art.palettes import rgb
from project.demo.art.sheet import Canvas, Sheet

BICUBIC, BILINEAR, NEAREST = Image.Resampling.BICUBIC, Image.Resampling.BILINEAR, Image.Resampling.NEAREST


def ramp(side: int, colors: Sequence[str], *, across: bool = False) -> Image.Image:
    """A square that fades from the first colour at its top, or left, to the last."""
    column = Image.new("RGB", (1, len(colors)))
    column.putdata([rgb(color) for color in colors])
    # Resizing blends from the middle of one pixel to the middle of the next: the box leaves out the rest.
    tall = column.resize((1, side), BILINEAR, (0, 0.5, 1, len(colors) - 0.5))
    square = tall.resize((side, side), NEAREST)
    return square.transpose(Image.Transpose.ROTATE_90) if across else square


def mesh(side: int, rows: Sequence[Sequence[str]]) -> Image.Image:
    """A square in which the colours of a small grid run into each other."""
    small = Image.new("RGB", (len(rows[0]), len(rows)))
    small.putdata([rgb(color) for row in rows for color in row])
    return small.resize((240, 240), BICUBIC).filter(ImageFilter.GaussianBlur(14)).resize((side, side), BICUBIC)


def blurred(image: Image.Image, units: float) -> Image.Image:
    """Blur by a radius in units of the sheet; done small, for what is blurred needs no detail."""
    side, small = image.width, max(round(2400 / max(units, 3)), 90)
    if small >= side:
        return image.filter(ImageFilter.GaussianBlur(units * side / 1000))
    shrunk = image.resize((small, small), Image.Resampling.BOX)
    return shrunk.filter(ImageFilter.GaussianBlur(units * small / 1000)).resize((side, side), BILINEAR)


def moved(image: Image.Image, dx: float, dy: float) -> Image.Image:
    """A stencil pushed aside by so many units; nothing comes in on the other side."""
    share = image.width / 1000
    pushed = Image.new(image.mode, image.size)
    pushed.paste(image, (round(dx * share), round(dy * share)))
    return pushed


def faded(image: Image.Image, share: float) -> Image.Image:
    """A grey picture with only `share` of its light."""
    return image.point([round(value * share) for value in range(256)])


def noise(chance: Random, side: int, cells: int) -> Image.Image:
    """Grey static of so many cells a side, around 128."""
    first, second = (Image.frombytes("L", (cells, cells), chance.randbytes(cells * cells)) for _ in range(2))
    return Image.blend(first, second, 0.5).resize((side, side), NEAREST)


def grain(canvas: Canvas, strength: float = 0.12) -> None:
    """Film grain over everything; `strength` from 0 to 1."""
    static = noise(canvas.chance, canvas.side, canvas.side // 2)
    canvas.replace(ImageChops.overlay(canvas.image, static.point(_toward_grey(strength)).convert("RGB")))


def worn(canvas: Canvas, stencil: Sheet, share: float = 0.2) -> Sheet:
    """A stencil whose ink has not taken everywhere: speckled, as on cheap paper."""
    static = noise(canvas.chance, canvas.side, canvas.side // 3)
    threshold = 128 - 74 * (1 - share) ** 0.5
    holes = static.point([0 if value < threshold else 255 for value in range(256)])
    return Sheet(ImageChops.multiply(stencil.image, holes))


def _toward_grey(strength: float) -> list[int]:
    return [round(128 + (value - 128) * strength) for value in range(256)]
