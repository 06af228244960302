"""A product in full, as its page needs it."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Product, Variant
from core.catalog.rules import variant_title
from core.catalog.selectors import is_empty, product_by_id, product_by_slug, variants_of
from core.catalog.services import refresh_listings
from core.catalog.types import CategoryRef, ProductNotFound
from core.pricing.services import remove_price
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_category, a_record

pytestmark = pytest.mark.django_db


def test_a_shop_is_empty_until_it_has_a_product_of_any_status(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        assert is_empty()
    Product.objects.create(slug="draft", title="Draft")
    assert not is_empty()


def test_a_product_is_found_by_slug_and_id_with_its_breadcrumbs(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    music = a_category("Music")
    jazz = a_category("Jazz", parent=music)
    record = a_record(categories=(jazz,))
    with django_assert_num_queries(2):
        found = product_by_slug(record.slug, market=MARKET)
    with django_assert_num_queries(2):
        assert product_by_id(record.product_id, market=MARKET) == found
    assert found.category == CategoryRef(jazz, "Jazz", "music/jazz")
    assert found.breadcrumbs == (CategoryRef(music, "Music", "music"), CategoryRef(jazz, "Jazz", "music/jazz"))


def test_a_product_without_a_category_has_no_breadcrumbs() -> None:
    found = product_by_id(a_record().product_id, market=MARKET)
    assert (found.category, found.breadcrumbs) == (None, ())


def test_search_engines_are_told_the_title_where_nothing_else_is_written() -> None:
    record = a_record(title="Kind of Blue")
    assert product_by_id(record.product_id, market=MARKET).seo_title == "Kind of Blue"
    Product.objects.update(seo_title="Kind of Blue on vinyl")
    assert product_by_id(record.product_id, market=MARKET).seo_title == "Kind of Blue on vinyl"


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_is_not_active_looks_missing(status: str) -> None:
    record = a_record()
    Product.objects.update(status=status)
    refresh_listings(product_ids=[record.product_id])
    with pytest.raises(ProductNotFound):
        product_by_slug(record.slug, market=MARKET)
    with pytest.raises(ProductNotFound):
        product_by_id(record.product_id, market=MARKET)


def test_what_has_no_price_looks_missing() -> None:
    record = a_record()
    remove_price(variant_id=record.variant, currency=CURRENCY)
    with pytest.raises(ProductNotFound):
        product_by_slug(record.slug, market=MARKET)


@pytest.mark.parametrize("product_id", [0, -1, 2**63, 2**200])
def test_an_id_nothing_has_is_missing(product_id: int) -> None:
    with pytest.raises(ProductNotFound):
        product_by_id(product_id, market=MARKET)


def test_variants_come_in_their_order_and_are_called_by_their_options(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    record = a_record(formats=("LP", "CD", "Tape"))
    with django_assert_num_queries(1):
        variants = variants_of(record.product_id)
    assert [variant.title for variant in variants] == ["LP", "CD", "Tape"]


@pytest.mark.parametrize(("values", "title"), [((), ""), (("LP",), "LP"), (("LP", "Red"), "LP / Red")])
def test_a_variants_title_joins_its_options(values: tuple[str, ...], title: str) -> None:
    assert variant_title(values) == title


def test_the_database_refuses_two_variants_of_the_same_options_and_an_empty_sku() -> None:
    record = a_record(formats=("LP",))
    for wrong in ({"sku": "new", "option_values": ["LP"]}, {"sku": "", "option_values": ["CD"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Variant.objects.create(product_id=record.product_id, **wrong)
