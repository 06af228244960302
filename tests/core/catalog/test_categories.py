"""Categories know their own path and trail, and hold what stands below them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Category
from core.catalog.selectors import category_by_id, category_by_path, count_listed, root_categories
from core.catalog.services import create_category, place_category
from core.catalog.types import CategoryNotFound, CategoryRef, Criteria
from tests.core.examples import MARKET, listed_ids
from tests.factories import a_category, a_record

pytestmark = pytest.mark.django_db


def path_of(category_id: int) -> str:
    return str(Category.objects.get(id=category_id).url_path)


def rename(category_id: int, name: str) -> None:
    Category.objects.filter(id=category_id).update(name=name, slug=name.lower())
    place_category(category_id=category_id)


def move(category_id: int, below: int) -> None:
    Category.objects.move(Category.objects.get(id=category_id), Category.objects.get(id=below), pos="last-child")
    place_category(category_id=category_id)


def test_a_path_is_the_slugs_from_the_root() -> None:
    music = a_category("Music")
    jazz = a_category("Jazz", parent=music)
    bebop = a_category("Bebop", parent=jazz)
    assert [path_of(id_) for id_ in (music, jazz, bebop)] == ["music", "music/jazz", "music/jazz/bebop"]


def test_a_category_knows_what_leads_to_it_and_what_it_holds(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    music = a_category("Music")
    jazz = a_category("Jazz", parent=music)
    bebop = a_category("Bebop", parent=jazz)
    swing = a_category("Swing", parent=jazz)
    with django_assert_num_queries(2):
        found = category_by_path("music/jazz")
    assert found.ancestors == (CategoryRef(music, "Music", "music"),)
    assert found.children == (
        CategoryRef(bebop, "Bebop", "music/jazz/bebop"),
        CategoryRef(swing, "Swing", "music/jazz/swing"),
    )
    with django_assert_num_queries(2):
        assert category_by_id(jazz) == found


def test_the_roots_come_in_the_trees_order(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    rock, jazz = a_category("Rock"), a_category("Jazz")
    a_category("Bebop", parent=jazz)
    with django_assert_num_queries(1):
        assert root_categories() == (CategoryRef(rock, "Rock", "rock"), CategoryRef(jazz, "Jazz", "jazz"))


def test_a_missing_category_is_said_to_be_missing() -> None:
    with pytest.raises(CategoryNotFound):
        category_by_path("nowhere")
    with pytest.raises(CategoryNotFound):
        category_by_id(2**70)
    with pytest.raises(CategoryNotFound):
        create_category(name="Bebop", slug="bebop", parent_id=404)


def test_a_product_stands_in_its_category_and_in_all_above_it() -> None:
    music = a_category("Music")
    jazz = a_category("Jazz", parent=music)
    bebop = a_category("Bebop", parent=jazz)
    other = a_category("Rock", parent=music)
    record = a_record(categories=(bebop,))
    assert listed_ids(music) == listed_ids(jazz) == listed_ids(bebop) == {record.product_id}
    assert listed_ids(other) == set()


def test_a_product_in_two_categories_stands_once_in_what_they_share() -> None:
    music = a_category("Music")
    a_record(categories=(a_category("Jazz", parent=music), a_category("Rock", parent=music)))
    assert count_listed(Criteria(MARKET, music)).count == 1


def test_renaming_a_category_renames_the_paths_and_trails_below_it() -> None:
    music = a_category("Music")
    jazz = a_category("Jazz", parent=music)
    bebop = a_category("Bebop", parent=jazz)
    rename(music, "Sound")
    assert path_of(bebop) == "sound/jazz/bebop"
    assert category_by_id(bebop).ancestors == (
        CategoryRef(music, "Sound", "sound"),
        CategoryRef(jazz, "Jazz", "sound/jazz"),
    )


def test_moving_a_category_moves_paths_trails_and_products() -> None:
    music, books = a_category("Music"), a_category("Books")
    jazz = a_category("Jazz", parent=music)
    bebop = a_category("Bebop", parent=jazz)
    record = a_record(categories=(bebop,))
    move(jazz, books)
    assert (path_of(jazz), path_of(bebop)) == ("books/jazz", "books/jazz/bebop")
    assert category_by_id(bebop).ancestors == (
        CategoryRef(books, "Books", "books"),
        CategoryRef(jazz, "Jazz", "books/jazz"),
    )
    assert listed_ids(books) == listed_ids(bebop) == {record.product_id}
    assert listed_ids(music) == set()
