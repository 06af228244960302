"""A listing's periods: whatever moment one looks at, they say what the prices and the publish window say."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.catalog.timelines import UNPRICED, periods
from core.catalog.types import FOREVER, LONG_AGO, ListedPrice, PriceStep

START = datetime(2026, 3, 1, tzinfo=UTC)
MINUTES = 12  # in which everything happens; few, so that things coincide


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


moments = st.integers(0, MINUTES).map(minute)
prices = st.sampled_from([UNPRICED, ListedPrice(500, False, None), ListedPrice(400, False, 500)])
timelines = st.dictionaries(st.one_of(st.just(LONG_AGO), moments), prices).map(
    lambda steps: [PriceStep(since, price) for since, price in sorted(steps.items())]
)
ends = st.one_of(st.none(), moments)


def told(steps: list[PriceStep], at: datetime) -> ListedPrice:
    """What a timeline says, told the long way: step after step until the moment."""
    price = UNPRICED
    for step in steps:
        if step.since <= at:
            price = step.price
    return price


@given(steps=timelines, opens=ends, closes=ends, now=moments)
def test_at_every_moment_from_now_on_the_one_period_that_holds_says_what_is_true(
    steps: list[PriceStep], opens: datetime | None, closes: datetime | None, now: datetime
) -> None:
    found = periods(steps, opens=opens, closes=closes, now=now)
    for half in range(2 * MINUTES + 4):
        at = START + timedelta(seconds=30 * half)
        if at < now:
            continue
        (holding,) = [period for period in found if period.since <= at < period.until]
        price = told(steps, at)
        is_open = opens is not None and opens <= at and not (closes is not None and closes <= at)
        assert (holding.price, holding.shown) == (price, is_open and price.lowest is not None)


@given(steps=timelines, opens=ends, closes=ends, now=moments)
def test_periods_leave_no_gap_and_none_is_needless(
    steps: list[PriceStep], opens: datetime | None, closes: datetime | None, now: datetime
) -> None:
    found = periods(steps, opens=opens, closes=closes, now=now)
    assert (found[0].since, found[-1].until) == (LONG_AGO, FOREVER)
    for one, next_ in pairwise(found):
        assert one.until == next_.since > now
        assert (one.price, one.shown) != (next_.price, next_.shown)


@given(steps=timelines, opens=ends, closes=ends, now=moments, later=moments)
def test_what_was_kept_of_a_timeline_tells_the_same_once_more_whatever_the_window_is_then(
    steps: list[PriceStep], opens: datetime | None, closes: datetime | None, now: datetime, later: datetime
) -> None:
    kept = [PriceStep(one.since, one.price) for one in periods(steps, opens=None, closes=None, now=now)]
    then = max(now, later)
    assert periods(kept, opens=opens, closes=closes, now=then) == periods(steps, opens=opens, closes=closes, now=then)


def test_a_product_that_is_never_shown_keeps_one_period_a_price() -> None:
    steps = [PriceStep(LONG_AGO, ListedPrice(500, False, None)), PriceStep(minute(5), ListedPrice(400, False, 500))]
    assert [one.shown for one in periods(steps, opens=None, closes=None, now=minute(0))] == [False, False]
