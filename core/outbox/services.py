"""Writing events with what causes them, and relaying them at least once."""

from datetime import datetime

import structlog
from django.db import connection, transaction

from core.outbox.models import Delivery, OutboxEvent
from core.outbox.rules import wait_after
from core.outbox.types import Consumer, Event, Payload

log = structlog.get_logger(__name__)
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
    """Deliver up to a hundred events that are due, oldest first; returns how many were tried.

    A consumer that fails is tried again later; the others of the same event are not.
    """
    due = OutboxEvent.objects.filter(relayed_at=None, due_at__lte=now).values_list("id", flat=True)
    return sum(_relay_one(event_id, now) for event_id in due[:100])


def _relay_one(event_id: int, now: datetime) -> bool:
    """Holds the event's row while it is delivered, so that two workers never deliver it at once."""
    with transaction.atomic():
        row = (
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(id=event_id, relayed_at=None, due_at__lte=now)
            .first()
        )
        if row is None:
            return False
        errors = _deliver(row, now)
        row.attempts += 1
        row.last_error = "\n".join(errors)
        if errors:
            row.due_at = now + wait_after(row.attempts)
        else:
            row.relayed_at = now
        row.save(update_fields=["attempts", "last_error", "due_at", "relayed_at"])
        return True


def _deliver(row: OutboxEvent, now: datetime) -> list[str]:
    heard = set(row.deliveries.values_list("consumer", flat=True))
    waiting = [c for c in _consumers if c.topic == row.topic and c.name not in heard]
    event = Event(row.pk, row.topic, row.payload, row.occurred_at)
    errors = []
    for consumer in waiting:
        try:
            with transaction.atomic():
                Delivery.objects.create(event=row, consumer=consumer.name, delivered_at=now)
                consumer.handle(event)
        except Exception as error:  # one consumer's fault, of any kind, must not stop the others
            log.exception("delivery_failed", topic=row.topic, consumer=consumer.name, outbox_event=row.pk)
            errors.append(f"{consumer.name}: {error!r}")
    return errors
