"""Covers that pass for photographs: out of focus, short of light, grainy."""

import math

from PIL import Image, ImageChops, ImageOps

from project.demo.art.captions import caption
from project.demo.art.palettes import mixed
from project.demo.art.sheet import FULL, Canvas, Sheet
from project.demo.art.subjects import branch
from project.demo.art.texture import blurred, faded, grain, ramp


def _developed(canvas: Canvas, negative: Image.Image, *, strength: float = 0.2) -> str:
    """Print a grey picture in the palette's tones; returns the colour of its border, or nothing where it has none."""
    palette, chance = canvas.palette, canvas.chance
    black, white = mixed(palette.dark(), "#000000", 0.35), mixed(palette.light(), "#ffffff", 0.2)
    middle = palette.by_light()[chance.choice([0, 1])]
    canvas.replace(ImageOps.colorize(negative, black, white, middle))
    grain(canvas, strength)
    if chance.random() < 0.5:
        return ""
    paper = palette.light()
    picture = canvas.image.resize((round(canvas.px(860)),) * 2, Image.Resampling.BILINEAR)
    canvas.fill(paper)
    canvas.image.paste(
        picture.crop((0, 0, picture.width, round(canvas.px(810)))), (round(canvas.px(70)), round(canvas.px(70)))
    )
    return paper


def _signed(canvas: Canvas, paper: str) -> None:
    """On the border if there is one, else on the picture's dark edge."""
    if paper:
        caption(canvas, "low rail", on=paper)
    else:
        caption(
            canvas, "top rail", "low rail", "plate", "nowhere", on=canvas.palette.dark(), ink=canvas.palette.light()
        )


def bokeh(canvas: Canvas) -> None:
    """The lights of a town, out of focus."""
    chance, palette = canvas.chance, canvas.palette
    night = mixed(palette.dark(), "#000000", 0.5)
    canvas.replace(ramp(canvas.side, [night, mixed(night, palette.by_light()[0], 0.35), night]))
    size, level = chance.uniform(30, 85), chance.uniform(380, 620)
    for color in (*palette.accents, *palette.accents):
        lights = canvas.stencil()
        for _ in range(8):
            at = (chance.uniform(-20, 1020), min(max(chance.gauss(level, 140), 120), 870))
            lights.disc(at, size * chance.uniform(0.6, 1.1), chance.choice([60, 90, 130, 190]))
        canvas.shine(Sheet(blurred(lights.image, 5)), mixed(color, "#ffffff", 0.2))
    grain(canvas, 0.14)
    caption(canvas, "top rail", "low rail", on=night, ink=palette.light())


def panes(canvas: Canvas) -> None:
    """Evening light through a window, on the wall opposite."""
    chance = canvas.chance
    wall = Sheet(ramp(canvas.side, ["#5a5a5a", "#303030"], across=chance.random() < 0.5).convert("L"))
    lean, x, y = chance.uniform(-0.5, 0.5), chance.uniform(200, 330), chance.uniform(130, 220)
    light = canvas.stencil()
    columns, rows = chance.choice([(2, 3), (3, 3), (2, 2), (3, 4)])
    wide, high = 500 / columns, 560 / rows
    for index in range(columns * rows):
        left, top = x + index % columns * wide, y + index // columns * high
        corners = [
            (left + 10, top + 10),
            (left + wide - 10, top + 10),
            (left + wide - 10, top + high - 10),
            (left + 10, top + high - 10),
        ]
        light.shape([(px + lean * (py - 400) * 0.5, py + lean * (px - 500) * 0.6) for px, py in corners], 235)
    if chance.random() < 0.7:  # something grows outside
        shade = canvas.stencil()
        foot, angle = (x + chance.uniform(0, 500), 900), -90 + chance.uniform(-30, 30)
        branch(shade, chance, foot, angle=angle, length=230, width=30, ink=255)
        light.image = ImageChops.subtract(light.image, faded(blurred(shade.image, 7), 0.75))
    _signed(canvas, _developed(canvas, faded(ImageChops.add(wall.image, blurred(light.image, 6)), 0.93)))


