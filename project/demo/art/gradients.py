"""Covers made of light: colours that run into one another."""

import math

from PIL import Image, ImageChops, ImageOps

from project.demo.art.captions import caption
from project.demo.art.palettes import mixed
from project.demo.art.sheet import FULL, Canvas, Sheet
from project.demo.art.texture import blurred, grain, mesh, ramp


def haze(canvas: Canvas) -> None:
    """Colours that run into each other, with a clear disc cut from another such sheet."""
    canvas.replace(_clouds(canvas, 4))
    hole = canvas.stencil()
    hole.disc((500 + canvas.chance.uniform(-90, 90), 430), canvas.chance.uniform(230, 310), 255)
    canvas.image.paste(_clouds(canvas, 3), (0, 0), hole.image)
    grain(canvas, 0.1)
    caption(canvas, "plate", on=canvas.palette.light())


def _clouds(canvas: Canvas, count: int) -> Image.Image:
    colors = [canvas.palette.ground, *canvas.palette.accents, *canvas.palette.accents]
    return mesh(canvas.side, [canvas.chance.choices(colors, k=count) for _ in range(count)])


def aura(canvas: Canvas) -> None:
    """A lit room seen through its own door: soft frames, one within the other."""
    chance, palette = canvas.chance, canvas.palette
    colors = [palette.dark(), *palette.by_light(), mixed(palette.by_light()[-1], "#ffffff", 0.6)]
    canvas.fill(colors[0])
    narrow, low, round_by = chance.uniform(0.6, 1), chance.uniform(0.7, 1), chance.choice([20, 120, 400])
    for step, color in enumerate(colors[1:]):
        half = 430 * (1 - step / len(colors)) ** 1.1
        stencil = canvas.stencil()
        box = (500 - half * narrow, 450 - half * low, 500 + half * narrow, 450 + half * low)
        stencil.rect(*box, 255, round_by=min(round_by, half * min(narrow, low) - 2))
        canvas.ink(Sheet(blurred(stencil.image, 34 - 4 * step)), color)
    grain(canvas, 0.12)
    caption(canvas, "low rail", on=colors[0])


def blinds(canvas: Canvas) -> None:
    """Slats that each fade the other way from their neighbours."""
    chance, palette = canvas.chance, canvas.palette
    first, second = chance.sample([*palette.accents, palette.ink], 2)
    count, across = chance.choice([7, 10, 14, 20]), chance.choice([True, False])
    there = ramp(canvas.side, [first, second, palette.ground], across=across)
    back = there.transpose(Image.Transpose.FLIP_LEFT_RIGHT if across else Image.Transpose.FLIP_TOP_BOTTOM)
    slats = canvas.stencil()
    for slat in range(0, count, 2):
        low, high = slat * FULL / count, (slat + 1) * FULL / count
        slats.rect(0 if across else low, low if across else 0, FULL if across else high, high if across else FULL, 255)
    canvas.replace(Image.composite(there, back, slats.image))
    hole = canvas.stencil()
    hole.disc((chance.uniform(380, 620), chance.uniform(340, 520)), chance.uniform(170, 260), 255)
    canvas.image.paste(Image.composite(back, there, slats.image), (0, 0), hole.image)
    caption(canvas, "plate", on=palette.light())


def orb(canvas: Canvas) -> None:
    """A ball with light on it, and the shadow it throws."""
    chance, palette = canvas.chance, canvas.palette
    floor, color = chance.choice([palette.light(), *palette.by_light()[1:]]), palette.striking(palette.ground)
    canvas.replace(ramp(canvas.side, [mixed(floor, palette.dark(), 0.35), floor, mixed(floor, "#ffffff", 0.25)]))
    x, y, r = chance.uniform(430, 570), chance.uniform(400, 470), chance.uniform(210, 270)
    shadow = canvas.stencil()
    shadow.oval((x + 60, y + r + 8), r * 1.05, r * 0.2, 190)
    canvas.ink(Sheet(blurred(shadow.image, 26)), mixed(floor, palette.dark(), 0.75))
    _ball(canvas, (x, y), r, color)
    for aside in chance.sample([x - r - 70, x + r + 80], chance.choice([0, 1, 2])):
        small = chance.uniform(34, 64)
        _ball(canvas, (aside, y + r - small), small, chance.choice(palette.accents))
    grain(canvas, 0.1)
    caption(canvas, "head", "low rail", on=mixed(floor, palette.dark(), 0.3))


