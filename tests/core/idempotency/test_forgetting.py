"""What came of a key is remembered for a week."""

from datetime import datetime, timedelta

import pytest

from core.idempotency.models import IdempotencyRecord
from core.idempotency.services import KEPT, LEASE, forget_old, once
from core.idempotency.types import Intention
from core.shared import sweeping
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def a_key(key: str, *, at: datetime = NOW) -> None:
    once(intention=Intention("guest:1", "web", "test", key, {}), work=dict, now=at)


def keys() -> list[str]:
    return list(IdempotencyRecord.objects.order_by("key").values_list("key", flat=True))


def test_a_key_is_kept_for_a_week() -> None:
    a_key("old")
    a_key("new", at=NOW + 2 * SECOND)
    assert forget_old(now=NOW + KEPT) == 0
    assert forget_old(now=NOW + KEPT + SECOND) == 1
    assert keys() == ["new"]


def test_a_key_somebody_works_under_is_kept_however_old() -> None:
    """An attempt was given up long ago, and its key has just been taken over."""
    a_key("old")
    later = NOW + KEPT + SECOND
    IdempotencyRecord.objects.update(result=None, lease_until=later + LEASE)
    assert forget_old(now=later + LEASE) == 0
    assert forget_old(now=later + LEASE + SECOND) == 1


def test_so_many_are_forgotten_at_a_time_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    for nth, key in enumerate("cab"):
        a_key(key, at=NOW + nth * SECOND)
    later = NOW + KEPT + timedelta(days=1)
    assert forget_old(now=later) == 2
    assert keys() == ["b"]
    assert [forget_old(now=later) for _ in range(2)] == [1, 0]