def mist(canvas: Canvas) -> None:
    """Trees that the fog has nearly taken."""
    chance = canvas.chance
    picture = Sheet(ramp(canvas.side, ["#d8d8d8", "#f0f0f0", "#bdbdbd"]).convert("L"))
    for layer in range(4):
        tone = 195 - 50 * layer
        row = canvas.stencil()
        for _ in range(5 - layer):
            foot = (chance.uniform(0, FULL), 640 + 80 * layer)
            branch(row, chance, foot, angle=-90, length=90 + 45 * layer, width=9 + 7 * layer, ink=255)
        row.rect(0, 630 + 80 * layer, FULL, FULL, 255)
        picture.image.paste(tone, (0, 0), blurred(row.image, 7 - 1.6 * layer))
        veil = ramp(canvas.side, ["#000000", "#000000", "#707070"]).convert("L")
        picture.image.paste(225, (0, 0), faded(veil, 0.9 - layer * 0.28))
    _signed(canvas, _developed(canvas, picture.image))


def doorway(canvas: Canvas) -> None:
    """Somebody in a doorway, against the light."""
    chance = canvas.chance
    picture = Sheet(ramp(canvas.side, ["#181818", "#2c2c2c"]).convert("L"))
    x, half = chance.uniform(400, 600), chance.uniform(120, 190)
    if chance.random() < 0.4:
        picture.disc((x, 250), half, 235)
    picture.rect(x - half, chance.choice([150, 250]), x + half, 800, 235)
    picture.shape([(x - half, 800), (x + half, 800), (x + half * 2.4, FULL), (x - half * 2.4, FULL)], 120)
    figure = canvas.stencil()
    px = x + chance.uniform(-0.4, 0.4) * half
    figure.oval((px, 345), 38, 48, 255)
    figure.shape(
        [
            (px - 20, 380),
            (px + 20, 380),
            (px + 82, 450),
            (px + 66, 640),
            (px + 40, 810),
            (px - 40, 810),
            (px - 66, 640),
            (px - 82, 450),
        ],
        255,
    )
    figure.shape([(px - 45, 810), (px + 45, 810), (px + 110, FULL), (px - 110, FULL)], 200)
    picture.image.paste(22, (0, 0), blurred(figure.image, 5))
    _signed(canvas, _developed(canvas, blurred(picture.image, 10)))


def trails(canvas: Canvas) -> None:
    """Traffic, with the shutter left open."""
    chance, palette = canvas.chance, canvas.palette
    night = mixed(palette.dark(), "#000000", 0.55)
    canvas.replace(ramp(canvas.side, [mixed(night, palette.by_light()[0], 0.25), night]))
    far = (chance.uniform(300, 700), chance.uniform(300, 420))
    bend, deep = chance.uniform(-260, 260), 1060 - far[1]
    for color in (*palette.accents, *palette.accents):
        traffic = canvas.stencil()
        for _ in range(5):
            end, pen = chance.uniform(-500, 1500), chance.uniform(2, 9)
            points = [(far[0] + (end - far[0]) * t**2 + bend * math.sin(math.pi * t) * (1 - t), far[1] + deep * t**1.6)
                      for t in (step / 30 for step in range(31))]  # fmt: skip
            traffic.line(points, chance.choice([110, 170, 255]), pen)
        canvas.shine(traffic, mixed(color, "#ffffff", 0.15))
    canvas.replace(ImageChops.screen(canvas.image, blurred(canvas.image, 16)))
    grain(canvas, 0.14)
    caption(canvas, "top rail", on=night, ink=palette.light())


