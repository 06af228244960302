"""At sign-in a guest's cart becomes the customer's: nothing is lost, nothing doubled."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from core.carts import services
from core.carts.models import Cart as CartRow
from core.carts.selectors import cart_of
from core.carts.services import add_line, merge
from core.customers.types import Customer, Guest, Principal
from tests.core.examples import MARKET
from tests.factories import a_record, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest() -> Guest:
    return someone()


@pytest.fixture
def customer() -> Customer:
    user = make_customer()
    return Customer(user.pk, user.email)


def add(principal: Principal, variant: int, quantity: int = 1) -> None:
    add_line(principal=principal, variant_id=variant, quantity=quantity, market=MARKET, now=NOW)


def held(principal: Principal) -> dict[int, int]:
    return {line.variant_id: line.quantity for line in cart_of(principal, market=MARKET).lines}


def line_ids(principal: Principal) -> set[UUID]:
    return {line.id for line in cart_of(principal, market=MARKET).lines}


def test_a_customer_without_a_cart_takes_over_the_guests_as_it_is(guest: Guest, customer: Customer) -> None:
    record = a_record()
    add(guest, record.variant, 2)
    before = cart_of(guest, market=MARKET)
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert cart_of(customer, market=MARKET) == before, "the very same cart, with the same lines"
    assert held(guest) == {}


def test_two_carts_become_one_with_all_lines_of_both(guest: Guest, customer: Customer) -> None:
    shared, mine, theirs = a_record(stock=10), a_record(), a_record()
    add(customer, shared.variant, 3)
    add(customer, mine.variant, 1)
    add(guest, shared.variant, 2)
    add(guest, theirs.variant, 4)
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert held(customer) == {shared.variant: 5, mine.variant: 1, theirs.variant: 4}
    assert CartRow.objects.count() == 1


def test_the_same_thing_adds_up_only_as_far_as_stock_goes(guest: Guest, customer: Customer) -> None:
    record = a_record(stock=4)
    add(customer, record.variant, 3)
    add(guest, record.variant, 3)
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert held(customer) == {record.variant: 4}


def test_merging_again_changes_nothing(guest: Guest, customer: Customer) -> None:
    record = a_record()
    add(customer, record.variant, 2)
    add(guest, record.variant, 2)
    for _ in range(2):
        merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert held(customer) == {record.variant: 4}


def test_a_guest_without_a_cart_brings_nothing(guest: Guest, customer: Customer) -> None:
    record = a_record()
    add(customer, record.variant)
    before = line_ids(customer)
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert line_ids(customer) == before


def test_no_line_is_lost_where_both_together_are_more_than_a_cart_takes(
    guest: Guest, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MAX_LINES", 1)
    first, second = a_record(), a_record()
    add(customer, first.variant)
    add(guest, second.variant)
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert held(customer) == {first.variant: 1, second.variant: 1}


def test_nobody_elses_cart_is_touched(guest: Guest, customer: Customer) -> None:
    record, other = a_record(), someone()
    add(other, record.variant)
    add(guest, record.variant)
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert held(other) == {record.variant: 1}


def test_the_database_refuses_a_cart_of_a_customer_and_a_guest(guest: Guest, customer: Customer) -> None:
    add(guest, a_record().variant)
    with pytest.raises(IntegrityError), transaction.atomic():
        CartRow.objects.update(customer=customer.id)
