"""One intention is carried out once, however often it is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.idempotency.models import IdempotencyRecord
from core.idempotency.rules import request_hash
from core.idempotency.services import LEASE, once
from core.idempotency.types import Intention, KeyInFlight, KeyInvalid, KeyReused, Result
from core.outbox.models import OutboxEvent
from core.outbox.services import publish
from core.shared.errors import DomainError
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

INTENTION = Intention("guest:1", "web", "checkout.complete", "key-1", {"expected_total": 2490, "note": "x"})


class Refused(DomainError):
    code = "refused_in_a_test"


class Work:
    """Has one effect each time it is done, a row of the outbox, and answers how often it was done."""

    def __init__(
        self, *, meanwhile: Callable[[], object] = lambda: None, fails: type[BaseException] | None = None
    ) -> None:
        self.times = 0
        self.meanwhile, self.fails = meanwhile, fails

    def __call__(self) -> Result:
        self.times += 1
        with transaction.atomic():
            publish(topic="test", payload={"times": self.times}, now=NOW)
        self.meanwhile()
        if self.fails:
            raise self.fails
        return {"times": self.times}


def effects() -> int:
    return OutboxEvent.objects.count()


def say(work: Work, intention: Intention = INTENTION, *, now: datetime = NOW) -> Result:
    return once(intention=intention, work=work, now=now)


def left_in_flight(intention: Intention = INTENTION) -> None:
    """An attempt that died half-way: it took the key and never came back."""
    say(Work(), intention)
    IdempotencyRecord.objects.update(result=None)
    OutboxEvent.objects.all().delete()


def test_a_repeat_is_answered_what_the_first_was_and_does_nothing() -> None:
    work = Work()
    answers = [say(work, now=NOW + timedelta(days=day)) for day in range(3)]
    assert answers == [{"times": 1}] * 3
    assert (work.times, effects()) == (1, 1)


def test_an_empty_answer_is_an_answer() -> None:
    calls = []

    def work() -> Result:
        calls.append(1)
        return {}

    for _ in range(2):
        assert once(intention=INTENTION, work=work, now=NOW) == {}
    assert len(calls) == 1


def test_the_order_in_which_fields_were_sent_makes_no_difference() -> None:
    say(Work())
    assert say(Work(), replace(INTENTION, data={"note": "x", "expected_total": 2490})) == {"times": 1}
    assert request_hash({"a": 1, "b": {"d": 1, "c": 2}}) == request_hash({"b": {"c": 2, "d": 1}, "a": 1})


@pytest.mark.parametrize("data", [{"expected_total": 2491, "note": "x"}, {"expected_total": "2490", "note": "x"}, {}])
def test_a_key_that_comes_with_another_request_is_refused(data: dict[str, object]) -> None:
    say(Work())
    other = Work()
    with pytest.raises(KeyReused):
        say(other, replace(INTENTION, data=data))
    assert other.times == 0


@pytest.mark.parametrize(
    "other", [{"principal": "guest:2"}, {"client": "mobile"}, {"operation": "cart.add"}, {"key": "key-2"}]
)
def test_a_key_is_known_only_to_who_said_it_where_and_for_what(other: dict[str, Any]) -> None:
    say(Work())
    theirs = Work()
    assert say(theirs, replace(INTENTION, **other)) == {"times": 1}
    assert theirs.times == 1, "done for themselves, not answered from somebody else's"


def test_while_the_first_attempt_is_on_its_way_a_second_is_refused() -> None:
    second = Work()

    def try_again() -> None:
        with pytest.raises(KeyInFlight):
            say(second, now=NOW + LEASE)

    assert say(Work(meanwhile=try_again)) == {"times": 1}
    assert (second.times, effects()) == (0, 1)


def test_an_attempt_that_never_came_back_is_taken_over_after_its_lease() -> None:
    left_in_flight()
    with pytest.raises(KeyInFlight):
        say(Work(), now=NOW + LEASE)
    assert say(Work(), now=NOW + LEASE + timedelta(seconds=1)) == {"times": 1}
    assert effects() == 1


def test_another_request_does_not_take_over_a_key_in_flight() -> None:
    left_in_flight()
    with pytest.raises(KeyReused):
        say(Work(), replace(INTENTION, data={}), now=NOW + timedelta(days=1))


def test_an_attempt_that_lost_its_lease_takes_its_effect_back() -> None:
    def overtaken() -> None:
        IdempotencyRecord.objects.update(lease=uuid4())

    with pytest.raises(KeyInFlight):
        say(Work(meanwhile=overtaken))
    assert effects() == 0


@pytest.mark.parametrize("error", [Refused, ValueError, KeyboardInterrupt])
def test_an_attempt_that_fails_leaves_nothing_and_frees_the_key(error: type[BaseException]) -> None:
    with pytest.raises(error):
        say(Work(fails=error))
    assert effects() == 0
    assert not IdempotencyRecord.objects.exists()
    assert say(Work(), replace(INTENTION, data={"expected_total": 1})) == {"times": 1}


@pytest.mark.parametrize("key", ["", "a" * 201, "käse", "a\nb", "a\x00b", "\x7f", "a b", " "])
def test_what_is_no_key_is_refused(key: str) -> None:
    work = Work()
    with pytest.raises(KeyInvalid):
        say(work, replace(INTENTION, key=key))
    assert work.times == 0
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.parametrize("key", ["a", "a" * 200, '"8e03978e-40d5-43e8-bc93-6894a57f9324"', "!~"])
def test_visible_ascii_is_a_key(key: str) -> None:
    assert say(Work(), replace(INTENTION, key=key)) == {"times": 1}


def test_the_database_refuses_a_second_row_of_one_key_and_an_empty_one() -> None:
    say(Work())
    record = IdempotencyRecord.objects.get()
    for key in (record.key, ""):
        record.pk, record.key = None, key
        with pytest.raises(IntegrityError), transaction.atomic():
            record.save(force_insert=True)
