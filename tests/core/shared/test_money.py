"""Money is whole minor units of one currency."""

import os
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.shared.money import Money, shared_out

CASES = int(os.environ.get("CASES", "150"))  # see `make cases`
amounts = st.integers(-(10**15), 10**15)


@given(amounts, amounts, amounts)
def test_it_adds_up_in_any_order_to_the_last_cent(a: int, b: int, c: int) -> None:
    first, second, third = (Money(amount, "EUR") for amount in (a, b, c))
    assert (first + second) + third == first + (second + third) == Money(a + b + c, "EUR")
    assert first + second == second + first
    assert first + Money.zero("EUR") == first


@given(amounts, st.integers(0, 200))
def test_some_of_a_thing_cost_as_much_as_one_after_the_other(amount: int, times: int) -> None:
    assert Money(amount, "EUR") * times == sum((Money(amount, "EUR") for _ in range(times)), Money.zero("EUR"))


@given(amounts, amounts)
def test_two_currencies_never_add_up(a: int, b: int) -> None:
    with pytest.raises(ValueError, match="EUR and USD"):
        Money(a, "EUR") + Money(b, "USD")


@pytest.mark.parametrize(
    ("money", "major"),
    [
        (Money(1999, "EUR"), "19.99"),
        (Money(5, "EUR"), "0.05"),
        (Money(1999, "JPY"), "1999"),
        (Money(1999, "KWD"), "1.999"),
        (Money(-1, "EUR"), "-0.01"),
    ],
)
def test_in_major_units_it_has_the_currencys_own_decimals(money: Money, major: str) -> None:
    assert money.decimal == Decimal(major)


@given(amounts)
def test_major_units_lose_nothing(amount: int) -> None:
    assert Money(amount, "EUR").decimal * 100 == amount


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20).filter(any), st.integers(0, 10**12))
@settings(max_examples=CASES, deadline=None)
def test_shares_add_up_and_none_is_a_unit_off(weights: list[int], amount: int) -> None:
    shares, total = shared_out(amount, weights), sum(weights)
    assert sum(shares) == amount
    assert all(abs(share * total - amount * weight) < total for share, weight in zip(shares, weights, strict=True))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any), st.fractions(0, 1))
@settings(max_examples=CASES, deadline=None)
def test_nobody_is_given_more_off_than_they_pay(prices: list[int], part: Fraction) -> None:
    shares = shared_out(int(sum(prices) * part), prices)
    assert all(0 <= share <= price for share, price in zip(shares, prices, strict=True))


def test_what_is_left_goes_to_those_who_are_owed_most_and_then_to_the_first() -> None:
    assert shared_out(100, [1, 1, 1]) == (34, 33, 33)
    assert shared_out(10, [1, 2, 1]) == (3, 5, 2)
    assert shared_out(1, [1, 2]) == (0, 1)
    assert shared_out(7, [0, 3, 0]) == (0, 7, 0)


def test_nothing_is_shared_among_nobody_and_something_is_not() -> None:
    assert shared_out(0, [0, 0]) == (0, 0)
    assert shared_out(0, []) == ()
    with pytest.raises(ValueError, match="nobody"):
        shared_out(1, [0, 0])
