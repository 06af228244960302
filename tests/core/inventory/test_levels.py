"""Levels: what imports and stock takes find is how it is from then on; and what nobody counts never runs out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.carts.types import MAX_QUANTITY, LineState
from core.catalog.models import Product, Variant
from core.catalog.services import archive_product
from core.inventory.models import Movement, Stock
from core.inventory.selectors import FEW, available, count_scarce, scarcest
from core.inventory.services import levels as level_services
from core.inventory.services import receive, release, reserve, set_levels, ship_out
from core.inventory.types import UNLIMITED, QuantityInvalid, StockLevel
from tests.core.examples import MARKET, listing_of
from tests.factories import a_record, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def at(variant: int, count: int, *, unlimited: bool = False) -> None:
    set_levels(levels=[StockLevel(variant, count, unlimited)], reference="COUNT", now=NOW)


def ledger() -> list[tuple[str, int, bool]]:
    return list(Movement.objects.order_by("id").values_list("kind", "quantity", "counted"))


def stock_of(variant: int) -> tuple[int, int]:
    row = Stock.objects.get(variant=variant)
    return row.available, row.reserved


# --- Levels ---------------------------------------------------------------------------------------


def test_what_is_more_was_found_what_is_less_is_lost_and_what_is_the_same_is_left_alone() -> None:
    more, less, same, new = (a_record(stock=stock).variant for stock in (1, 5, 3, 0))
    Movement.objects.all().delete()
    counted = {more: 4, less: 3, same: 3, new: 7}
    set_levels(levels=[StockLevel(*pair) for pair in counted.items()], reference="COUNT", now=NOW)
    assert available(variant_ids=list(counted)) == counted
    written = Movement.objects.order_by("variant_id").values_list("variant_id", "kind", "quantity", "reference")
    assert list(written) == [(more, "found", 3, "COUNT"), (less, "lost", 2, "COUNT"), (new, "found", 7, "COUNT")]


def test_what_orders_hold_is_not_counted_with_what_is_available() -> None:
    variant = a_record(stock=5).variant
    reserve(quantities={variant: 2}, reference="ORDER", now=NOW)
    at(variant, 9)
    assert stock_of(variant) == (9, 2)


def test_the_same_levels_again_write_nothing() -> None:
    levels = [StockLevel(a_record(stock=0).variant, count, count == 2) for count in range(3)]
    set_levels(levels=levels, reference="FIRST", now=NOW)
    before = (list(Stock.objects.values()), list(Movement.objects.values()))
    with CaptureQueriesContext(connection) as captured:
        set_levels(levels=levels, reference="SECOND", now=NOW)
    assert (list(Stock.objects.values()), list(Movement.objects.values())) == before
    assert [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))] == []


def test_of_two_levels_of_one_variant_the_last_counts() -> None:
    variant = a_record(stock=0).variant
    set_levels(levels=[StockLevel(variant, 3), StockLevel(variant, 2)], reference="", now=NOW)
    assert stock_of(variant) == (2, 0)
    assert ledger() == [("found", 2, True)]


def test_nothing_is_less_than_nothing() -> None:
    variant = a_record(stock=5).variant
    with pytest.raises(QuantityInvalid):
        set_levels(levels=[StockLevel(variant, 1), StockLevel(variant, -1)], reference="", now=NOW)
    assert stock_of(variant) == (5, 0)


def test_lists_follow_levels() -> None:
    record = a_record(stock=0)
    said = []
    for count in (1, 2, 0):
        at(record.variant, count)
        said.append(listing_of(record.product_id).in_stock)
    assert said == [True, True, False]


def test_it_takes_a_handful_of_statements_however_many_levels(
    django_assert_max_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(level_services, "tell", lambda variant_ids, now: None)
    product = Product.objects.create(slug="many", title="Many")
    rows = [Variant(product=product, sku=f"M{number}", option_values=[str(number)]) for number in range(1000)]
    Variant.objects.bulk_create(rows)
    levels = [StockLevel(row.pk, count % 5, count % 7 == 0) for count, row in enumerate(rows)]
    with django_assert_max_num_queries(9):  # the savepoint's two among them
        set_levels(levels=levels, reference="IMPORT", now=NOW)
    said = available(variant_ids=[row.pk for row in rows])
    assert said == {level.variant_id: UNLIMITED if level.unlimited else level.available for level in levels}
    assert Movement.objects.count() == 800


# --- What is not counted --------------------------------------------------------------------------


def test_of_what_is_not_counted_there_is_always_enough() -> None:
    record = a_record(stock=0)
    at(record.variant, 0, unlimited=True)
    assert available(variant_ids=[record.variant]) == {record.variant: UNLIMITED}
    assert listing_of(record.product_id).in_stock
    reserve(quantities={record.variant: 40}, reference="ORDER", now=NOW)
    assert stock_of(record.variant) == (0, 40)
    assert listing_of(record.product_id).in_stock
    ship_out(quantities={record.variant: 30}, reference="ORDER", now=NOW)
    release(quantities={record.variant: 10}, reference="ORDER", now=NOW)
    assert stock_of(record.variant) == (0, 0)
    assert ledger() == [("reserved", 40, False), ("shipped", 30, False), ("released", 10, False)]


def test_what_comes_in_is_counted_all_the_same() -> None:
    variant = a_record(stock=0).variant
    at(variant, 2, unlimited=True)
    receive(variant_id=variant, quantity=3, now=NOW)
    at(variant, 5)
    assert available(variant_ids=[variant]) == {variant: 5}
    assert ledger() == [("found", 2, True), ("received", 3, True)]


def test_what_is_counted_again_can_run_out_again() -> None:
    record = a_record(stock=0)
    at(record.variant, 0, unlimited=True)
    at(record.variant, 0)
    assert not listing_of(record.product_id).in_stock


def test_a_cart_holds_what_is_not_counted() -> None:
    guest, variant = someone(), a_record(stock=0).variant
    at(variant, 0, unlimited=True)
    add_line(principal=guest, variant_id=variant, quantity=MAX_QUANTITY, market=MARKET, now=NOW)
    (line,) = cart_of(guest, market=MARKET).lines
    assert (line.state, line.available) == (LineState.READY, UNLIMITED)


# --- What is about to run out ---------------------------------------------------------------------


def test_what_ran_out_and_what_is_about_to_is_named_scarcest_first(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    few, gone, never = (a_record(title=title, stock=stock) for title, stock in (("C", FEW - 1), ("B", 1), ("A", 0)))
    plenty, uncounted, hidden = a_record(stock=FEW), a_record(stock=0), a_record(stock=0)
    reserve(quantities={gone.variant: 1}, reference="", now=NOW)
    at(uncounted.variant, 0, unlimited=True)
    archive_product(product_id=hidden.product_id)
    with django_assert_num_queries(1):
        rows = scarcest(size=9)
    assert [(row.variant_id, row.title, row.variant_title, row.left) for row in rows] == [
        (never.variant, "A", "LP", 0),
        (gone.variant, "B", "LP", 0),
        (few.variant, "C", "LP", FEW - 1),
    ]
    assert plenty.variant not in {row.variant_id for row in rows}
    assert scarcest(size=1) == rows[:1]
    with django_assert_num_queries(1):
        assert count_scarce() == (2, 1)
