"""Titles stand where somebody who reads the language looks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.collation import LONGEST_SORT_KEY, sort_key

# Each in its right order, as dictionaries of the languages and CLDR's collations have it.
ORDERS = {
    "en": ["7 Days", "10 Days", "À la carte", "Ab", "AC/DC", "Acid", "Élan", "Elbow", "L'amour", "Lamp", "zoo"],
    "de": ["Ahle", "Ähre", "Ast", "Öl", "Omen", "Strasse 2", "Straße 10", "Strauß", "Zug", "東京"],
    "fr": ["Cote", "Coté d'or", "École", "Ecume", "Œuf", "Officier"],
    "sv": ["Abba", "Anka", "Zebra", "Å", "Åbo", "Ärta", "Ö", "Öl"],
    "fi": ["Aamu", "Zorro", "Åbo", "Äiti", "Öljy"],
    "da": ["Abe", "Zebra", "Æble", "Æg", "Ø", "Øl", "Å", "Ål"],
    "nb": ["Ape", "Zebra", "Ære", "Øl", "Ål"],
    "es": ["Nadie", "Nube", "Ñandú", "Ñu", "Oso"],
    "pl": ["Ala", "Ąż", "Cena", "Ćma", "Lato", "Łza", "Zebra", "Źdźbło", "Żaba"],
    "cs": ["Cena", "Čaj", "Řeka", "Sen", "Šaty", "Zub", "Žena"],
    "tr": ["Cam", "Çay", "Hal", "Işık", "İnci", "Ova", "Öz", "Su", "Şal", "Uç", "Üç"],
    "et": ["Sada", "Šokk", "Zen", "Žest", "Tuul", "Vesi", "Õun", "Äri", "Öö", "Üks"],
    "is": ["Að", "Dagur", "Ðað", "Egg", "Zeta", "Þak", "Ær", "Öl"],
    "pt-BR": ["Água", "Amor", "Ímã", "Índio 2", "Índio 11"],
    "ru": ["Альбом", "Ёлка", "ель", "Жук", "Икар", "Йод", "Кот"],
    "uk": ["Гай", "Ґанок", "Дім", "Екран", "Єва", "Жук", "Ирій", "Іскра", "Їжак", "Йод"],
    "el": ["άλφα", "Βήτα", "Γάμμα"],
}


@pytest.mark.parametrize("locale", ORDERS)
def test_titles_are_in_the_order_of_their_language(locale: str) -> None:
    titles = ORDERS[locale]
    backwards = list(reversed(titles))
    assert sorted(backwards, key=lambda title: sort_key(title, locale)) == titles


def test_the_same_titles_stand_otherwise_in_another_language() -> None:
    titles = ["Öl", "Zug"]
    assert sorted(titles, key=lambda title: sort_key(title, "de")) == ["Öl", "Zug"]
    assert sorted(titles, key=lambda title: sort_key(title, "sv-SE")) == ["Zug", "Öl"]


@pytest.mark.parametrize("same", [("Straße", "STRASSE"), ("L’Été", "L'ete"), ("Vol. 2", "vol 02"), ("R.E.M.", "r e m")])
def test_case_accents_and_punctuation_do_not_count(same: tuple[str, str]) -> None:
    one, other = same
    assert sort_key(one, "en") == sort_key(other, "en")


@given(one=st.integers(0, 10**30), other=st.integers(0, 10**30), locale=st.sampled_from(sorted(ORDERS)))
def test_numbers_go_by_their_value(one: int, other: int, locale: str) -> None:
    keys = sort_key(f"Side {one}", locale), sort_key(f"Side {other}", locale)
    assert (keys[0] < keys[1]) is (one < other)


@given(title=st.text(max_size=250), locale=st.sampled_from(["en", "sv", "et", "tr", "xx"]))
def test_any_text_has_a_key_that_fits_and_that_databases_can_keep(title: str, locale: str) -> None:
    key = sort_key(title, locale)
    assert len(key) <= LONGEST_SORT_KEY
    assert "\x00" not in key


@given(title=st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=40))
def test_plain_letters_are_compared_as_they_are(title: str) -> None:
    assert sort_key(title, "en") == " ".join(title.split())
