"""Which of the shop's languages a reader is given, and what is spoken meanwhile."""

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from core.shared.languages import best_language, own_name, speaking, spoken

SHOP = ("en", "de", "pt-BR", "zh-Hant")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["de"], "de"),
        (["de-at", "en"], "de"),
        (["DE-CH-1996"], "de"),
        (["fr", "de", "en"], "de"),
        (["pt"], "pt-BR"),
        (["pt-PT", "en"], "pt-BR"),
        (["zh-hant-tw"], "zh-Hant"),
        (["tlh"], None),
        (["*"], None),
        ([""], None),
        ([], None),
    ],
)
def test_the_dearest_that_the_shop_speaks_is_taken(wanted: list[str], found: str | None) -> None:
    assert best_language(wanted, SHOP) == found


@given(st.lists(st.text("adeDEptzh-*", max_size=8), max_size=5))
def test_whatever_is_wanted_only_the_shops_own_are_given(wanted: list[str]) -> None:
    assert best_language(wanted, SHOP) in {*SHOP, None}


def test_a_language_is_spoken_for_as_long_as_it_is_said() -> None:
    before = spoken()
    with speaking("de"):
        assert format_currency(19.99, "EUR", locale=spoken()) == "19,99\xa0€"
        with speaking("pt-BR"):
            assert spoken().territory == "BR"
        assert spoken().language == "de"
    assert spoken() is before


def test_each_is_called_as_its_speakers_call_it() -> None:
    assert [own_name(tag) for tag in ("en", "de", "fr")] == ["English", "Deutsch", "Français"]
