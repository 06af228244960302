"""Old addresses lead to where a page is now, once, and never in a circle."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.models import Category, OldPath, OldSlug, Product
from core.catalog.selectors import category_by_path, product_by_id, product_by_slug
from core.catalog.services import (
    archive_product,
    delete_categories,
    move_slug,
    place_category,
    put_into_category,
    save_products,
    take_out_of_category,
)
from core.catalog.types import CategoryMoved, CategoryNotFound, ProductMoved, ProductNotFound
from tests.core.examples import MARKET, undone
from tests.factories import a_category, a_record
from tests.factories.catalog import ProductDraftFactory
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def rename(product_id: int, slug: str) -> None:
    """As the back office does."""
    row = Product.objects.get(pk=product_id)
    before, row.slug = row.slug, slug
    row.save()
    move_slug(product_id=product_id, before=before, now=slug)


def moved_to(slug: str) -> str:
    with pytest.raises(ProductMoved) as moved:
        product_by_slug(slug, market=MARKET)
    return str(moved.value.details["slug"])


def test_every_slug_a_product_had_leads_to_the_one_it_has() -> None:
    record = a_record(slug="one")
    rename(record.product_id, "two")
    rename(record.product_id, "three")
    assert (moved_to("one"), moved_to("two")) == ("three", "three")


def test_a_slug_taken_back_is_the_products_own_again() -> None:
    record = a_record(slug="one")
    rename(record.product_id, "two")
    rename(record.product_id, "one")
    assert product_by_slug("one", market=MARKET).id == record.product_id
    assert moved_to("two") == "one"


def test_a_new_product_of_an_old_slug_wins() -> None:
    rename(a_record(slug="one").product_id, "two")
    newcomer = a_record(slug="one")
    assert product_by_slug("one", market=MARKET).id == newcomer.product_id
    assert not OldSlug.objects.exists()


def test_an_import_of_a_new_product_takes_an_old_slug_over() -> None:
    rename(a_record(slug="one").product_id, "two")
    save_products(products=[ProductDraftFactory(slug="one")], now=NOW)
    with pytest.raises(ProductNotFound) as refused:
        product_by_slug("one", market=MARKET)
    assert type(refused.value) is ProductNotFound, "it is not priced yet, but the address is its own"


def test_an_old_slug_of_what_is_not_on_show_leads_nowhere() -> None:
    record = a_record(slug="one")
    rename(record.product_id, "two")
    archive_product(product_id=record.product_id)
    with pytest.raises(ProductNotFound) as refused:
        product_by_slug("one", market=MARKET)
    assert refused.value.code == "product_not_found"


def test_an_address_that_is_right_costs_nothing_more(django_assert_num_queries: Callable[[int], Any]) -> None:
    record = a_record(slug="one")
    rename(record.product_id, "two")
    with django_assert_num_queries(2):
        product_by_slug("two", market=MARKET)
    with django_assert_num_queries(2):
        moved_to("one")


@given(moves=st.lists(st.tuples(st.integers(0, 1), st.sampled_from("abcd")), max_size=12))
@settings(max_examples=40, deadline=None)
def test_whatever_two_products_were_called_each_address_leads_to_one_page_at_once(moves: list[tuple[int, str]]) -> None:
    with undone():
        ids = [a_record(slug=slug).product_id for slug in ("x", "y")]
        for which, slug in moves:
            if not Product.objects.filter(slug=slug).exists():
                rename(ids[which], slug)
        own = set(Product.objects.values_list("slug", flat=True))
        for old in OldSlug.objects.all():
            assert old.slug not in own
            assert moved_to(old.slug) in own


# --- Categories -----------------------------------------------------------------------------------


def path_moved(path: str) -> str:
    with pytest.raises(CategoryMoved) as moved:
        category_by_path(path)
    return str(moved.value.details["path"])


def call(category_id: int, slug: str) -> None:
    Category.objects.filter(pk=category_id).update(slug=slug)
    place_category(category_id=category_id)


def test_the_paths_of_all_below_a_renamed_category_lead_on() -> None:
    music = a_category("Music")
    a_category("Bebop", parent=a_category("Jazz", parent=music))
    call(music, "sounds")
    assert path_moved("music/jazz/bebop") == "sounds/jazz/bebop"
    call(music, "noise")
    assert [path_moved(path) for path in ("music", "sounds/jazz")] == ["noise", "noise/jazz"]


def test_a_path_taken_by_another_category_is_that_ones() -> None:
    music = a_category("Music")
    call(music, "sounds")
    other = a_category("Music")
    assert category_by_path("music").id == other
    assert not OldPath.objects.exists()


def test_what_a_deleted_category_was_called_leads_nowhere() -> None:
    music = a_category("Music")
    call(music, "sounds")
    delete_categories(category_ids=[music])
    with pytest.raises(CategoryNotFound) as refused:
        category_by_path("music")
    assert refused.value.code == "category_not_found"


# --- The canonical place --------------------------------------------------------------------------


def place_of(product_id: int) -> str | None:
    category = product_by_id(product_id, market=MARKET).category
    return category.path if category else None


def test_the_canonical_place_is_the_first_category_until_it_is_left() -> None:
    jazz, rock = a_category("Jazz"), a_category("Rock")
    record = a_record(categories=(jazz,))
    put_into_category(product_ids=[record.product_id], category_id=rock)
    assert place_of(record.product_id) == "jazz"
    take_out_of_category(product_ids=[record.product_id], category_id=jazz)
    assert place_of(record.product_id) == "rock"
    take_out_of_category(product_ids=[record.product_id], category_id=rock)
    assert place_of(record.product_id) is None


def test_a_deleted_category_is_nobodys_canonical_place() -> None:
    jazz, rock = a_category("Jazz"), a_category("Rock")
    record = a_record(categories=(jazz, rock))
    delete_categories(category_ids=[jazz])
    assert place_of(record.product_id) == "rock"


def test_an_import_keeps_the_place_staff_have_chosen() -> None:
    jazz, rock = a_category("Jazz"), a_category("Rock")
    record = a_record(slug="one", categories=(jazz, rock))
    Product.objects.filter(pk=record.product_id).update(main_category=rock)
    save_products(products=[ProductDraftFactory(slug="one", category_ids=(jazz, rock))], now=NOW)
    assert place_of(record.product_id) == "rock"
