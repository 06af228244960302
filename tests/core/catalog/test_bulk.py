"""Many products changed at once: in as many statements as one, each told of, those that cannot be named with why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.catalog import services
from core.catalog.models import Attribute, Product
from core.catalog.services import create_product
from core.catalog.types import (
    AttributeInvalid,
    CategoryNotFound,
    Done,
    ProductNotFound,
    ProductStatus,
    ProductUnpriced,
    WindowInvalid,
)
from tests.core.examples import listed_ids, listing_of
from tests.factories import Record, a_category, a_record
from tests.factories.catalog import ProductDraftFactory
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def ids(*records: Record) -> list[int]:
    return [record.product_id for record in records]


def column(record: Record, name: str) -> Any:
    return Product.objects.values_list(name, flat=True).get(pk=record.product_id)


def refusals(done: Done) -> dict[int, type[Exception]]:
    return {pk: type(why) for pk, why in done.refused.items()}


def test_those_with_a_price_are_published_and_the_others_named() -> None:
    priced = a_record()
    services.archive_products(product_ids=ids(priced))
    unpriced = create_product(draft=ProductDraftFactory(status=ProductStatus.DRAFT), now=NOW)
    done = services.publish_products(product_ids=[priced.product_id, unpriced, 999_999], now=NOW)
    assert done.changed == {priced.product_id}
    assert refusals(done) == {unpriced: ProductUnpriced, 999_999: ProductNotFound}
    assert listed_ids() == {priced.product_id}


def test_publishing_opens_a_window_that_is_over() -> None:
    record = a_record()
    services.schedule_products(product_ids=ids(record), published_at=None, unpublish_at=NOW)
    services.publish_products(product_ids=ids(record), now=NOW + timedelta(days=1))
    assert column(record, "unpublish_at") is None


def test_the_archived_are_off_show() -> None:
    here, there = a_record(), a_record()
    assert services.archive_products(product_ids=ids(here)).changed == {here.product_id}
    assert listed_ids() == {there.product_id}
    assert services.archive_products(product_ids=ids(here)).changed == frozenset(), "the same again changes nothing"


def test_a_window_that_would_never_be_open_is_refused_for_those_it_would_not() -> None:
    early, late = a_record(published_at=NOW - timedelta(days=9)), a_record(published_at=NOW + timedelta(days=9))
    done = services.schedule_products(product_ids=ids(early, late), published_at=None, unpublish_at=NOW)
    assert done.changed == {early.product_id}
    assert refusals(done) == {late.product_id: WindowInvalid}
    assert column(late, "unpublish_at") is None


def test_categories_are_entered_and_left() -> None:
    jazz = a_category("Jazz")
    inside, outside = a_record(categories=(jazz,)), a_record()
    assert services.put_into_category(product_ids=ids(inside, outside), category_id=jazz).changed == {
        outside.product_id
    }
    assert listed_ids(jazz) == set(ids(inside, outside))
    assert services.take_out_of_category(product_ids=ids(inside), category_id=jazz).changed == {inside.product_id}
    assert listed_ids(jazz) == {outside.product_id}
    with pytest.raises(CategoryNotFound):
        services.put_into_category(product_ids=ids(inside), category_id=999_999)


def test_tags_are_the_same_whatever_their_capitals() -> None:
    live, plain = a_record(tags=("Live",)), a_record(tags=("old",))
    assert services.add_tag(product_ids=ids(live, plain), tag="live").changed == {plain.product_id}
    assert (column(live, "tags"), column(plain, "tags")) == (["Live"], ["old", "live"])
    services.remove_tag(product_ids=ids(live, plain), tag="LIVE")
    assert (column(live, "tags"), column(plain, "tags")) == ([], ["old"])


def test_one_thing_is_said_of_many_and_unsaid_again() -> None:
    Attribute.objects.create(code="year", name="Year", kind="number")
    Attribute.objects.create(code="label", name="Label")
    record = a_record(attributes={"label": "Blue Note"})
    services.set_attribute(product_ids=ids(record), code="year", value=1959)
    assert column(record, "attributes") == {"label": "Blue Note", "year": 1959}
    services.set_attribute(product_ids=ids(record), code="label", value=None)
    assert column(record, "attributes") == {"year": 1959}
    for code, value in (("year", "long ago"), ("nothing", 1)):
        with pytest.raises(AttributeInvalid):
            services.set_attribute(product_ids=ids(record), code=code, value=value)


def test_release_and_tax_class_are_set() -> None:
    record, ahead = a_record(), NOW + timedelta(days=9)
    services.set_release(product_ids=ids(record), release_at=ahead, preorder=True)
    services.set_tax_class(product_ids=ids(record), tax_class="reduced")
    assert [column(record, name) for name in ("release_at", "preorder", "tax_class")] == [ahead, True, "reduced"]
    assert listing_of(record.product_id).release_at == ahead


CHANGES: dict[str, Callable[[list[int]], Done]] = {
    "archive": lambda some: services.archive_products(product_ids=some),
    "tag": lambda some: services.add_tag(product_ids=some, tag="new"),
    "tax": lambda some: services.set_tax_class(product_ids=some, tax_class="reduced"),
    "release": lambda some: services.set_release(product_ids=some, release_at=NOW, preorder=False),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_twelve_take_no_more_statements_than_two(change: Callable[[list[int]], Done]) -> None:
    records = [a_record() for _ in range(14)]
    counts = []
    for some in (records[:2], records[2:]):
        with CaptureQueriesContext(connection) as statements:
            assert len(change(ids(*some)).changed) == len(some)
        counts.append(len(statements))
    assert abs(counts[0] - counts[1]) <= 3, "a word or a value of a facet may be new, or gone"
