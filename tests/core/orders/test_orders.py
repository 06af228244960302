"""A shopper's own orders, and nobody else's."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from core.customers.types import Customer, Guest, Principal
from core.orders.models import Order as OrderRow
from core.orders.selectors import count_orders, order_by_number, order_of, orders_after, orders_page
from core.orders.services import adopt
from core.orders.types import OrderNotFound
from core.shared.money import Money
from tests.core.examples import CURRENCY
from tests.factories import a_record, an_order, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db


def numbers(principal: Principal) -> list[str]:
    return [order.number for order in orders_page(principal, page=1, size=100)]


def some_orders(principal: Principal, count: int) -> list[str]:
    """Latest first; each two were placed in the same instant."""
    variant = a_record(stock=100).variant
    placed = [an_order(principal, variant) for _ in range(count)]
    for nth, number in enumerate(placed):
        OrderRow.objects.filter(number=number).update(placed_at=NOW + timedelta(minutes=nth // 2))
    return placed[::-1]


def a_customer(email: str = "ada@example.org") -> Customer:
    user = make_customer(email)
    return Customer(user.pk, user.email)


# --- Whose it is ----------------------------------------------------------------------------------


def test_somebody_elses_order_looks_missing() -> None:
    guest, customer = someone(), a_customer()
    of_guest, of_customer = an_order(guest, a_record().variant), an_order(customer, a_record().variant)
    assert order_of(guest, of_guest).number == of_guest
    assert order_of(customer, of_customer).number == of_customer
    strangers: list[tuple[Principal | None, str]] = [
        (customer, of_guest),
        (guest, of_customer),
        (someone(), of_guest),
        (None, of_guest),
        (guest, "MISSING"),
    ]
    for who, number in strangers:
        with pytest.raises(OrderNotFound):
            order_of(who, number)


def test_the_shop_itself_finds_any_order() -> None:
    number = an_order(someone(), a_record().variant)
    assert order_by_number(number).number == number
    with pytest.raises(OrderNotFound):
        order_by_number("MISSING")


# --- Lists ----------------------------------------------------------------------------------------


def test_orders_are_listed_latest_first_with_what_they_held_and_cost() -> None:
    guest = someone()
    number = an_order(guest, a_record(price=1000).variant, quantity=3)
    (order,) = orders_page(guest, page=1, size=10)
    assert (order.number, order.count, order.total) == (number, 3, Money(3490, CURRENCY))
    assert order.placed_at == NOW


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_and_walking_show_all_orders_in_one_order(size: int) -> None:
    guest = someone()
    placed = some_orders(guest, 5)
    some_orders(someone(), 2)
    paged = [order.number for page in range(1, 8) for order in orders_page(guest, page=page, size=size)]
    walked: list[str] = []
    while step := orders_after(guest, after=walked[-1] if walked else None, size=size):
        walked += [order.number for order in step]
    assert paged == walked == placed
    assert count_orders(guest).count == 5


def test_nobody_has_no_orders() -> None:
    assert orders_page(None, page=1, size=10) == ()
    assert count_orders(None).count == count_orders(someone()).count == 0


@pytest.mark.parametrize("foreign", [True, False])
def test_walking_on_from_an_order_that_is_not_ones_own_is_refused(foreign: bool) -> None:
    other = an_order(someone(), a_record().variant)
    with pytest.raises(OrderNotFound):
        orders_after(someone(), after=other if foreign else "MISSING", size=5)


def test_every_read_takes_as_many_statements_as_it_says(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    guest = someone()
    latest, *_ = some_orders(guest, 3)
    with django_assert_num_queries(2):
        order_of(guest, latest)
    with django_assert_num_queries(2):
        order_by_number(latest)
    with django_assert_num_queries(1):
        orders_page(guest, page=1, size=10)
    with django_assert_num_queries(1):
        orders_after(guest, after=None, size=10)
    with django_assert_num_queries(2):
        orders_after(guest, after=latest, size=10)
    with django_assert_num_queries(1):
        count_orders(guest)


# --- At sign-in -----------------------------------------------------------------------------------


def test_a_customer_is_given_what_they_ordered_to_their_own_address_before_signing_in() -> None:
    guest, customer = someone(), a_customer("ada@example.org")
    variant = a_record().variant
    own = an_order(guest, variant, email="Ada@Example.ORG")
    adopt(guest_id=guest.id, customer_id=customer.id)
    assert numbers(customer) == [own]
    assert numbers(guest) == []


def test_an_order_to_another_address_stays_the_guests() -> None:
    guest, customer = someone(), a_customer("ada@example.org")
    theirs = an_order(guest, a_record().variant, email="bob@example.org")
    adopt(guest_id=guest.id, customer_id=customer.id)
    assert numbers(customer) == []
    assert numbers(guest) == [theirs]


def test_another_guests_order_to_the_same_address_is_left_alone() -> None:
    guest, customer = someone(), a_customer("ada@example.org")
    number = an_order(guest, a_record().variant, email="ada@example.org")
    adopt(guest_id=uuid4(), customer_id=customer.id)
    assert numbers(Guest(guest.id)) == [number]
    assert numbers(customer) == []