def moonwater(canvas: Canvas) -> None:
    """The moon on black water."""
    chance = canvas.chance
    picture = Sheet(ramp(canvas.side, ["#0e0e0e", "#4a4a4a", "#1a1a1a", "#050505"]).convert("L"))
    x, level = chance.uniform(350, 650), chance.uniform(430, 540)
    glow = canvas.stencil()
    glow.disc((x, level - 230), 95, 160)
    picture.image = ImageChops.add(picture.image, blurred(glow.image, 60))
    picture = Sheet(picture.image)
    picture.disc((x, level - 230), 58, 245)
    for _ in range(330):
        depth = chance.random() ** 1.5
        y, spread = level + 8 + depth * 480, 30 + depth * 150
        cx, long = chance.gauss(x, spread), chance.uniform(8, 26) * (1 + 2.4 * depth)
        picture.oval(
            (cx, y),
            long,
            1.6 + 3.4 * depth,
            round(chance.uniform(90, 235) * math.exp(-(((cx - x) / (spread * 1.7)) ** 2))) + 16,
        )
    _signed(canvas, _developed(canvas, blurred(picture.image, 3)))


def portrait(canvas: Canvas) -> None:
    """Somebody who moved while the picture was being taken."""
    chance = canvas.chance
    picture = Sheet(
        ramp(
            canvas.side, chance.choice([["#c8c8c8", "#8a8a8a"], ["#202020", "#404040"], ["#e4e4e4", "#b0b0b0"]])
        ).convert("L")
    )
    x, ghosts = chance.uniform(420, 580), chance.choice([2, 3, 4])
    drift = chance.choice([-1, 1]) * chance.uniform(55, 120)
    for ghost in range(ghosts):
        figure, dx = canvas.stencil(), drift * (ghost - (ghosts - 1) / 2)
        figure.oval((x + dx, 400), 150, 195, 255)
        figure.oval((x + dx * 0.9, 350), 162, 172, 255)
        figure.shape([(x + dx - 65, 540), (x + dx + 65, 540), (x + dx * 0.6 + 90, 700), (x + dx * 0.6 - 90, 700)], 255)
        figure.oval((x + dx * 0.5, 1010), 370, 340, 255)
        picture.image.paste(28, (0, 0), faded(blurred(figure.image, 14), 0.62))
        face = canvas.stencil()
        face.oval((x + dx + 35, 430), 92, 135, 190)
        picture.image = ImageChops.add(picture.image, faded(blurred(face.image, 34), 0.55))
        picture = Sheet(picture.image)
    _signed(canvas, _developed(canvas, picture.image))


def leak(canvas: Canvas) -> None:
    """The last frame of a film, which the light got at first."""
    chance, palette = canvas.chance, canvas.palette
    tones = palette.by_light()
    canvas.replace(
        ramp(canvas.side, [mixed(tones[0], palette.dark(), 0.5), tones[1], mixed(tones[-1], palette.light(), 0.5)])
    )
    canvas.rect(0, 640, FULL, FULL, mixed(tones[0], palette.dark(), 0.6))
    canvas.disc((chance.uniform(300, 700), 560), 80, palette.light())
    canvas.replace(blurred(canvas.image, 12))
    for color in canvas.shuffled()[:2]:
        flare, x = canvas.stencil(), chance.choice([-60, 1060, 900, 100])
        flare.oval((x, chance.uniform(200, 800)), chance.uniform(110, 260), chance.uniform(420, 800), 235)
        canvas.shine(Sheet(blurred(flare.image, 90)), mixed(color, "#ffb070", 0.3))
    grain(canvas, 0.2)
    black = mixed(palette.dark(), "#000000", 0.7)
    frame = canvas.image.resize((round(canvas.px(850)),) * 2)
    canvas.fill(black)
    canvas.image.paste(
        frame.crop((0, 0, frame.width, round(canvas.px(700)))), (round(canvas.px(75)), round(canvas.px(150)))
    )
    for hole in range(9):
        for y in (60, 890):
            canvas.rect(62 + hole * 105, y, 62 + hole * 105 + 46, y + 44, palette.light(), round_by=9)


MOTIFS = (bokeh, panes, mist, doorway, trails, moonwater, portrait, leak)