def _ball(canvas: Canvas, centre: tuple[float, float], radius: float, color: str) -> None:
    side = round(canvas.px(2 * radius))
    light = Image.radial_gradient("L").crop((40, 50, 220, 230)).resize((side, side), Image.Resampling.BICUBIC)
    skin = _toned(light, [mixed(color, "#ffffff", 0.75), color, mixed(color, canvas.palette.dark(), 0.8)])
    round_mask = Image.new("L", (side, side))
    Sheet(round_mask).disc((500, 500), 498, 255)
    canvas.image.paste(skin, (round(canvas.px(centre[0] - radius)), round(canvas.px(centre[1] - radius))), round_mask)


def _toned(image: Image.Image, colors: list[str]) -> Image.Image:
    return ImageOps.colorize(image, colors[0], colors[2], colors[1], blackpoint=0, whitepoint=200, midpoint=90)


def veils(canvas: Canvas) -> None:
    """Thin leaves of colour, darker where they lie on each other."""
    chance, palette = canvas.chance, canvas.palette
    canvas.fill(palette.light())
    count, turn = chance.choice([7, 9, 12]), chance.uniform(0, 360)
    colors, reach = canvas.shuffled(), chance.uniform(150, 200)
    radius = chance.uniform(0.72, 0.95) * reach
    for index in range(count):
        angle = math.radians(turn + 360 * index / count)
        leaf = canvas.stencil()
        centre = (500 + reach * math.cos(angle), 400 + reach * math.sin(angle))
        leaf.disc(centre, radius, 255)
        fade = ramp(120, ["#ffffff", "#404040"]).convert("L").rotate(90 - math.degrees(angle), fillcolor=128)
        leaf.image = ImageChops.multiply(leaf.image, fade.resize(leaf.image.size, Image.Resampling.BILINEAR))
        canvas.overprint(leaf, mixed(colors[index % len(colors)], palette.light(), 0.35))
    caption(canvas, "foot", "middle", on=palette.light())


def dawn(canvas: Canvas) -> None:
    """Nothing but a sky, a line where it ends, and perhaps something small on it."""
    chance, palette = canvas.chance, canvas.palette
    tones = palette.by_light()
    sky = [mixed(palette.dark(), tones[0], 0.35), tones[0], tones[1], mixed(tones[-1], "#ffffff", 0.35)]
    horizon = chance.choice([620, 700, 800])
    canvas.replace(ramp(canvas.side, sky))
    canvas.rect(0, horizon, FULL, FULL, mixed(palette.dark(), tones[0], 0.25))
    if chance.random() < 0.7:
        canvas.disc(
            (chance.uniform(250, 750), horizon - chance.uniform(60, 260)),
            chance.uniform(16, 60),
            mixed(tones[-1], "#ffffff", 0.8),
        )
    grain(canvas, 0.1)
    caption(canvas, "low rail", "head", on=sky[0])


def prism(canvas: Canvas) -> None:
    """Columns of light side by side, as through fluted glass."""
    chance, palette = canvas.chance, canvas.palette
    blurry = _clouds(canvas, 3)
    count = chance.choice([9, 14, 22])
    wide = canvas.side / count
    for flute in range(count):
        # Each flute shows a piece three times as wide as itself, squeezed.
        left = min(max(flute * wide - wide * 2, 0), canvas.side - 5 * wide)
        piece = blurry.resize(
            (round(wide) + 1, canvas.side), Image.Resampling.BILINEAR, (left, 0, left + 5 * wide, canvas.side)
        )
        canvas.image.paste(piece, (round(flute * wide), 0))
    grain(canvas, 0.1)
    caption(canvas, "plate", on=palette.light())


MOTIFS = (haze, aura, blinds, orb, veils, dawn, prism)
