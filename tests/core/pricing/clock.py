"""A small time of a few seconds, in which every second can be looked at."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from core.pricing.types import DatedPrice

START = datetime(2026, 5, 4, 12, tzinfo=UTC)
SECONDS = 24


def at(second: int) -> datetime:
    return START + timedelta(seconds=second)


def _price(amount: int, more: int | None, starts: int, lasts: int | None, own: bool) -> DatedPrice:
    ends_at = None if lasts is None else at(starts + lasts)
    return DatedPrice(amount, None if more is None else amount + more, at(starts), ends_at, own)


def _slot(price: DatedPrice) -> tuple[object, ...]:
    """What the database holds one of."""
    return price.own, price.ends_at is None, price.starts_at


prices = st.lists(
    st.builds(
        _price,
        st.integers(0, 9),
        st.none() | st.integers(1, 5),
        st.integers(0, SECONDS - 1),
        st.none() | st.integers(1, SECONDS),
        st.booleans(),
    ),
    max_size=8,
    unique_by=_slot,
)
