"""Money is whole minor units of one currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.shared.money import Money

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
