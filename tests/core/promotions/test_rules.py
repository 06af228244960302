"""What a coupon takes off, and when it counts."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.promotions.rules import discount_on, normalised, state_of
from core.promotions.types import CouponKind, CouponState, Terms, Uses
from core.shared.money import Money
from tests.factories.shop import NOW

A_TENTH = Terms(CouponKind.PERCENT, 10, "", 0, None, None, True)
UNUSED = Uses(coupon_id=1, by_all=0, limit=None, by_shopper=0, limit_per_customer=None)
SUBTOTALS = st.integers(0, 10**12).map(lambda amount: Money(amount, "EUR"))
PERCENT = st.integers(1, 100).map(lambda value: replace(A_TENTH, value=value))
AMOUNT = st.integers(1, 10**12).map(lambda value: replace(A_TENTH, kind=CouponKind.AMOUNT, value=value, currency="EUR"))
FREE_SHIPPING = st.just(replace(A_TENTH, kind=CouponKind.FREE_SHIPPING, value=0))


@given(PERCENT | AMOUNT | FREE_SHIPPING, SUBTOTALS)
def test_it_never_takes_off_more_than_the_goods_cost_nor_less_than_nothing(terms: Terms, subtotal: Money) -> None:
    discount = discount_on(terms, subtotal)
    assert 0 <= discount.amount <= subtotal.amount
    assert discount.currency == subtotal.currency


@given(PERCENT, SUBTOTALS)
def test_a_percentage_is_within_half_a_minor_unit_and_a_half_is_rounded_up(terms: Terms, subtotal: Money) -> None:
    over = discount_on(terms, subtotal).amount - Fraction(subtotal.amount * terms.value, 100)
    assert Fraction(-1, 2) < over <= Fraction(1, 2)


@given(AMOUNT, SUBTOTALS)
def test_an_amount_is_taken_off_whole_where_the_goods_cost_as_much(terms: Terms, subtotal: Money) -> None:
    assert discount_on(terms, subtotal).amount == min(terms.value, subtotal.amount)


@given(FREE_SHIPPING, SUBTOTALS)
def test_free_shipping_takes_nothing_off_the_goods(terms: Terms, subtotal: Money) -> None:
    assert discount_on(terms, subtotal).amount == 0


@pytest.mark.parametrize(("subtotal", "discount"), [(1999, 200), (1995, 200), (1994, 199), (5, 1), (4, 0), (0, 0)])
def test_a_tenth(subtotal: int, discount: int) -> None:
    assert discount_on(A_TENTH, Money(subtotal, "EUR")).amount == discount


@pytest.mark.parametrize("typed", ["WELCOME10", "welcome10", " Welcome 10\t", "wel\u00a0come10"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert normalised(typed) == "WELCOME10"


@pytest.mark.parametrize("typed", ["", " ", "-A", "Ä10", "A\x00B", "A_B", "A" * 41, "'; DROP TABLE"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert normalised(typed) == ""


@given(st.text())
def test_a_code_that_is_kept_is_already_normalised(typed: str) -> None:
    assert normalised(normalised(typed)) == normalised(typed)


DAY = timedelta(days=1)
CASES = [
    ({}, {}, CouponState.READY),
    ({"active": False}, {}, CouponState.NOT_VALID),
    ({"starts_at": NOW + DAY}, {}, CouponState.NOT_VALID),
    ({"starts_at": NOW}, {}, CouponState.READY),
    ({"ends_at": NOW}, {}, CouponState.NOT_VALID),
    ({"ends_at": NOW + DAY}, {}, CouponState.READY),
    ({"currency": "SEK"}, {}, CouponState.NOT_VALID),
    ({"currency": "EUR", "minimum": 1000}, {}, CouponState.READY),
    ({"currency": "EUR", "minimum": 1001}, {}, CouponState.BELOW_MINIMUM),
    ({}, {"by_all": 2, "limit": 3}, CouponState.READY),
    ({}, {"by_all": 3, "limit": 3}, CouponState.USED_UP),
    ({}, {"limit": 0}, CouponState.USED_UP),
    ({}, {"by_shopper": 1, "limit_per_customer": 2}, CouponState.READY),
    ({}, {"by_shopper": 1, "limit_per_customer": 1}, CouponState.USED_UP),
    ({"active": False}, {"limit": 0}, CouponState.NOT_VALID),
]


@pytest.mark.parametrize(("terms", "uses", "state"), CASES)
def test_when_it_counts(terms: dict[str, Any], uses: dict[str, Any], state: CouponState) -> None:
    described = replace(A_TENTH, **terms), replace(UNUSED, **uses)
    assert state_of(*described, subtotal=Money(1000, "EUR"), now=NOW) is state
