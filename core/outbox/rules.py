"""When work that failed is tried again, and when it is given up."""

import random
from datetime import timedelta

LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 24  # about seventeen hours of them


def wait_after(attempts: int, *, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """Doubles from 2 seconds with each failed attempt (1, 2, …), up to the longest; the last half of it is chance.

    So those that failed together do not come back together.
    """
    whole = min(timedelta(seconds=2 << min(attempts - 1, 20)), longest)
    return whole * random.uniform(0.5, 1)  # noqa: S311 -- nobody gains by guessing it
