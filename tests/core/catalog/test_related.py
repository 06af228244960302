"""What is shown beside a product."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.catalog.models import RelatedProduct
from core.catalog.selectors import company_of
from core.catalog.services import archive_product, count_sold
from tests.core.examples import MARKET
from tests.factories import Record, a_category, a_record

pytestmark = pytest.mark.django_db


def beside(record: Record, category: int | None, size: int = 5) -> list[int]:
    company = company_of(product_id=record.product_id, category_id=category, market=MARKET, size=size)
    return [card.product_id for card in company.related]


def pick(record: Record, *others: Record) -> None:
    RelatedProduct.objects.bulk_create(
        RelatedProduct(product_id=record.product_id, other_id=other.product_id, position=at)
        for at, other in enumerate(others)
    )


def test_staffs_picks_come_first_in_their_order_then_what_sells_best_of_the_category() -> None:
    jazz = a_category("Jazz")
    record, quiet, hit, elsewhere, picked = (a_record(categories=(jazz,) if at != 3 else ()) for at in range(5))
    count_sold(quantities={hit.product_id: 9, quiet.product_id: 1, record.product_id: 99})
    pick(record, elsewhere, picked)
    assert beside(record, jazz) == [row.product_id for row in (elsewhere, picked, hit, quiet)]
    assert beside(record, jazz, size=3) == [row.product_id for row in (elsewhere, picked, hit)]


def test_one_that_is_picked_and_sells_is_shown_once() -> None:
    jazz = a_category("Jazz")
    record, hit, quiet = (a_record(categories=(jazz,)) for _ in range(3))
    count_sold(quantities={hit.product_id: 9})
    pick(record, hit)
    assert beside(record, jazz) == [hit.product_id, quiet.product_id]


def test_only_what_is_on_show_is_shown() -> None:
    jazz = a_category("Jazz")
    record, gone, hidden = (a_record(categories=(jazz,)) for _ in range(3))
    pick(record, gone)
    for one in (gone, hidden):
        archive_product(product_id=one.product_id)
    assert beside(record, jazz) == []


def test_without_a_category_there_are_the_picks(django_assert_num_queries: Callable[[int], Any]) -> None:
    record, other = a_record(), a_record()
    pick(record, other)
    with django_assert_num_queries(1):
        assert beside(record, None) == [other.product_id]


def test_it_takes_one_statement_however_many_there_are(django_assert_num_queries: Callable[[int], Any]) -> None:
    jazz = a_category("Jazz")
    record, *others = (a_record(categories=(jazz,)) for _ in range(6))
    pick(record, *others[:3])
    with django_assert_num_queries(1):
        assert len(beside(record, jazz)) == 5


def test_the_database_refuses_a_product_beside_itself_and_one_twice() -> None:
    record, other = a_record(), a_record()
    for pair in ((record, record), (record, other)):
        with pytest.raises(IntegrityError), transaction.atomic():
            pick(*pair, *pair[1:])
