"""The covers: handsome is for people to judge; different, legible and repeatable is for these."""

import subprocess
import sys
from io import BytesIO
from itertools import combinations, groupby
from random import Random

import pytest
from PIL import Image

from project.demo.art.captions import PLACES, caption
from project.demo.art.lettering import can_spell, line, word
from project.demo.art.palettes import PALETTES, contrast
from project.demo.art.sheet import Canvas
from project.demo.covers import FAMILIES, MOTIFS, SIDE, Sleeve, draw_cover, draw_covers, paint
from project.demo.records import RECORDS

SMALL = 96


def sleeve(motif: str, *, palette: str = "harbour", title: str = "An Unusually Long Title for a Record") -> Sleeve:
    return Sleeve("seed", title, "Somebody & the Others", "A Label 1974", motif, palette)


def fingerprint(image: Image.Image) -> int:
    """A difference hash of 256 bits: whether each place is darker than its right neighbour."""
    grey = image.convert("L").resize((17, 16), Image.Resampling.BOX).tobytes()
    bits = [grey[17 * row + column] < grey[17 * row + column + 1] for row in range(16) for column in range(16)]
    return sum(bit << index for index, bit in enumerate(bits))


def test_there_is_a_lot_to_choose_from() -> None:
    assert len(FAMILIES) >= 8
    assert len(MOTIFS) == sum(len(motifs) for motifs in FAMILIES.values()) >= 28
    assert len(PALETTES) >= 24


def test_no_two_covers_look_alike() -> None:
    prints = {record.slug: fingerprint(paint(record.sleeve, side=SMALL)) for record in RECORDS}
    near = [(a, b) for a, b in combinations(prints, 2) if (prints[a] ^ prints[b]).bit_count() < 24]
    assert near == []


def test_the_fingerprint_would_notice_a_copy_in_other_colours() -> None:
    first, second = (paint(sleeve("rosette", palette=palette), side=SMALL) for palette in ("harbour", "olive"))
    assert first.tobytes() != second.tobytes()
    assert (fingerprint(first) ^ fingerprint(second)).bit_count() < 24


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_motif_is_drawn_the_same_every_time_in_any_palette(motif: str) -> None:
    for palette in list(PALETTES)[:: len(PALETTES) // 3]:
        one, other = (paint(sleeve(motif, palette=palette), side=SMALL) for _ in range(2))
        assert one.size == (SMALL, SMALL)
        assert one.tobytes() == other.tobytes()
        assert len(set(one.tobytes())) > 3


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_short_title_is_no_trouble(motif: str) -> None:
    assert paint(sleeve(motif, title="K2"), side=SMALL).size == (SMALL, SMALL)


def test_a_finished_cover_is_a_progressive_jpeg() -> None:
    cover = draw_cover(RECORDS[0].sleeve)
    assert cover == draw_cover(RECORDS[0].sleeve)
    assert len(cover) < 400_000
    with Image.open(BytesIO(cover)) as image:
        assert (image.format, image.size) == ("JPEG", (SIDE, SIDE))
        assert image.info["progressive"]


def test_covers_drawn_by_several_processes_come_in_order() -> None:
    sleeves = [record.sleeve for record in RECORDS[:13]]
    assert list(draw_covers(sleeves)) == [draw_cover(each) for each in sleeves]


def test_those_who_draw_need_no_django() -> None:
    asked = "import sys, project.demo.covers; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


@pytest.mark.parametrize("name", PALETTES)
def test_ink_is_legible_and_so_is_what_stands_on_an_accent(name: str) -> None:
    palette = PALETTES[name]
    assert contrast(palette.ink, palette.ground) >= 4.5
    assert len(set(palette.accents)) == len(palette.accents) >= 3
    for color in palette.accents:
        assert contrast(palette.legible(color), color) >= 4.5


# --- Lettering ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Éclair", "Łęcka", "Ågård", "Peñarroya", "Zurückbleiben", "Żarnowiec"])
def test_the_latin_accents_can_be_spelt(text: str) -> None:
    assert can_spell(text)


@pytest.mark.parametrize("text", ["雨の自動販売機", "قنديل البحر", "새벽 버스", "Þoka", "Москва"])
def test_what_the_typeface_lacks_is_known_beforehand(text: str) -> None:
    assert not can_spell(text)


@pytest.mark.parametrize(("plain", "accented"), [("e", "é"), ("o", "ø"), ("l", "ł"), ("c", "ç"), ("A", "Å")])
def test_an_accent_adds_ink(plain: str, accented: str) -> None:
    assert sum(line(accented, 80).tobytes()) > sum(line(plain, 80).tobytes())


def test_an_accent_takes_the_place_of_the_dot() -> None:
    above = line("ï", 80).crop((0, 20, 80, 43))
    inked = [above.crop((x, 0, x + 1, 23)).getbbox() is not None for x in range(80)]
    assert [some for some, _ in groupby(inked)] == [False, True, False, True, False], "two dots, and no third between"


def test_bold_and_tracked_type_is_wider() -> None:
    widths = [word("Record", 80, **style).width for style in ({}, {"weight": 0.04}, {"tracking": 0.1})]
    assert widths[0] < widths[1] < widths[2]


@pytest.mark.parametrize("place", PLACES)
def test_a_cover_without_a_title_has_no_caption(place: str) -> None:
    blank = paint(sleeve("rings", title="雨"), side=SMALL)
    canvas = Canvas(blank.copy(), "", "", "", PALETTES["harbour"], Random(1))
    caption(canvas, place, on="#ffffff")
    assert canvas.image.tobytes() == blank.tobytes()
