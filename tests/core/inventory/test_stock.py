"""Stock: received, reserved, shipped or released, all or none, never below nothing, and every change written down."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from pytest_django import DjangoAssertNumQueries

from core.inventory.models import Movement, Stock
from core.inventory.selectors import available
from core.inventory.services import receive, release, reserve, ship_out
from core.inventory.types import MovementKind, NotReserved, OutOfStock, QuantityInvalid, Shortage
from tests.core.examples import listing_of
from tests.factories import a_record
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

type Move = Callable[..., None]


def take(**quantities: int) -> None:
    """Reserve by variant ids, written as v1=2."""
    reserve(quantities={int(name[1:]): n for name, n in quantities.items()}, reference="ORDER", now=NOW)


def moved(variant: int, kind: MovementKind) -> int:
    total = Movement.objects.filter(variant=variant, kind=kind).aggregate(total=Sum("quantity"))["total"]
    return total or 0


def stock_of(variant: int) -> tuple[int, int]:
    row = Stock.objects.get(variant=variant)
    return row.available, row.reserved


def test_what_comes_in_can_be_sold_and_is_written_down() -> None:
    variant = a_record(stock=0).variant
    receive(variant_id=variant, quantity=3, reference="DELIVERY 1", now=NOW)
    receive(variant_id=variant, quantity=4, now=NOW)
    assert stock_of(variant) == (7, 0)
    written = Movement.objects.order_by("id").values_list("kind", "quantity", "reference", "happened_at")
    assert list(written) == [("received", 3, "DELIVERY 1", NOW), ("received", 4, "", NOW)]


def test_what_is_reserved_is_still_there_but_not_for_sale() -> None:
    variant = a_record(stock=5).variant
    take(**{f"v{variant}": 2})
    assert stock_of(variant) == (3, 2)
    assert moved(variant, MovementKind.RESERVED) == 2


def test_an_order_gets_all_it_asks_for_or_nothing() -> None:
    plenty, few, never = (a_record(stock=n).variant for n in (10, 2, 0))
    with pytest.raises(OutOfStock) as refused:
        take(**{f"v{plenty}": 1, f"v{few}": 3, f"v{never}": 1})
    assert refused.value.details["shortages"] == [Shortage(few, 3, 2), Shortage(never, 1, 0)]
    assert stock_of(plenty) == (10, 0)
    assert stock_of(few) == (2, 0)
    assert not Movement.objects.filter(kind=MovementKind.RESERVED).exists()


@pytest.mark.parametrize("leave", [ship_out, release])
@pytest.mark.parametrize("quantity", [0, -1])
def test_only_a_positive_number_comes_in_or_goes_out(quantity: int, leave: Move) -> None:
    variant = a_record(stock=5).variant
    with pytest.raises(QuantityInvalid):
        receive(variant_id=variant, quantity=quantity, now=NOW)
    for move in (reserve, leave):
        with pytest.raises(QuantityInvalid):
            move(quantities={variant: quantity}, reference="", now=NOW)
    assert stock_of(variant) == (5, 0)


def test_what_is_shipped_is_no_longer_there() -> None:
    variant = a_record(stock=5).variant
    take(**{f"v{variant}": 3})
    ship_out(quantities={variant: 2}, reference="ORDER", now=NOW)
    assert stock_of(variant) == (2, 1)
    assert moved(variant, MovementKind.SHIPPED) == 2


def test_what_is_released_is_for_sale_again_and_lists_say_so() -> None:
    record = a_record(stock=2)
    take(**{f"v{record.variant}": 2})
    assert not listing_of(record.product_id).in_stock
    release(quantities={record.variant: 2}, reference="ORDER", now=NOW)
    assert stock_of(record.variant) == (2, 0)
    assert moved(record.variant, MovementKind.RELEASED) == 2
    assert listing_of(record.product_id).in_stock


@pytest.mark.parametrize("leave", [ship_out, release])
def test_no_more_leaves_than_is_reserved_and_all_or_none_does(leave: Move) -> None:
    enough, few = a_record(stock=5).variant, a_record(stock=5).variant
    take(**{f"v{enough}": 2, f"v{few}": 1})
    with pytest.raises(NotReserved) as refused:
        leave(quantities={enough: 2, few: 2}, reference="ORDER", now=NOW)
    assert refused.value.details == {"variant_id": few, "quantity": 2}
    assert (stock_of(enough), stock_of(few)) == ((3, 2), (4, 1))


def test_lists_say_in_stock_from_the_first_receipt_to_the_last_unit_of_any_variant() -> None:
    record = a_record(formats=("LP", "CD"), stock=0)
    said = []
    receive(variant_id=record.variant, quantity=1, now=NOW)
    said.append(listing_of(record.product_id).in_stock)
    receive(variant_id=record.variants[1], quantity=2, now=NOW)
    take(**{f"v{record.variant}": 1})
    said.append(listing_of(record.product_id).in_stock)
    take(**{f"v{record.variants[1]}": 2})
    said.append(listing_of(record.product_id).in_stock)
    receive(variant_id=record.variant, quantity=1, now=NOW)
    said.append(listing_of(record.product_id).in_stock)
    assert said == [True, True, False, True]


def test_a_record_never_received_is_not_in_stock() -> None:
    assert not listing_of(a_record(stock=0).product_id).in_stock


def test_how_many_there_are_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    some, never = a_record(stock=4).variant, a_record(stock=0).variant
    with django_assert_num_queries(1):
        assert available(variant_ids=[some, never, 404]) == {some: 4, never: 0, 404: 0}


@pytest.mark.parametrize("wrong", [{"available": -1}, {"reserved": -1}])
def test_the_database_refuses_stock_below_nothing(wrong: dict[str, int]) -> None:
    a_record(stock=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.update(**wrong)


@pytest.mark.parametrize("wrong", [{"quantity": 0}, {"kind": "stolen"}])
def test_the_database_refuses_movements_of_nothing_or_of_no_known_kind(wrong: dict[str, object]) -> None:
    a_record(stock=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.update(**wrong)
