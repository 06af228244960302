"""The order of what is found: by where the words stand, then by how much was sold."""

from itertools import pairwise

import pytest
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Category, Listing, ListingCategory
from core.catalog.search import by_relevance, matching, read, restrict
from tests.core.catalog.search.shelf import found, shelved
from tests.core.examples import CURRENCY
from tests.factories import a_category
from tests.factories.catalog import EPOCH

pytestmark = pytest.mark.django_db


def test_title_comes_before_brand_before_keywords_before_text() -> None:
    shelved("In the text", text="something blue", sold=4000)
    shelved("By keyword", keywords=["Blue"], sold=300)
    shelved("By brand", brand="Blue", sold=20)
    shelved("Blue it is", sold=1)
    assert found("blue") == ["Blue it is", "By brand", "By keyword", "In the text"]


@pytest.mark.parametrize("place", ["title", "brand", "keyword", "text"])
def test_a_whole_word_comes_before_a_beginning_in_the_same_place(place: str) -> None:
    for name, word, sold in (("begun", "bluesy", 900), ("whole", "blue", 1)):
        shelved(
            f"{name} {word}" if place == "title" else name,
            brand=word if place == "brand" else "",
            keywords=[word] if place == "keyword" else (),
            text=word if place == "text" else "",
            sold=sold,
        )
    assert [title.split()[0] for title in found("blue")] == ["whole", "begun"]


def test_among_about_equal_ones_the_best_selling_comes_first() -> None:
    for title, sold in (("Blue Lines", 5), ("Blue Train", 50), ("Kind of Blue", 500)):
        shelved(title, sold=sold)
    assert found("blue") == ["Kind of Blue", "Blue Train", "Blue Lines"]


def test_the_title_that_is_the_query_comes_first_of_all() -> None:
    shelved("Blue Train", sold=900)
    shelved("Blue", sold=1)
    assert found("blue") == ["Blue", "Blue Train"]


def test_more_of_the_words_in_the_title_is_better() -> None:
    shelved("Greatest Hits", brand="Blue Train", sold=100)
    shelved("Blue Days", keywords=["train"], sold=10)
    shelved("Train Blue Days", sold=1)
    assert found("blue train") == ["Train Blue Days", "Blue Days", "Greatest Hits"]


def test_equal_ones_have_an_order_too() -> None:
    ids = [shelved("Blue") for _ in range(5)]
    rows = by_relevance(Listing.objects.all(), read("blue"), start=0, stop=9)
    assert [row.product_id for row in rows] == sorted(ids, reverse=True)


def test_only_the_best_selling_matches_are_ranked_and_the_rest_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "RANKED", 2)
    shelved("Blue", sold=1)
    shelved("c", text="blue", sold=40)
    shelved("b Blue", sold=30)
    shelved("d", text="blue", sold=20)
    order = ["b Blue", "c", "d", "Blue"]
    assert found("blue") == order
    assert [found("blue", start=at, stop=at + 1) for at in range(5)] == [[title] for title in order] + [[]]
    assert [found("blue", start=at, stop=at + 3) for at in range(3)] == [order[:3], order[1:], order[2:]]


def test_pages_show_each_match_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "RANKED", 5)
    for at in range(12):
        shelved(f"{at} Blue" if at % 2 else str(at), text="blue", sold=at % 4)
    whole = found("blue")
    assert sorted(whole) == sorted(f"{at} Blue" if at % 2 else str(at) for at in range(12))
    for size in (1, 2, 3, 5, 7):
        pages = [found("blue", start=start, stop=start + size) for start in range(0, 12, size)]
        assert [title for page in pages for title in page] == whole


def test_a_category_is_searched_by_the_same_means() -> None:
    jazz = a_category()
    inside, outside = shelved("Blue Train", sold=3), shelved("Blue", sold=5)
    ListingCategory.objects.create(
        listing=Listing.objects.get(product=inside),
        category=Category.objects.get(id=jazz),
        currency=CURRENCY,
        product_id=inside,
        published_at=EPOCH,
        price=1000,
        popularity=3,
    )
    rows = ListingCategory.objects.filter(category=jazz, currency=CURRENCY).select_related("listing")
    assert [row.listing.title for row in by_relevance(rows, read("blue"), start=0, stop=9)] == ["Blue Train"]
    assert restrict(rows, read("blue")).count() == 1
    assert outside not in {row.product_id for row in rows}


def test_a_page_is_one_statement(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(matching, "RANKED", 4)
    for at in range(8):
        shelved("Blue", sold=at)
    query, rows = read("blue"), Listing.objects.filter(visible=True)
    for start, stop in pairwise(range(0, 9, 2)):
        with django_assert_num_queries(1):
            assert len(by_relevance(rows, query, start=start, stop=stop)) == 2
    with django_assert_num_queries(2):
        assert len(by_relevance(rows, query, start=3, stop=5)) == 2
    with django_assert_num_queries(1):
        assert restrict(rows, query).order_by()[:10_001].count() == 8
