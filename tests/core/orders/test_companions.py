"""What is bought together is counted from the orders of a year, some products at a time."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from core.carts.services import add_line
from core.catalog.models import BoughtTogether, Product
from core.catalog.selectors import company_of
from core.catalog.services import refresh_listings
from core.orders import companions
from core.orders.companions import COUNTED_FOR, ROUND, count_bought_together
from core.orders.models import Order
from core.orders.services import cancel
from tests.core.examples import MARKET
from tests.factories import Record, a_record, an_order, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def bought(*records: Record) -> str:
    """One order of one of each; returns its number."""
    buyer = someone()
    for record in records[1:]:
        add_line(principal=buyer, variant_id=record.variant, quantity=1, market=MARKET, now=NOW)
    return an_order(buyer, records[0].variant)


def beside(record: Record, size: int = 9) -> list[int]:
    company = company_of(product_id=record.product_id, category_id=None, market=MARKET, size=size)
    return [card.product_id for card in company.together]


@pytest.fixture
def shelf() -> tuple[Record, Record, Record]:
    return a_record(), a_record(), a_record()


def test_what_is_most_often_bought_with_a_product_stands_first_beside_it(
    shelf: tuple[Record, Record, Record],
) -> None:
    a, b, c = shelf
    for together in ((a, b), (a, c), (a, b, c), (a, c), (b,)):
        bought(*together)
    assert count_bought_together(now=NOW) == 3
    assert beside(a) == [c.product_id, b.product_id]
    assert beside(b) == [a.product_id, c.product_id]
    assert beside(a, size=1) == [c.product_id]
    assert BoughtTogether.objects.get(product=a.product_id, other=c.product_id).score == 3


def test_orders_that_came_to_nothing_or_are_old_do_not_count(shelf: tuple[Record, Record, Record]) -> None:
    a, b, c = shelf
    number = bought(a, b)
    bought(a, c)
    count_bought_together(now=NOW)
    assert set(beside(a)) == {b.product_id, c.product_id}
    cancel(number=number, reason="", now=NOW)
    count_bought_together(now=NOW + ROUND)
    assert beside(a) == [c.product_id]
    Order.objects.update(placed_at=NOW - COUNTED_FOR)
    count_bought_together(now=NOW + 2 * ROUND)
    assert beside(a) == []


def test_what_is_not_on_show_is_not_beside_anything(shelf: tuple[Record, Record, Record]) -> None:
    a, b, _ = shelf
    bought(a, b)
    count_bought_together(now=NOW)
    Product.objects.filter(id=b.product_id).update(status="archived")
    refresh_listings(product_ids=[b.product_id])
    assert beside(a) == []


def test_all_products_are_counted_in_turn_and_then_it_rests_for_a_while(
    shelf: tuple[Record, Record, Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companions, "BATCH", 2)
    bought(*shelf)
    assert [count_bought_together(now=NOW) for _ in range(3)] == [2, 1, 0]
    assert BoughtTogether.objects.count() == 6
    assert count_bought_together(now=NOW + ROUND - timedelta(seconds=1)) == 0
    assert count_bought_together(now=NOW + ROUND) == 2


def test_the_same_again_writes_no_pair_and_a_batch_is_a_handful_of_statements(
    shelf: tuple[Record, Record, Record], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bought(*shelf)
    count_bought_together(now=NOW)
    before = list(BoughtTogether.objects.order_by("id").values())
    with django_assert_max_num_queries(12):
        count_bought_together(now=NOW + ROUND)
    assert list(BoughtTogether.objects.order_by("id").values()) == before


def test_reading_it_is_one_statement(
    shelf: tuple[Record, Record, Record], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bought(*shelf)
    count_bought_together(now=NOW)
    with django_assert_num_queries(1):
        assert len(beside(shelf[0])) == 2


def test_a_product_that_is_gone_is_beside_nothing(shelf: tuple[Record, Record, Record]) -> None:
    a, b, c = shelf
    bought(a, b, c)
    Product.objects.filter(id=b.product_id).delete()
    count_bought_together(now=NOW)
    assert beside(a) == [c.product_id]
