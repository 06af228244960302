"""The shop's background work where no broker is: what is due, again and again."""

import threading
from collections.abc import Callable

import structlog
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from core.catalog.services import make_renditions, recount_facets
from core.checkout.services import expire_holds, reconcile
from core.outbox.services import relay

log = structlog.get_logger(__name__)
POLL_SECONDS = 0.5

# Each does some of what is due and says whether there was any; what shoppers wait for comes first.
DUTIES: tuple[Callable[[], object], ...] = (
    lambda: reconcile(clock=timezone.now),
    lambda: expire_holds(now=timezone.now()),
    lambda: relay(now=timezone.now()),
    lambda: recount_facets(now=timezone.now()),
    make_renditions,
)


def run_forever(stop: threading.Event) -> None:
    """Work until told to stop; a database that is away is waited for."""
    while not stop.is_set():
        if not run_once():
            stop.wait(POLL_SECONDS)


def run_once() -> bool:
    """Whether there was anything to do."""
    close_old_connections()
    return sum(_did_some(duty) for duty in DUTIES) > 0  # all of them, whichever had something to do


def _did_some(duty: Callable[[], object]) -> bool:
    try:
        return bool(duty())
    except DatabaseError as error:
        log.warning("work_postponed", error=repr(error))
        return False
