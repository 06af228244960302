"""The cart remembers the coupon it was told, and says whether it counts."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from core.carts.models import Cart as CartRow
from core.carts.selectors import cart_of
from core.carts.services import add_line, merge, put_back, remove_coupon, remove_line, set_coupon, set_quantity
from core.carts.types import Cart, CartEmpty
from core.customers.types import Customer, Guest, Principal
from core.promotions.models import Coupon
from core.promotions.types import (
    CouponKind,
    CouponMinimum,
    CouponNotValid,
    CouponState,
    CouponUnknown,
    CouponUsedUp,
)
from core.shared.errors import DomainError
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_coupon, a_record, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db


def fill[P: Principal](who: P, *, quantity: int = 2) -> P:
    variant = a_record(price=1000).variant
    add_line(principal=who, variant_id=variant, quantity=quantity, market=MARKET, now=NOW)
    return who


def tell(who: Principal, code: str) -> None:
    set_coupon(principal=who, code=code, market=MARKET, now=NOW)


def cart(who: Principal) -> Cart:
    return cart_of(who, market=MARKET)


def state(who: Principal) -> CouponState | None:
    coupon = cart(who).coupon
    return coupon.state if coupon else None


@pytest.fixture
def guest() -> Guest:
    return fill(someone())


@pytest.fixture
def customer() -> Customer:
    user = make_customer()
    return Customer(user.pk, user.email)


def test_it_takes_something_off(guest: Guest) -> None:
    a_coupon()
    tell(guest, " tenth ")
    found = cart(guest)
    assert found.coupon
    assert (found.coupon.code, found.coupon.state) == ("TENTH", CouponState.READY)
    assert (found.subtotal.amount, found.discount.amount, found.total.amount) == (2000, 200, 1800)


def test_another_takes_its_place_and_it_can_be_taken_out(guest: Guest) -> None:
    a_coupon(), a_coupon("FIVER", kind=CouponKind.AMOUNT, value=500, currency=CURRENCY)
    tell(guest, "tenth")
    tell(guest, "fiver")
    assert cart(guest).discount.amount == 500
    for _ in range(2):
        remove_coupon(principal=guest, now=NOW)
        assert (cart(guest).coupon, cart(guest).total.amount) == (None, 2000)


@pytest.mark.parametrize(
    ("coupon", "refusal"),
    [
        ({"code": "OTHER"}, CouponUnknown),
        ({"active": False}, CouponNotValid),
        ({"ends_at": NOW}, CouponNotValid),
        ({"currency": "SEK"}, CouponNotValid),
        ({"limit": 1, "used": 1}, CouponUsedUp),
        ({"minimum": 2001, "currency": CURRENCY}, CouponMinimum),
    ],
)
def test_one_that_does_not_count_is_refused_and_the_one_before_stays(
    guest: Guest, coupon: dict[str, Any], refusal: type[DomainError]
) -> None:
    a_coupon("BEFORE")
    tell(guest, "before")
    a_coupon(**{"code": "TENTH", **coupon})
    with pytest.raises(refusal):
        tell(guest, "tenth")
    assert CartRow.objects.get().coupon == "BEFORE"


def test_a_refusal_says_what_the_goods_have_to_cost(guest: Guest) -> None:
    a_coupon(minimum=2001, currency=CURRENCY)
    with pytest.raises(CouponMinimum) as refused:
        tell(guest, "tenth")
    assert refused.value.details == {"minimum": 2001, "currency": CURRENCY}


def test_there_is_none_for_an_empty_cart_and_no_cart_comes_of_asking() -> None:
    a_coupon()
    with pytest.raises(CartEmpty):
        tell(someone(), "tenth")
    assert not CartRow.objects.exists()


def test_one_that_no_longer_counts_stays_and_says_so(guest: Guest) -> None:
    a_coupon(minimum=2000, currency=CURRENCY)
    tell(guest, "tenth")
    (line,) = cart(guest).lines
    set_quantity(principal=guest, line_id=line.id, quantity=1, now=NOW)
    assert (state(guest), cart(guest).total.amount) == (CouponState.BELOW_MINIMUM, 1000)
    set_quantity(principal=guest, line_id=line.id, quantity=2, now=NOW)
    assert (state(guest), cart(guest).total.amount) == (CouponState.READY, 1800)
    Coupon.objects.update(limit=1, used=1)
    assert state(guest) is CouponState.USED_UP
    Coupon.objects.update(active=False)
    assert state(guest) is CouponState.NOT_VALID
    Coupon.objects.all().delete()
    assert (state(guest), cart(guest).total.amount) == (CouponState.UNKNOWN, 2000)


def test_it_waits_in_a_cart_that_was_emptied(guest: Guest) -> None:
    a_coupon()
    tell(guest, "tenth")
    (line,) = cart(guest).lines
    remove_line(principal=guest, line_id=line.id, now=NOW)
    assert cart(guest).coupon is None
    assert state(fill(guest)) is CouponState.READY


@pytest.mark.parametrize(
    ("mine", "theirs", "stays"),
    [("MINE", "THEIRS", "MINE"), ("MINE", "", "MINE"), ("", "THEIRS", "THEIRS"), ("", "", "")],
)
def test_at_sign_in_the_customers_stays_or_else_the_guests_comes_along(
    guest: Guest, customer: Customer, mine: str, theirs: str, stays: str
) -> None:
    fill(customer)
    for code in filter(None, (mine, theirs)):
        a_coupon(code)
        tell(customer if code == mine else guest, code)
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert CartRow.objects.get().coupon == stays


def test_a_customer_without_a_cart_takes_it_over_with_the_guests_cart(guest: Guest, customer: Customer) -> None:
    a_coupon()
    tell(guest, "tenth")
    merge(guest_id=guest.id, customer_id=customer.id, now=NOW)
    assert state(customer) is CouponState.READY


@pytest.mark.parametrize(("there", "stays"), [("", "TENTH"), ("OTHER", "OTHER")])
def test_it_comes_back_with_what_was_not_ordered_after_all(guest: Guest, there: str, stays: str) -> None:
    CartRow.objects.update(coupon=there)
    put_back(principal=guest, quantities={a_record().variant: 1}, coupon="TENTH", now=NOW)
    assert CartRow.objects.get().coupon == stays


def test_a_cart_with_a_coupon_is_two_statements(
    guest: Guest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        cart(guest)
    a_coupon()
    tell(guest, "tenth")
    with django_assert_num_queries(2):
        cart(guest)
