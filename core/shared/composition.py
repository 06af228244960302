"""A screen is composed of sections: an optional one that fails, or has no time left, is left out and named."""

import time
from collections.abc import Callable

import structlog
from django.db import DatabaseError

log = structlog.get_logger(__name__)


class Sections:
    """Reads optional sections until a deadline.

    `budget` is in seconds from now. `degraded` names, in order, the sections that were left out.
    """

    def __init__(self, *, budget: float) -> None:
        self._deadline = time.monotonic() + budget
        self.degraded: list[str] = []

    def read[T, F](self, name: str, selector: Callable[[], T], *, fallback: F) -> T | F:
        """The selector's answer, or `fallback` where the database failed it or time has run out."""
        if time.monotonic() >= self._deadline:
            self.degraded.append(name)
            return fallback
        try:
            return selector()
        except DatabaseError as error:
            log.warning("section_left_out", section=name, error=repr(error))
            self.degraded.append(name)
            return fallback
