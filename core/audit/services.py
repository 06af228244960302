"""Writing down who did what, and forgetting it in the end."""

from datetime import datetime, timedelta

from core.audit.models import Record
from core.audit.types import Fact
from core.shared.scrubbing import scrub, scrub_value
from core.shared.sweeping import sweep

KEPT = timedelta(days=365)


def record(*, fact: Fact, now: datetime) -> None:
    """In the caller's transaction, if there is one: the fact stands if and only if what it tells of does.

    Texts are cut to their columns, and what looks like a secret is hidden.
    """
    Record.objects.create(
        happened_at=now,
        event=fact.event,
        actor_id=fact.actor.id,
        actor_email=fact.actor.email[:254],
        backend=fact.origin.backend,
        address=fact.origin.address,
        request_id=fact.origin.request_id[:64],
        subject_kind=fact.subject.kind,
        subject_id=fact.subject.id[:200],
        subject_name=scrub(fact.subject.name)[:200],
        details={name: scrub_value(name, text)[:500] for name, text in fact.details.items()},
    )


def forget_old_records(*, now: datetime) -> int:
    """Delete the oldest of what was kept for a year; returns how many, a batch at most."""
    return sweep(Record.objects.filter(happened_at__lt=now - KEPT).order_by("happened_at"))
