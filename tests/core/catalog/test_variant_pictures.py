"""A variant's own picture: one of its product's, named by whoever brings it, gone with the picture."""

from collections.abc import Callable
from typing import Any

import pytest

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.catalog.models import ProductImage, Variant
from core.catalog.selectors import variants_of
from core.catalog.services import save_products, take_in
from core.catalog.types import ImageDraft, VariantDraft
from core.pricing.selectors import priced_variants
from tests.core.examples import MARKET, a_picture
from tests.factories import Record, a_record, someone
from tests.factories.catalog import ProductDraftFactory
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db
FRONT, BACK = "https://pictures.example/front.jpg", "https://pictures.example/back.jpg"


def a_pictured_record() -> Record:
    variants = (VariantDraft("A", ("LP",), image_url=BACK), VariantDraft("B", ("CD",)))
    return a_record(slug="one", variants=variants, images=(ImageDraft(FRONT), ImageDraft(BACK, "The back")))


def image_id(url: str) -> int:
    return ProductImage.objects.get(source_url=url).pk


def test_a_picture_named_by_its_address_is_the_variants_once_it_is_fetched() -> None:
    record = a_pictured_record()
    assert [one.image for one in variants_of(record.product_id)] == [None, None]
    take_in(image_id=image_id(BACK), data=a_picture().read())
    with_own, without = variants_of(record.product_id)
    assert with_own.image is not None
    assert with_own.image.alt == "The back"
    assert without.image is None


def test_two_addresses_of_one_picture_give_the_variant_the_one_that_is_kept() -> None:
    record = a_pictured_record()
    data = a_picture().read()
    take_in(image_id=image_id(FRONT), data=data)
    take_in(image_id=image_id(BACK), data=data)
    assert Variant.objects.get(sku="A").image_id == image_id(FRONT)
    assert variants_of(record.product_id)[0].image is not None


def test_a_draft_that_names_none_leaves_the_variant_its_picture() -> None:
    a_pictured_record()
    variants = (VariantDraft("A", ("LP",)), VariantDraft("B", ("CD",), image_url="https://elsewhere.example/x.jpg"))
    save_products(products=[ProductDraftFactory(slug="one", variants=variants)], now=NOW)
    assert [row.image_id for row in Variant.objects.order_by("sku")] == [image_id(BACK), None]


def test_a_picture_that_is_deleted_leaves_the_variant() -> None:
    a_pictured_record()
    ProductImage.objects.filter(source_url=BACK).delete()
    assert Variant.objects.get(sku="A").image_id is None


def test_a_cart_shows_the_variants_own_picture(django_assert_num_queries: Callable[[int], Any]) -> None:
    record, guest = a_pictured_record(), someone()
    take_in(image_id=image_id(BACK), data=a_picture().read())
    add_line(principal=guest, variant_id=record.variant, quantity=1, market=MARKET, now=NOW)
    with django_assert_num_queries(1):
        (line,) = cart_of(guest, market=MARKET).lines
    assert line.image is not None
    assert line.image.alt == "The back"
    with django_assert_num_queries(1):
        assert priced_variants(product_id=record.product_id, market=MARKET)[0].variant.image == line.image
