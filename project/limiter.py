"""Counts how often somebody does something, in windows that follow the clock.

One number a window is all that is kept, so that counting costs next to nothing, and one round trip where it is shared.
"""

import threading
import time
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import structlog
from django.conf import settings
from limits import RateLimitItem, parse
from limits.storage import RedisStorage
from redis import ConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from project.backends.manifest import Rate

log = structlog.get_logger(__name__)

PATIENCE = 0.1  # seconds a Redis may take to answer
PAUSE = 10.0  # seconds for which one that did not is left alone
MOST = 100_000  # counters a process keeps of one length of window; beyond, it begins anew


@dataclass(frozen=True, slots=True)
class Use:
    """Of `amount` in `window` seconds somebody has used `used`; the window ends in `reset` seconds."""

    name: str
    amount: int
    window: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        return max(0, self.amount - self.used)

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.amount


class Counts(Protocol):
    def add(self, key: str, window: int, seconds: int) -> int:
        """One more under `key` in the window of this number; returns how many they are."""


class LocalCounts:
    """This process's own. Of each length only the present window is kept.

    (limits' own store in memory starts a thread and looks through every key with each use: 100 µs of 20,000 keys.)
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._present: dict[int, tuple[int, dict[str, int]]] = {}

    def add(self, key: str, window: int, seconds: int) -> int:
        with self._lock:
            present, counts = self._present.get(seconds, (window, {}))
            if present != window or len(counts) >= MOST:
                counts = {}
            counts[key] = counts.get(key, 0) + 1
            self._present[seconds] = (window, counts)
            return counts[key]

    def clear(self) -> None:
        self._present = {}


class SharedCounts:
    """All processes' together, in Redis. While it does not answer, each counts for itself, and only one waits."""

    def __init__(self, url: str, local: LocalCounts) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        self._redis = RedisStorage(url, ConnectionPool.from_url(url, **patience), key_prefix="rates")
        self._local = local
        self._ask_again_at = 0.0  # by the monotonic clock; zero while it answers

    def add(self, key: str, window: int, seconds: int) -> int:
        now = time.monotonic()
        if now < self._ask_again_at:
            return self._local.add(key, window, seconds)
        if self._ask_again_at:
            self._ask_again_at = now + PAUSE  # this request tries; the others need not
        try:
            count = self._redis.incr(f"{key}:{window}", seconds)
        except RedisError as error:
            self._ask_again_at = now + PAUSE
            log.warning("rates_counted_alone", error=repr(error))
            return self._local.add(key, window, seconds)
        self._ask_again_at = 0.0
        return count


LOCAL = LocalCounts()


def spend(name: str, rate: Rate, who: str, *, backend: str) -> Use:
    """Count one more use of a backend's rate, and tell how many there are left."""
    item = _item(rate.limit)
    seconds, now = item.get_expiry(), time.time()
    window = int(now) // seconds
    used = _counts(shared=rate.shared).add(f"{backend}:{name}:{who}", window, seconds)
    return Use(name, item.amount, seconds, used, seconds - int(now) % seconds)


def _counts(*, shared: bool) -> Counts:
    return _shared(settings.REDIS_URL) if shared and settings.REDIS_URL else LOCAL


@cache
def _shared(url: str) -> SharedCounts:
    return SharedCounts(url, LOCAL)


@cache
def _item(limit: str) -> RateLimitItem:
    return parse(limit)
