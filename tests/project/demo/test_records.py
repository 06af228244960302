"""What the sample shop's shelves hold: enough of everything a shop has, and nothing twice."""

import re
from collections import Counter, defaultdict

import pytest

from project.demo.art.lettering import can_spell
from project.demo.art.palettes import PALETTES
from project.demo.covers import FAMILIES, MOTIFS
from project.demo.records import GENRES, RECORDS, Record
from project.demo.shelving import SKU_ENDINGS

ARABIC, KANA, HANGUL, HAN = r"[\u0600-\u06ff]", r"[\u3040-\u30ff]", r"[\uac00-\ud7af]", r"[\u4e00-\u9fff]"


def share(records: list[Record]) -> float:
    return len(records) / len(RECORDS)


def titled(script: str) -> list[Record]:
    return [record for record in RECORDS if re.search(script, record.title)]


def test_there_are_more_than_two_hundred_and_each_has_an_address_of_its_own() -> None:
    slugs = [record.slug for record in RECORDS]
    assert len(set(slugs)) == len(slugs) >= 200
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)
    assert len({(record.artist, record.title) for record in RECORDS}) == len(RECORDS)


def test_a_letter_that_does_not_come_apart_is_not_lost_from_an_address() -> None:
    (record,) = [record for record in RECORDS if record.title == "K2"]
    assert record.artist == "Nova Łęcka"
    assert record.slug == "nova-lecka-k2"


def test_every_kind_exists_and_none_is_empty() -> None:
    kinds = [name for genre in GENRES for name, _ in genre.kinds]
    assert len(set(kinds)) == len(kinds)
    assert {kind for record in RECORDS for kind in record.kinds} == set(kinds)
    assert min(Counter(record.kinds[0] for record in RECORDS)[kind] for kind in kinds) >= 3


def test_a_record_stands_on_the_shelf_of_its_main_kind() -> None:
    shelf_of = {name: index for index, genre in enumerate(GENRES) for name, _ in genre.kinds}
    shelves = [shelf_of[record.kinds[0]] for record in RECORDS]
    assert shelves == sorted(shelves)


def test_prices_are_sane() -> None:
    offers = [offer for record in RECORDS for offer in record.offers]
    assert min(offer.price for offer in offers) == 6_50
    assert max(offer.price for offer in offers) == 120_00
    assert all(offer.was is None or offer.price < offer.was <= 2 * offer.price for offer in offers)
    assert all(offer.stock >= 0 for offer in offers)


def test_a_record_comes_in_different_formats_all_of_them_known() -> None:
    for record in RECORDS:
        formats = [offer.format for offer in record.offers]
        assert len(set(formats)) == len(formats) >= 1
        assert set(formats) <= set(SKU_ENDINGS)
        assert formats == [""] or "" not in formats, "a nameless format leaves nothing to choose"
    assert {offer.format for record in RECORDS for offer in record.offers} == set(SKU_ENDINGS)


def test_some_are_on_offer_some_sold_out_some_nearly() -> None:
    on_sale = [record for record in RECORDS if record.coming is None]
    stocks = [[offer.stock for offer in record.offers] for record in on_sale]
    assert 0.1 < share([record for record in RECORDS if any(offer.was for offer in record.offers)]) < 0.15
    assert 0.06 < share([record for record in RECORDS if record.sold_out]) < 0.1
    assert sum(any(stock) and not all(stock) for stock in stocks) >= 10
    assert sum(any(1 <= one <= 3 for one in stock) for stock in stocks) >= 15


def test_about_ten_are_still_to_come_and_cannot_be_had_yet() -> None:
    coming = [record for record in RECORDS if record.coming is not None]
    assert 8 <= len(coming) <= 12
    assert all(record.coming and record.coming > 0 for record in coming)
    assert not any(offer.stock or offer.was for record in coming for offer in record.offers)
    assert not any(record.sold_out for record in coming)


def test_the_staff_say_why_they_picked_what_they_picked() -> None:
    picks = [record for record in RECORDS if record.staff_pick]
    assert 14 <= len(picks) <= 20
    assert len({record.staff_pick for record in picks}) == len(picks)
    assert all(record.staff_pick in record.description for record in picks)
    assert not any(record.sold_out or record.coming for record in picks)
    assert len({record.kinds[0] for record in picks}) >= 12


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.slug)
def test_everybody_says_something_about_it(record: Record) -> None:
    assert 15 <= len(record.about.split()) <= 70
    assert record.about[-1] in ".!?”"
    assert re.search(r"[.!?]”? ", record.about), "more than one sentence"
    assert 2 <= len(record.tags) <= 4
    assert all(tag == tag.lower().strip() for tag in record.tags)
    assert 1950 < record.year < 2030
    assert record.label
    assert record.country


def test_no_two_descriptions_begin_alike() -> None:
    beginnings = Counter(" ".join(record.about.split()[:3]).lower() for record in RECORDS)
    assert [beginning for beginning, times in beginnings.items() if times > 1] == []


def test_artists_have_made_several_records_and_stay_where_they_are_from() -> None:
    countries, made = defaultdict(set), Counter(record.artist for record in RECORDS)
    for record in RECORDS:
        countries[record.artist].add(record.country)
    assert all(len(found) == 1 for found in countries.values())
    assert sum(count > 1 for count in made.values()) > len(made) / 2
    assert 20 <= len({record.label for record in RECORDS}) <= 30
    assert len({record.country for record in RECORDS}) >= 20


def test_titles_are_written_in_several_scripts() -> None:
    assert len(titled(ARABIC)) >= 3
    assert len(titled(KANA)) >= 4
    assert len(titled(HANGUL)) >= 1
    assert len([record for record in titled(HAN) if not re.search(KANA, record.title)]) >= 1
    accented = "".join(record.artist + record.title for record in RECORDS)
    assert set("éøñłåçíúüÉÅŚŻ") <= set(accented)


def test_every_motif_and_every_palette_is_used_and_no_pair_twice() -> None:
    art = [record.art for record in RECORDS]
    assert {motif for motif, _ in art} == set(MOTIFS)
    assert {palette for _, palette in art} == set(PALETTES)
    assert len(set(art)) == len(art)
    assert max(Counter(motif for motif, _ in art).values()) <= 4


def test_what_cannot_be_lettered_is_not_given_a_cover_made_of_letters() -> None:
    lettered = {motif.__name__ for family in ("typographic", "signage") for motif in FAMILIES[family]}
    mute = [record for record in RECORDS if not can_spell(record.title + record.artist)]
    assert len(mute) >= 8
    assert not [record.title for record in mute if record.art[0] in lettered]
