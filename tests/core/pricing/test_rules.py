"""Which price counts, second by second: the rules against the plainest way to say the same."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from babel.numbers import get_currency_precision, list_currencies
from hypothesis import example, given
from hypothesis import strategies as st

from core.catalog.types import ListedPrice
from core.pricing.rules import (
    LONGEST_REDUCTION,
    REDUCTION_WINDOW,
    adjusted,
    effective,
    listed_steps,
    lowest_before_reduction,
    lowest_between,
    reduced_since,
    timeline,
)
from core.pricing.types import Adjustment, DatedPrice, Rounding
from tests.core.pricing.clock import SECONDS, START, at, prices

moments = st.integers(0, 2 * SECONDS)


def counting(rows: list[DatedPrice], second: int) -> DatedPrice | None:
    """As the sentence says it: the group's before everyone's, offers before regular prices, the last begun."""
    for own in (True, False):
        for offers in (True, False):
            of_kind = [row for row in rows if row.own is own and (row.ends_at is not None) is offers]
            for back in range(second, -1, -1):
                for row in of_kind:
                    if row.starts_at == at(back) and (row.ends_at is None or row.ends_at > at(second)):
                        return row
    return None


# --- Which counts ---------------------------------------------------------------------------------


@given(prices)
def test_in_every_second_the_right_price_counts(rows: list[DatedPrice]) -> None:
    for second in range(2 * SECONDS):
        assert effective(rows, at(second)) == counting(rows, second)


@given(prices, moments)
def test_a_timeline_says_of_every_second_what_counts_in_it(rows: list[DatedPrice], since: int) -> None:
    steps = timeline(rows, at(since))
    assert steps[0][0] == at(since)
    assert [moment for moment, _ in steps] == sorted({moment for moment, _ in steps})
    assert all(one[1] != other[1] for one, other in pairwise(steps)), "nothing is said twice"
    for second in range(since, 2 * SECONDS):
        told = [price for moment, price in steps if moment <= at(second)][-1]
        assert told == counting(rows, second)


@given(prices, moments, st.integers(0, SECONDS))
def test_the_lowest_of_a_time_is_the_lowest_of_its_seconds(rows: list[DatedPrice], start: int, lasts: int) -> None:
    counted = [counting(rows, second) for second in range(start, start + lasts)]
    lowest = min((price.amount for price in counted if price), default=None)
    assert lowest_between(rows, at(start), at(start + lasts)) == lowest


# --- What it was before ---------------------------------------------------------------------------


@given(prices, moments)
def test_a_reduction_goes_back_as_long_as_it_only_fell(rows: list[DatedPrice], now: int) -> None:
    since = None
    for second in range(now, -1, -1):
        price, after = counting(rows, second), counting(rows, second + 1) if second < now else None
        if price is None or not price.reduced or (after is not None and price.amount < after.amount):
            break
        since = at(second)
    assert reduced_since(rows, at(now)) == since


def day(number: float) -> timedelta:
    return timedelta(days=number)


def test_the_lowest_of_the_thirty_days_before_is_told_and_nothing_else() -> None:
    rows = [
        DatedPrice(500, None, START - day(90)),
        DatedPrice(700, None, START - day(31)),
        DatedPrice(650, 700, START - day(20), START - day(10)),
        DatedPrice(600, 700, START, START + day(7)),
    ]
    assert lowest_before_reduction(rows, START + day(3)) == 650, "500 is longer ago, 600 is the reduction itself"
    assert lowest_before_reduction(rows, START - day(1)) is None, "nothing is reduced then"


def test_a_price_that_ends_as_the_thirty_days_begin_is_not_among_them() -> None:
    began = START - REDUCTION_WINDOW
    rows = [DatedPrice(1, None, began - day(1)), DatedPrice(9, None, began), DatedPrice(8, 9, START)]
    assert lowest_before_reduction(rows, START) == 9
    late = [DatedPrice(1, None, began - day(1)), DatedPrice(9, None, began + timedelta(seconds=1)), rows[2]]
    assert lowest_before_reduction(late, START) == 1


def test_one_that_falls_further_is_compared_with_what_was_before_it_began() -> None:
    rows = [DatedPrice(10, None, START - day(60)), DatedPrice(8, 10, START), DatedPrice(6, 10, START + day(10))]
    assert lowest_before_reduction(rows, START + day(12)) == 10


def test_one_that_rises_begins_anew() -> None:
    rows = [DatedPrice(10, None, START - day(60)), DatedPrice(6, 10, START), DatedPrice(8, 10, START + day(10))]
    assert lowest_before_reduction(rows, START + day(12)) == 6, "10 has not been asked for ten days"


def test_what_was_not_sold_before_it_was_reduced_has_no_lowest() -> None:
    assert lowest_before_reduction([DatedPrice(8, 10, START)], START + day(1)) is None


def test_what_is_reduced_for_longer_than_a_year_tells_none() -> None:
    rows = [DatedPrice(10, None, START - day(60)), DatedPrice(8, 10, START)]
    assert lowest_before_reduction(rows, START + LONGEST_REDUCTION) == 10
    assert lowest_before_reduction(rows, START + LONGEST_REDUCTION + timedelta(seconds=1)) is None


# --- What lists show ------------------------------------------------------------------------------


@given(st.lists(prices, max_size=3), moments)
def test_lists_are_told_of_every_second_what_its_variants_cost(variants: list[list[DatedPrice]], since: int) -> None:
    steps = listed_steps(variants, at(since))
    assert steps[0].since == at(since)
    for second in range(since, 2 * SECONDS):
        costs = [price for rows in variants if (price := counting(rows, second)) is not None]
        lowest = min((price.amount for price in costs), default=None)
        compared = [p.compare_at for p in costs if p.amount == lowest and p.compare_at is not None]
        varies = len({price.amount for price in costs}) > 1
        told = [step.price for step in steps if step.since <= at(second)][-1]
        assert told == ListedPrice(lowest, varies, max(compared, default=None))


# --- Prices from prices ---------------------------------------------------------------------------

currencies = st.sampled_from(sorted(list_currencies()))
percents = st.decimals(Decimal(-100), Decimal(300), places=2)
ENDINGS = {
    Rounding.WHOLE: Fraction(0),
    Rounding.NINETY_NINE: Fraction(99, 100),
    Rounding.NINETY_FIVE: Fraction(95, 100),
}


@given(st.integers(1, 10**9), percents, st.sampled_from(Rounding), currencies)
@example(1, Decimal(-100), Rounding.NINETY_NINE, "EUR")
def test_a_reckoned_price_is_the_nearest_that_ends_as_it_should(
    amount: int, percent: Decimal, rounding: Rounding, currency: str
) -> None:
    units = 10 ** get_currency_precision(currency)
    price = adjusted(amount, Adjustment(percent, rounding=rounding), currency=currency, into=currency)
    exact = amount * (100 + Fraction(percent)) / 100
    if rounding is Rounding.EXACT:
        assert abs(price - exact) <= Fraction(1, 2)
        return
    ending = int(ENDINGS[rounding] * units + Fraction(1, 2)) % units
    assert (price - ending) % units == 0
    assert price >= 0
    assert abs(price - exact) <= Fraction(units, 2) or price == ending, "the lowest there is"


@pytest.mark.parametrize(
    ("amount", "how", "costs"),
    [
        (1999, Adjustment(Decimal(-10)), 1799),
        (1999, Adjustment(Decimal(-10), rounding=Rounding.NINETY_NINE), 1799),
        (1999, Adjustment(Decimal(-15), rounding=Rounding.NINETY_FIVE), 1695),
        (1999, Adjustment(Decimal(-15), rounding=Rounding.WHOLE), 1700),
        (1999, Adjustment(amount=Decimal("1.50")), 2149),
        (100, Adjustment(amount=Decimal(-5)), 0),
        (0, Adjustment(Decimal(10), Decimal(5), Rounding.NINETY_NINE), 0),
        (5, Adjustment(Decimal(-50)), 3),
    ],
)
def test_prices_are_reckoned_as_a_merchant_would(amount: int, how: Adjustment, costs: int) -> None:
    assert adjusted(amount, how, currency="EUR", into="EUR") == costs


def test_a_currency_of_other_units_is_reckoned_in_its_own() -> None:
    yen = Adjustment(Decimal(15900))  # a euro is 160 yen
    assert adjusted(1999, yen, currency="EUR", into="JPY") == 3198
    assert adjusted(1999, Adjustment(Decimal(0)), currency="EUR", into="KWD") == 19990
    assert adjusted(1999, Adjustment(rounding=Rounding.NINETY_NINE), currency="EUR", into="JPY") == 20
