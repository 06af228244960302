"""Attempts on connections of their own: one overtakes another while that is still at work."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from core.idempotency.models import IdempotencyRecord
from core.idempotency.services import LEASE, once
from core.idempotency.types import Intention, KeyInFlight, Result
from core.outbox.models import OutboxEvent
from core.outbox.services import publish
from tests.factories.shop import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

INTENTION = Intention("guest:1", "web", "checkout.complete", "key-1", {})
LATER = NOW + LEASE + timedelta(seconds=1)


def attempt(by: str, now: datetime) -> Result:
    def work() -> Result:
        publish(topic=by, payload={}, now=now)
        return {"by": by}

    return once(intention=INTENTION, work=work, now=now)


def overtake() -> Result:
    """Another process is asked the same, after the lease."""

    def on_its_own() -> Result:
        try:
            return attempt("second", LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(on_its_own).result()


def topics() -> list[str]:
    return list(OutboxEvent.objects.values_list("topic", flat=True))


def test_who_was_overtaken_takes_its_effect_back_and_both_know_one_result() -> None:
    def overtaken() -> Result:
        publish(topic="first", payload={}, now=NOW)
        assert overtake() == {"by": "second"}
        return {"by": "first"}

    with pytest.raises(KeyInFlight):
        once(intention=INTENTION, work=overtaken, now=NOW)
    assert topics() == ["second"]
    assert attempt("third", LATER) == {"by": "second"}


def test_who_was_overtaken_and_fails_does_not_free_the_key() -> None:
    def overtaken() -> Result:
        overtake()
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 -- its own, with nothing to say
        once(intention=INTENTION, work=overtaken, now=NOW)
    assert IdempotencyRecord.objects.get().result == {"by": "second"}
    assert attempt("third", LATER) == {"by": "second"}
    assert topics() == ["second"]


def test_of_many_at_once_one_is_done() -> None:
    def say(number: int) -> Result | None:
        try:
            return attempt(str(number), NOW)
        except KeyInFlight:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as rivals:
        answers = list(rivals.map(say, range(24)))
    (done,) = topics()
    assert {answer["by"] for answer in answers if answer} == {done}
