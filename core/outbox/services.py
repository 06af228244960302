"""Writing events with what causes them, and relaying them at least once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import takewhile

import structlog
from django.db import connection, transaction
from django.db.models import F, QuerySet

from core.outbox.models import Delivery, Job, OutboxEvent
from core.outbox.rules import wait_after
from core.outbox.types import Consumer, Event, Hopeless, Payload
from core.shared.sweeping import sweep

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=30)  # how long whoever took a job may work on it before somebody else does
BATCH = timedelta(seconds=10)
KEPT = timedelta(days=30)  # to look up what became of an event; what it caused has rows of its own
_consumers: list[Consumer] = []


def subscribe(*, consumer: Consumer) -> None:
    """Called once a consumer, when its app is ready."""
    _consumers.append(consumer)


def publish(*, topic: str, payload: Payload, now: datetime) -> None:
    """Write an event; it exists if, and only if, the transaction around it commits.

    Raises RuntimeError outside a transaction, where the event could outlive its cause.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{topic} was published outside a transaction")
    OutboxEvent.objects.create(topic=topic, payload=payload, occurred_at=now, due_at=now)


def relay(*, now: datetime) -> int:
    """Deliver up to a hundred events that are due, longest due first; returns how many were tried.

    A consumer that fails is tried again later; the others of the same event are not.
    """
    due = OutboxEvent.objects.filter(due_at__lte=now).order_by("due_at", "id").values_list("id", flat=True)
    return sum(_relay_one(event_id, now) for event_id in due[:100])


def forget_events(*, now: datetime) -> int:
    """Delete the oldest events that every consumer has heard long ago, and who heard them; a batch at most.

    What somebody has not heard stays, and with it who has: it is never told to those again.
    """
    return sweep(OutboxEvent.objects.filter(relayed_at__lt=now - KEPT).order_by("relayed_at"))


def _relay_one(event_id: int, now: datetime) -> bool:
    """Holds the event's row while it is delivered, so that two workers never deliver it at once."""
    with transaction.atomic():
        row = OutboxEvent.objects.select_for_update(skip_locked=True).filter(id=event_id, due_at__lte=now).first()
        if row is None:
            return False
        if errors := _deliver(row, now):
            postpone(job=row, error=ExceptionGroup(", ".join(errors), list(errors.values())), now=now)
        else:
            finish(job=row)
            OutboxEvent.objects.filter(id=event_id).update(relayed_at=now)
        return True


def _deliver(row: OutboxEvent, now: datetime) -> dict[str, Exception]:
    """To every consumer that has not heard it; returns the errors of those that failed."""
    heard = set(row.deliveries.values_list("consumer", flat=True))
    waiting = [c for c in _consumers if c.topic == row.topic and c.name not in heard]
    event = Event(row.pk, row.topic, row.payload, row.occurred_at)
    errors: dict[str, Exception] = {}
    for consumer in waiting:
        try:
            with transaction.atomic():
                Delivery.objects.create(event=row, consumer=consumer.name, delivered_at=now)
                consumer.handle(event)
        except Exception as error:  # one consumer's fault, of any kind, must not stop the others
            log.exception("delivery_failed", topic=row.topic, consumer=consumer.name, outbox_event=row.pk)
            errors[consumer.name] = error
    return errors


def take(*, job: Job, now: datetime) -> bool:
    """Whether the job was due and is now this caller's alone, until it is finished, postponed, or LEASE has passed."""
    rows = type(job)._default_manager.filter(pk=job.pk, due_at__lte=now)
    return bool(rows.update(due_at=now + LEASE))


def finish(*, job: Job, due_at: datetime | None = None) -> None:
    """It went well; it is due again only if it says when."""
    rows = type(job)._default_manager.filter(pk=job.pk)
    rows.update(due_at=due_at, attempts=0, last_error="", dead_at=None)


def postpone(*, job: Job, error: Exception, now: datetime) -> None:
    """It failed: it is due again after a wait, or dead until staff retry it, if Hopeless or after MOST_ATTEMPTS."""
    attempts = job.attempts + 1
    dead = isinstance(error, Hopeless) or attempts >= job.MOST_ATTEMPTS
    log.warning("job_failed", job=str(job), attempts=attempts, error=repr(error), dead=dead)
    type(job)._default_manager.filter(pk=job.pk).update(
        attempts=F("attempts") + 1,
        last_error=repr(error),
        due_at=None if dead else now + wait_after(attempts, longest=job.LONGEST_WAIT),
        dead_at=now if dead else None,
    )


def retry[J: Job](*, jobs: QuerySet[J], now: datetime) -> int:
    """Let staff's dead jobs be due again; returns how many were dead."""
    return jobs.filter(dead_at__isnull=False).update(due_at=now, dead_at=None, attempts=0)


def work_off[J: Job](*, jobs: QuerySet[J], work: Callable[[J], None], clock: Callable[[], datetime]) -> int:
    """Do up to a hundred jobs that are due, longest due first, each outside any transaction.

    None is begun after BATCH, so that whoever waits behind slow ones gets a turn. One that raises stops no other.
    Returns how many were tried.
    """
    until = clock() + BATCH
    due = jobs.filter(due_at__lte=clock()).order_by("due_at", "pk")[:100]
    return sum(attempt(job=job, work=work, clock=clock) for job in takewhile(lambda _: clock() <= until, due))


def attempt[J: Job](*, job: J, work: Callable[[J], None], clock: Callable[[], datetime]) -> bool:
    """Do one job, outside any transaction, unless somebody else has it. It is postponed where the work raises."""
    if not take(job=job, now=clock()):
        return False
    try:
        work(job)
    except Exception as error:  # one job's fault, of any kind, must not stop the others
        postpone(job=job, error=error, now=clock())
    else:
        finish(job=job)
    return True
