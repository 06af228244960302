"""How long somebody who failed has to wait, and when it is forgotten."""

from datetime import datetime, timedelta

FREE = 5  # failures that cost no wait: people mistype
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)  # after the last failure
KNOWN = timedelta(days=90)  # after the last success from a place


def wait_after(failures: int) -> timedelta:
    """None for the first few, then doubling: under a hundred and ten guesses a day, however many guess."""
    if failures < FREE:
        return timedelta(0)
    doublings: int = min(failures - FREE, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def still_count(failures: int, failed_at: datetime | None, now: datetime) -> int:
    return failures if failed_at is not None and now - failed_at < FORGOTTEN else 0
