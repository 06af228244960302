"""The sample shop's customers, and what they have bought: all of it possible."""

from collections import Counter

import pytest

from core.customers.rules import check_recipient
from project.demo.people import CARTS, CUSTOMERS, ORDERS, Customer, PlannedCart, PlannedOrder, Wish
from project.demo.records import RECORDS

STOCK = {(record.slug, offer.format): offer.stock for record in RECORDS for offer in record.offers}
PLANS: tuple[PlannedOrder | PlannedCart, ...] = (*ORDERS, *CARTS)


def wanted() -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for line in (line for plan in PLANS for line in plan.lines):
        counts[line.record, line.format] += line.quantity
    return counts


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.key)
def test_an_address_can_be_delivered_to(customer: Customer) -> None:
    check_recipient(email=customer.email, address=customer.address)
    assert customer.email.endswith(("@example.org", "@example.com"))


def test_customers_live_in_different_countries() -> None:
    assert len(CUSTOMERS) == 12
    assert len({customer.address.country for customer in CUSTOMERS}) == 12
    assert len({customer.email for customer in CUSTOMERS}) == len({customer.key for customer in CUSTOMERS}) == 12


def test_orders_and_carts_belong_to_somebody() -> None:
    known = {customer.key for customer in CUSTOMERS}
    assert {order.customer for order in ORDERS} == known
    assert {cart.customer for cart in CARTS} < known
    assert len(CARTS) == len({cart.customer for cart in CARTS}) == 3


def test_there_are_orders_in_every_state_the_oldest_first() -> None:
    assert len(ORDERS) == 24
    assert {order.state for order in ORDERS} == set(Wish)
    ages = [order.days_ago for order in ORDERS]
    assert ages == sorted(ages, reverse=True)
    assert ages[-1] >= 0


def test_what_is_bought_exists_and_there_is_enough_of_it() -> None:
    assert [line for line, count in wanted().items() if count > STOCK.get(line, 0)] == []


def test_nothing_is_bought_up_by_those_who_do_not_exist() -> None:
    assert [line for line, count in wanted().items() if STOCK[line] - count < 1] == []


def test_nobody_orders_nothing() -> None:
    assert all(plan.lines for plan in PLANS)
    assert all(line.quantity >= 1 for plan in PLANS for line in plan.lines)
