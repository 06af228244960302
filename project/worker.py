"""The shop's background work where no broker is: what is due in the outbox, again and again."""

import threading

import structlog
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from core.outbox.services import relay

log = structlog.get_logger(__name__)
POLL_SECONDS = 0.5


def run_forever(stop: threading.Event) -> None:
    """Work until told to stop; a database that is away is waited for."""
    while not stop.is_set():
        if not run_once():
            stop.wait(POLL_SECONDS)


def run_once() -> bool:
    """Whether there was anything to do."""
    close_old_connections()
    try:
        return relay(now=timezone.now()) > 0
    except DatabaseError as error:
        log.warning("work_postponed", error=repr(error))
        return False
