"""What a query finds: by any spelling of any of a product's words, and nothing that lacks one of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Listing
from core.catalog.search import Entry, forget, index, read, restrict
from core.catalog.search.words import words
from tests.core.catalog.search.shelf import completed, found, shelved
from tests.core.examples import undone

pytestmark = pytest.mark.django_db


def test_a_misspelt_band_is_found_and_no_other() -> None:
    shelved("Abbey Road", brand="The Beatles")
    shelved("Pet Sounds", brand="The Beach Boys")
    assert found("bealtes") == ["Abbey Road"]
    assert read("bealtes").corrected == "beatles"


def test_a_short_name_with_a_digit_is_found_as_it_is() -> None:
    shelved("War", brand="U2")
    shelved("Us", brand="Peter Gabriel")
    shelved("Pet Sounds", brand="The Beach Boys")
    assert found("u2") == found("U2") == ["War"]
    assert read("u2").corrected is None


@pytest.mark.parametrize("length", range(1, 8))
def test_the_last_word_may_be_a_beginning(length: int) -> None:
    shelved("Abbey Road", brand="The Beatles")
    assert found("beatles"[:length]) == found("the " + "beatles"[:length]) == ["Abbey Road"]


def test_a_word_before_the_last_is_whole_unless_no_product_is_named_so() -> None:
    shelved("Blues Breakers")
    shelved("Blue Train")
    assert found("blue train") == ["Blue Train"]
    assert found("blue breakers") == []
    assert found("break blues") == ["Blues Breakers"]


@pytest.mark.parametrize("query", ["beyonce", "Beyoncé", "BEYONCÉ", "beyonce\u0301", "Lemonade Beyoncé"])
def test_accents_are_not_asked_for(query: str) -> None:
    shelved("Lemonade", brand="Beyoncé")
    assert found(query) == ["Lemonade"]


@pytest.mark.parametrize("query", ["motorhead", "Motörhead", "mötorhead"])
def test_accents_are_not_in_the_way(query: str) -> None:
    shelved("Overkill", brand="Motörhead")
    shelved("Ace of Spades", brand="Motorhead")
    assert sorted(found(query)) == ["Ace of Spades", "Overkill"]


@pytest.mark.parametrize("query", ["أم كلثوم", "ام كلثوم", "أُمّ كلثوم", "كلث"])
def test_an_arabic_name_is_found_however_it_is_written(query: str) -> None:
    shelved("إنت عمري", brand="أم كلثوم")
    assert found(query) == ["إنت عمري"]


@pytest.mark.parametrize("query", ["ビートルズ", "ﾋﾞｰﾄﾙｽﾞ", "トルズ", "ビー", "ル", "ズ", "ビートルズ 青盤", "青盤"])
def test_any_part_of_a_japanese_title_finds_it(query: str) -> None:
    shelved("ザ・ビートルズ 青盤")
    shelved("ビーチ・ボーイズ")
    assert "ザ・ビートルズ 青盤" in found(query)
    assert ("ビーチ・ボーイズ" in found(query)) == (query in {"ビー", "ズ"})


@pytest.mark.parametrize("query", ["조용필", "용필", "조용", "필", "조용필의"[:3]])
def test_any_part_of_a_korean_name_finds_it(query: str) -> None:
    shelved("창밖의 여자", brand="조용필")
    shelved("여행", brand="볼빨간사춘기")
    assert found(query) == ["창밖의 여자"]


@pytest.mark.parametrize("query", ["周杰伦", "杰伦", "周", "伦", "叶惠美 周杰伦"])
def test_any_part_of_a_chinese_name_finds_it(query: str) -> None:
    shelved("叶惠美", brand="周杰伦")
    shelved("小城故事", brand="邓丽君")
    assert found(query) == ["叶惠美"]


@pytest.mark.parametrize(
    "query", ["abbey road beatles", "beatles abbey", "road the stereo", "remaster beatles", "engineer abbey lp"]
)
def test_words_stand_in_any_order_and_any_field(query: str) -> None:
    shelved("Abbey Road", brand="The Beatles", keywords=["LP", "stereo remaster"], text="Engineer: Geoff Emerick")
    shelved("Let It Be", brand="The Beatles", keywords=["LP"])
    assert found(query) == ["Abbey Road"]


def test_every_word_is_needed() -> None:
    shelved("Abbey Road", brand="The Beatles")
    shelved("On the Road", brand="Canned Heat")
    assert found("abbey heat") == []


@pytest.mark.parametrize("query", ["KOB-LP_180", "kob lp 180", "koblp180", "kob-lp", "5099749522428", "509974952"])
def test_part_numbers_and_barcodes_find_their_product(query: str) -> None:
    shelved("Kind of Blue", keywords=["KOB-LP_180", "5099749522428"])
    shelved("Sketches of Spain", keywords=["SOS-LP_181", "5099751042227"])
    assert found(query) == ["Kind of Blue"]


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("AC/DC Live", ["AC/DC", "ac dc", "acdc", "ACDC live"]),
        ("R.E.M. Live", ["rem", "R.E.M.", "r e m", "R.E.M"]),
        ("Don't Look Back", ["don't", "dont look", "don’t", "don t"]),
        ("Sgt. Pepper's", ["pepper", "peppers", "pepper's sgt"]),
        ("L'Amour", ["l'amour", "amour", "lamour"]),
        ("Hip-Hop Classics", ["hip hop", "hiphop", "hip-hop"]),
        ("Live 2×LP", ["2xlp", "2×LP", "lp live"]),
    ],
)
def test_names_with_signs_in_them_are_found_by_every_usual_spelling(title: str, queries: list[str]) -> None:
    shelved(title)
    assert {query: found(query) for query in queries} == {query: [title] for query in queries}


def test_a_renamed_product_is_found_by_its_new_name_only() -> None:
    product_id = shelved("Yesterday", brand="The Beatles", text="A ballad")
    index(entries=[Entry(product_id, "Tomorrow", "The Beatles", (), "A waltz")])
    assert found("tomorrow") == found("waltz") == ["Yesterday"], "the listing's own title is not ours to change"
    assert found("yesterday") == found("ballad") == []


def test_a_forgotten_product_is_not_found() -> None:
    gone, there = shelved("Yesterday"), shelved("Yesterday Once More")
    forget(product_ids=[gone, gone + 1000])
    assert found("yesterday") == ["Yesterday Once More"]
    forget(product_ids=[there])
    assert found("yesterday") == []


def test_a_product_deleted_with_all_it_has_is_not_found() -> None:
    product_id = shelved("Yesterday")
    Listing.objects.get(product=product_id).product.delete()
    shelved("Tomorrow")
    assert found("yesterday") == []
    assert restrict(Listing.objects.all(), read("tomorrow")).count() == 1


def test_a_query_narrows_a_list_and_nothing_else() -> None:
    shelved("Blue Train", price=500)
    shelved("Blue", price=1500)
    assert found("blue", cheaper_than=1000) == ["Blue Train"]


@pytest.mark.parametrize("query", ["", "   ", "!?…", "♥", "\x00", "\ud800"])
def test_nothing_searchable_finds_nothing(query: str) -> None:
    shelved("Blue")
    assert read(query).empty
    assert found(query) == []
    assert completed(query, limit=5) == ()


def test_only_the_first_eight_words_and_hundred_characters_count() -> None:
    shelved("one two three four five six seven eight")
    assert len(found("one two three four five six seven eight nine ten")) == 1
    assert len(found("one two" + " " * 93 + "nine")) == 1
    assert read("x" * 10**6).terms[0].word == "x" * 64


def test_a_query_is_read_in_two_statements_at_most(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    shelved("Kind of Blue", brand="Miles Davis")
    with django_assert_num_queries(1):
        read("kind of blue miles dav")
    with django_assert_num_queries(2):
        assert read("kynd of bleu mlies dvais").corrected == "kind of blue miles davis"
    with django_assert_num_queries(0):
        read("宇多田ヒカル")


# What the engines' own query languages are made of.
HOSTILE = st.lists(
    st.sampled_from(
        [*"'\"\\:*&|!()<>-+^{}.,%_?$;@#", "AND", "OR", "NOT", "NEAR", "title:", "<->", "blue", " ", "\x00"]
    ),
    max_size=12,
).map("".join)


@given(st.text(max_size=40) | HOSTILE)
@settings(max_examples=200, deadline=None)
def test_no_query_breaks_a_search_or_commands_it(text: str) -> None:
    with undone():
        shelved("Blue Train", brand="John Coltrane", keywords=["and or not near title"])
        for query in (text, f"{text} blue", f"blue {text}"):
            expected = all(
                any(word.startswith(term.word) if term.prefix else word == term.word for word in NAMES)
                for term in read(query).terms
            )
            assert found(query) == (["Blue Train"] if expected and not read(query).empty else [])
            completed(query, limit=5)


NAMES = words("Blue Train John Coltrane and or not near title")


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_whatever_a_product_is_named_it_is_found_by_its_own_name(title: str, text: str) -> None:
    with undone():
        shelved("Something else")
        index(entries=[Entry(shelved("It"), title, "", (), text)])
        assert read(title).empty or "It" in found(title)
