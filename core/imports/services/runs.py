"""Imports under way, so that one that was cut short can be gone on with."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.imports.models import ImportRun
from core.imports.types import ImportOvertaken, Run, RunStatus, Tally


@transaction.atomic
def begin_run(*, file_name: str, digest: str, currency: str, now: datetime) -> Run:
    """A new run; or the last one, if it was of the same content and was cut short.

    Only the last: what another file has changed since must be changed back. And none that the shop itself had refused
    something of, for that may be well by now and its report is to say it.
    """
    last = ImportRun.objects.order_by("id").last()
    is_cut_short = last and last.status == RunStatus.RUNNING and not last.refused_here
    if last and is_cut_short and (last.digest, last.currency) == (digest, currency):
        return Run(last.pk, last.position, Tally(last.created, last.updated, last.unchanged, last.refused))
    row = ImportRun.objects.create(file_name=file_name[-255:], digest=digest, currency=currency, started_at=now)
    return Run(row.pk)


def advance_run(*, run: Run, position: int, done: Tally, refused_here: int) -> Run:
    """Note how far a run has come. In the caller's transaction. Raises ImportOvertaken where another moved it on."""
    row = ImportRun.objects.filter(id=run.id, status=RunStatus.RUNNING, position=run.position)
    counts = {name: F(name) + count for name, count in asdict(done).items()}
    if not row.update(position=position, refused_here=F("refused_here") + refused_here, **counts):
        raise ImportOvertaken
    return Run(run.id, position, run.tally + done)


def finish_run(*, run: Run, now: datetime) -> None:
    """Raises ImportOvertaken."""
    row = ImportRun.objects.filter(id=run.id, status=RunStatus.RUNNING, position=run.position)
    if not row.update(status=RunStatus.FINISHED, finished_at=now):
        raise ImportOvertaken
