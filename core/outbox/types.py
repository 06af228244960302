"""Events: what has happened in the shop, said once and heard by whoever cares."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

type Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `payload` is JSON; `id` is the same on every delivery, so a consumer can tell a repeat."""

    id: int
    topic: str
    payload: Payload
    occurred_at: datetime


class Hopeless(Exception):
    """Work that would fail again however often it is tried: it is dead at once, until staff retry it."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Who hears a topic. `name` is kept with each delivery and must not change."""

    name: str
    topic: str
    handle: Callable[[Event], None]
