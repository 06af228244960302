"""The catalogue's own words correct what is mistyped, and complete what is being typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.models import SearchSlip, SearchWord
from core.catalog.search import Entry, forget, index, read
from core.catalog.search.slips import distance, slips_allowed
from tests.core.catalog.search.shelf import completed, found, shelved
from tests.core.examples import undone

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "products"))


def test_a_word_is_counted_once_a_product() -> None:
    shelved("Blue Blue", brand="Blue", keywords=["blue"], text="blue")
    shelved("Blue", text="Train")
    assert counted() == {"blue": 2}, "what only a description has is no word to correct others by"


def test_counts_follow_what_products_are_called() -> None:
    product_id = shelved("Blue Train")
    shelved("Blue")
    index(entries=[Entry(product_id, "Red Train", "", (), "")])
    assert counted() == {"blue": 1, "red": 1, "train": 1}
    forget(product_ids=[product_id])
    assert counted() == {"blue": 1}
    assert {row.word for row in SearchSlip.objects.all()} == {"blue"}


def test_a_word_that_moves_from_name_to_description_is_no_longer_counted() -> None:
    product_id = shelved("Blue")
    index(entries=[Entry(product_id, "Red", "", (), "blue")])
    assert counted() == {"red": 1}
    assert found("blue") == ["Blue"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("metalica", "metallica"),
        ("nirvanna", "nirvana"),
        ("radiohaed", "radiohead"),
        ("fleetwod mac", "fleetwood mac"),
        ("beetels", "beatles"),
        ("mettalica nirvana", "metallica nirvana"),
        ("Björk Metálica", "bjork metallica"),
        ("keatles", "beatles"),  # even the first letter
        ("muve", "move"),
    ],
)
def test_slips_are_corrected(typed: str, meant: str) -> None:
    for title in ("Metallica", "Nirvana", "Radiohead", "Fleetwood Mac", "Beatles", "Björk", "Move"):
        shelved(title)
    assert read(typed).corrected == meant


@pytest.mark.parametrize(
    "query", ["mac", "me", "metal", "zz", "m2ve", "mov3", "xyzzy", "車輪", "ビートルスズ", "mmmoooovvve"]
)
def test_what_is_a_word_or_its_beginning_or_nothing_like_one_is_left(query: str) -> None:
    for title in ("Metallica", "Move", "Mac", "Nirvana", "ビートルズ"):
        shelved(title)
    assert read(query).corrected is None


def test_a_short_word_may_have_one_slip_only() -> None:
    shelved("Train")
    assert read("trian").corrected == "train"
    assert read("tiarn").corrected is None


def test_a_word_of_a_description_is_not_corrected_away() -> None:
    shelved("Model", text="A modal masterpiece")
    shelved("Other", text="modelled")
    assert read("modal").corrected is None
    assert found("modal") == ["Model"]
    assert read("modsl").corrected == "model"


def test_the_nearest_word_is_meant_then_one_of_the_same_first_letter_then_the_commonest() -> None:
    shelved("Baltic Series Berries Barriers")
    assert read("barries").corrected in {"berries", "barriers"}
    for _ in range(3):
        shelved("Berries")
    assert read("barries").corrected == "berries", "more products have it"
    assert read("beries").corrected == "berries", "nearest by far, and of the same letter as series is not"


def test_a_word_that_no_product_has_any_longer_is_not_meant() -> None:
    common, rare = shelved("Train"), shelved("Brain")
    forget(product_ids=[common])
    assert read("trainn").corrected == "brain" or read("trainn").corrected is None
    assert read("trin").corrected is None
    assert read("brian").corrected == "brain"
    forget(product_ids=[rare])
    assert read("brian").corrected is None


def test_the_rest_of_a_corrected_query_stays_as_it_was() -> None:
    shelved("Abbey Road", brand="The Beatles")
    assert read("The BEALTES 1969 ビートルズ").corrected == "the beatles 1969 ビートルズ"


WORDS = st.text("abc", min_size=3, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=12, unique=True), WORDS)
@settings(max_examples=60, deadline=None)
def test_of_all_words_the_best_is_meant(shelf: list[str], typed: str) -> None:
    """What the index of slips finds is what looking at every word would find."""
    with undone():
        for word in shelf:
            shelved(word)
        query = read(typed)
        ranks = sorted((distance(typed, word, limit=9), typed[0] != word[0], word) for word in shelf)
        nearest, _, best = ranks[0]
        if any(word.startswith(typed) for word in shelf) or nearest > slips_allowed(typed):
            assert query.corrected is None
        else:
            assert query.corrected == best


def test_a_beginning_is_completed_by_what_most_products_have() -> None:
    for title in ("Kind of Blue", "Kind Words", "King Crimson", "Kinks Kind", "Kilo"):
        shelved(title, text="kinaesthetic")
    assert completed("kin", limit=5) == ("kind", "king", "kinks")
    assert completed("KÏN", limit=1) == ("kind",)
    assert completed("x", limit=5) == ()


def test_a_further_word_is_completed_by_what_stands_beside_the_others() -> None:
    shelved("Kind of Blue", brand="Miles Davis")
    shelved("Bitches Brew", brand="Miles Davis")
    shelved("Dance Hits", text="miles")
    shelved("Data")
    assert completed("Miles da", limit=5) == ("miles davis", "miles dance")
    assert completed("davis b", limit=1) == ("davis bitches",)


def test_what_is_complete_is_not_completed() -> None:
    shelved("Kind of Blue")
    shelved("ビートルズ")
    assert completed("kind ", limit=5) == completed("ビー", limit=5) == ()
