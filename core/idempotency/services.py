"""Doing a thing once, however often it is asked for."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from core.idempotency.models import IdempotencyRecord
from core.idempotency.rules import request_hash
from core.idempotency.types import KEY_PATTERN, Intention, KeyInFlight, KeyInvalid, KeyReused, Result
from core.shared.sweeping import sweep

LEASE = timedelta(seconds=30)
KEPT = timedelta(days=7)


def once(*, intention: Intention, work: Callable[[], Result], now: datetime) -> Result:
    """Run `work` in a transaction and keep its result beside its effect; on a repeat, answer the result kept.

    An attempt that raises leaves the key free, for nothing was done. Raises KeyInFlight while another attempt holds
    the key, KeyReused where the key came with another request, KeyInvalid where it is not one.
    """
    if not re.fullmatch(KEY_PATTERN, intention.key):
        raise KeyInvalid
    lease = uuid4()
    kept = _take(intention, lease, now)
    if kept is not None:
        return kept
    try:
        with transaction.atomic():
            result = work()
            _keep(intention, lease, result)
    except BaseException:
        _rows(intention).filter(lease=lease, result__isnull=True).delete()
        raise
    return result


def forget_old(*, now: datetime) -> int:
    """Delete the oldest records that were kept long enough, but never one somebody still works under.

    Returns how many; a batch at most.
    """
    old = IdempotencyRecord.objects.filter(created_at__lt=now - KEPT, lease_until__lt=now)
    return sweep(old.order_by("created_at"))


def _named(intention: Intention) -> dict[str, str]:
    """The columns that make a key unique."""
    return {
        "principal": intention.principal,
        "client": intention.client,
        "operation": intention.operation,
        "key": intention.key,
    }


def _rows(intention: Intention) -> QuerySet[IdempotencyRecord]:
    return IdempotencyRecord.objects.filter(**_named(intention))


def _take(intention: Intention, lease: UUID, now: datetime) -> Result | None:
    """Hold the key for this attempt (None), or answer what an earlier one kept."""
    asked = request_hash(intention.data)
    held = {"request_hash": asked, "lease": lease, "lease_until": now + LEASE, "created_at": now}
    record, mine = IdempotencyRecord.objects.get_or_create(**_named(intention), defaults=held)
    if mine:
        return None
    if record.request_hash != asked:
        raise KeyReused
    if record.result is not None:
        return dict(record.result)
    expired = _rows(intention).filter(result__isnull=True, lease_until__lt=now)
    if not expired.update(lease=lease, lease_until=now + LEASE):
        raise KeyInFlight
    return None


def _keep(intention: Intention, lease: UUID, result: Result) -> None:
    """In the transaction of the effect: an attempt that lost its lease takes its effect back."""
    if not _rows(intention).filter(lease=lease, result__isnull=True).update(result=result):
        raise KeyInFlight
