"""Putting a product on show by hand, and taking it off."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Product
from core.catalog.selectors import count_drafts, drafts
from core.catalog.services import archive_product, create_product, publish_product
from core.catalog.types import Draft, ProductDraft, ProductNotFound, ProductStatus, ProductUnpriced, VariantDraft
from core.pricing.services import set_price
from tests.core.examples import CURRENCY, listed_ids, listing_of
from tests.factories import a_record
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def a_draft(sku: str = "D") -> int:
    variants = (VariantDraft(sku),)
    draft = ProductDraft(slug=sku, title=f"Draft {sku}", brand="B", variants=variants, status=ProductStatus.DRAFT)
    return create_product(draft=draft, now=NOW)


def give_price(product: int) -> None:
    set_price(variant_id=Product.objects.get(pk=product).variants.get().pk, currency=CURRENCY, amount=900)


def test_a_published_product_is_in_lists_at_its_date() -> None:
    product = a_draft()
    give_price(product)
    assert listed_ids() == set()
    publish_product(product_id=product, published_at=NOW)
    assert listed_ids() == {product}
    publish_product(product_id=product, published_at=NOW + timedelta(days=1))
    assert listing_of(product).published_at == NOW + timedelta(days=1)


def test_what_has_no_price_is_not_published() -> None:
    product = a_draft()
    with pytest.raises(ProductUnpriced):
        publish_product(product_id=product, published_at=NOW)
    assert Product.objects.get().status == "draft"


def test_an_archived_product_is_in_no_list_and_can_come_back() -> None:
    record = a_record()
    archive_product(product_id=record.product_id)
    assert listed_ids() == set()
    publish_product(product_id=record.product_id, published_at=NOW)
    assert listed_ids() == {record.product_id}


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(ProductNotFound):
        archive_product(product_id=404)


def test_drafts_are_listed_latest_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first, second, third = (a_draft(sku) for sku in "ABC")
    a_record()
    archive_product(product_id=first)
    with django_assert_num_queries(1):
        assert drafts(size=9) == (Draft(third, "Draft C", "B"), Draft(second, "Draft B", "B"))
    assert [draft.id for draft in drafts(size=1)] == [third]
    with django_assert_num_queries(1):
        assert count_drafts() == 2
