"""From when on a product is on show, and until when."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.catalog.models import Product
from core.catalog.services import publish_product, save_products
from core.catalog.types import WindowInvalid
from tests.factories import a_record
from tests.factories.catalog import ProductDraftFactory
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def row(**fields: Any) -> Product:
    return Product.objects.get(**fields)


def test_a_product_is_published_until_a_time_or_for_good() -> None:
    record = a_record()
    publish_product(product_id=record.product_id, published_at=NOW, unpublish_at=LATER)
    assert (row().published_at, row().unpublish_at) == (NOW, LATER)
    publish_product(product_id=record.product_id, published_at=NOW)
    assert row().unpublish_at is None


def test_what_would_be_off_show_before_it_is_on_is_refused() -> None:
    record = a_record()
    with pytest.raises(WindowInvalid):
        publish_product(product_id=record.product_id, published_at=LATER, unpublish_at=NOW)
    saved = save_products(products=[ProductDraftFactory(published_at=LATER, unpublish_at=NOW)], now=NOW)
    assert [type(why) for why in saved.refused.values()] == [WindowInvalid]


def test_a_draft_that_does_not_say_leaves_what_staff_have_said() -> None:
    record = a_record(slug="one")
    said = {"unpublish_at": NOW + timedelta(days=999), "release_at": NOW, "preorder": True, "tax_class": "reduced"}
    texts = {"translations": {"de": {"title": "Eins"}}, "attributes": {"year": 1959}}
    Product.objects.filter(pk=record.product_id).update(**said, **texts)
    save_products(products=[ProductDraftFactory(slug="one", title="Another")], now=NOW)
    found = row(slug="one")
    assert found.title == "Another"
    assert {name: getattr(found, name) for name in (*said, *texts)} == {**said, **texts}


def test_the_database_refuses_a_window_that_never_opens() -> None:
    record = a_record()
    for window in ({"published_at": LATER, "unpublish_at": NOW}, {"published_at": NOW, "unpublish_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Product.objects.filter(pk=record.product_id).update(**window)
