"""The shop's background work: what is due, again and again, where no broker is. Celery does the same duties."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from core.audit.services import forget_old_records
from core.carts.services import expire_carts
from core.catalog.services import fold_listings, make_renditions, recount_facets
from core.checkout.services import expire_holds, reconcile
from core.idempotency.services import forget_old
from core.imports.services import fetch_pictures
from core.inventory.services import expire_reservations, forget_alerts
from core.lockout.services import forget_attempts
from core.notifications.services import forget_mails, send_mails
from core.orders.companions import count_bought_together
from core.outbox.services import forget_events, relay
from core.payments.services import forget_provider_events
from core.pricing.services import forget_prices, list_groups
from core.webhooks.services import forget_deliveries, send_webhooks

log = structlog.get_logger(__name__)

SOON = 0.5  # what shoppers wait for
SOMETIME = 60.0  # what only has to be swept
DAILY = 86400.0  # what has to be looked for among all there is


@dataclass(frozen=True, slots=True)
class Duty:
    """Something of which `work` does some of what is due, and says whether there was any. Any number may do it at once.

    Where nothing is due it costs one cheap query, and is asked again after `every` seconds.
    """

    name: str
    work: Callable[[], object]
    every: float = SOON


DUTIES = (
    Duty("settle_payments", lambda: reconcile(clock=timezone.now)),
    Duty("relay_outbox", lambda: relay(now=timezone.now())),
    Duty("send_mails", lambda: send_mails(clock=timezone.now)),
    Duty("expire_holds", lambda: expire_holds(now=timezone.now()), every=5.0),
    Duty("expire_reservations", lambda: expire_reservations(now=timezone.now()), every=5.0),
    Duty("send_webhooks", lambda: send_webhooks(clock=timezone.now)),
    Duty("recount_facets", lambda: recount_facets(now=timezone.now())),
    Duty("list_groups", lambda: list_groups(now=timezone.now())),
    Duty("fetch_pictures", lambda: fetch_pictures(clock=timezone.now)),
    Duty("make_renditions", make_renditions),
    Duty("fold_listings", lambda: fold_listings(now=timezone.now()), SOMETIME),
    Duty("count_bought_together", lambda: count_bought_together(now=timezone.now()), SOMETIME),
    Duty("forget_keys", lambda: forget_old(now=timezone.now()), SOMETIME),
    Duty("forget_records", lambda: forget_old_records(now=timezone.now()), SOMETIME),
    Duty("forget_attempts", lambda: forget_attempts(now=timezone.now()), SOMETIME),
    Duty("expire_carts", lambda: expire_carts(now=timezone.now()), SOMETIME),
    Duty("forget_prices", lambda: forget_prices(now=timezone.now()), DAILY),
    Duty("forget_alerts", lambda: forget_alerts(now=timezone.now()), SOMETIME),
    Duty("forget_mails", lambda: forget_mails(now=timezone.now()), SOMETIME),
    Duty("forget_events", lambda: forget_events(now=timezone.now()), SOMETIME),
    Duty("forget_deliveries", lambda: forget_deliveries(now=timezone.now()), SOMETIME),
    Duty("forget_provider_events", lambda: forget_provider_events(now=timezone.now()), SOMETIME),
)


def run_forever(stop: threading.Event) -> None:
    """Work until told to stop, each duty in a thread of its own: one that hangs holds up no other."""
    threads = [threading.Thread(target=_keep_doing, args=(duty, stop), name=duty.name, daemon=True) for duty in DUTIES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_once() -> bool:
    """Do each duty once; returns whether there was anything to do."""
    return sum(do(duty) for duty in DUTIES) > 0  # all of them, whichever had something to do


def _keep_doing(duty: Duty, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            some = do(duty)
        except Exception:  # a fault in one duty must not end it for good
            log.exception("duty_failed", duty=duty.name)
            some = False
        if not some:
            stop.wait(duty.every)


def do(duty: Duty) -> bool:
    """Whether some of it was due and is done. A database that is away is waited for. No connection is kept."""
    close_old_connections()
    try:
        return bool(duty.work())
    except DatabaseError as error:
        log.warning("work_postponed", duty=duty.name, error=repr(error))
        return False
    finally:
        close_old_connections()
