"""When a delivery that failed is tried again."""

from datetime import timedelta

LONGEST_WAIT = timedelta(hours=1)


def wait_after(attempts: int) -> timedelta:
    """Doubles from 2 seconds with each failed attempt (1, 2, …), up to an hour."""
    return min(timedelta(seconds=2 << min(attempts - 1, 20)), LONGEST_WAIT)
