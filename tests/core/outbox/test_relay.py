"""Events are told to each who wants to hear them, at least once, until they have been heard."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from core.outbox import services
from core.outbox.models import Delivery, OutboxEvent
from core.outbox.rules import MOST_ATTEMPTS
from core.outbox.services import publish, relay, retry, subscribe
from core.outbox.types import Consumer, Event
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


class Listener:
    """Hears a topic, and fails as often as it is told to."""

    def __init__(self, name: str, *, topic: str = "news", failures: int = 0, error: Exception | None = None) -> None:
        self.heard: list[Event] = []
        self.failures, self.error = failures, error or ValueError("not now")
        subscribe(consumer=Consumer(name, topic, self.hear))

    def hear(self, event: Event) -> None:
        if self.failures:
            self.failures -= 1
            raise self.error
        self.heard.append(event)


@pytest.fixture(autouse=True)
def nobody_else_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_consumers", [])


def tell(text: str = "hello", topic: str = "news") -> None:
    with transaction.atomic():
        publish(topic=topic, payload={"text": text}, now=NOW)


def texts(listener: Listener) -> list[str]:
    return [event.payload["text"] for event in listener.heard]


def test_what_was_told_is_heard_once_by_each() -> None:
    first, second, other = Listener("first"), Listener("second"), Listener("other", topic="weather")
    tell("one")
    tell("two")
    assert [relay(now=NOW) for _ in range(3)] == [2, 0, 0]
    assert texts(first) == texts(second) == ["one", "two"]
    assert texts(other) == []
    assert (first.heard[0].topic, first.heard[0].occurred_at) == ("news", NOW)


def test_what_nobody_listens_to_is_done_with() -> None:
    tell()
    assert [relay(now=NOW) for _ in range(2)] == [1, 0]


def test_an_event_goes_with_its_transaction() -> None:
    listener = Listener("listener")
    with transaction.atomic():
        publish(topic="news", payload={"text": "never happened"}, now=NOW)
        transaction.set_rollback(True)
    assert relay(now=NOW) == 0
    assert listener.heard == []


def test_nothing_is_told_before_its_time() -> None:
    tell()
    assert relay(now=NOW - timedelta(seconds=1)) == 0


def test_who_fails_stops_no_other_and_is_told_again_later_and_alone() -> None:
    failing, well = Listener("failing", failures=1), Listener("well")
    tell()
    relay(now=NOW)
    assert (texts(failing), texts(well)) == ([], ["hello"])
    event = OutboxEvent.objects.get()
    assert (event.attempts, event.relayed_at) == (1, None)
    assert event.last_error == "ExceptionGroup('failing', [ValueError('not now')])"
    assert relay(now=NOW + timedelta(seconds=0.9)) == 0, "not yet"
    assert relay(now=NOW + timedelta(seconds=2)) == 1
    assert (texts(failing), texts(well)) == (["hello"], ["hello"])
    event.refresh_from_db()
    assert (event.last_error, event.relayed_at) == ("", NOW + timedelta(seconds=2))


def test_one_event_that_fails_stops_no_other() -> None:
    listener = Listener("listener", failures=1)
    tell("one")
    tell("two")
    relay(now=NOW)
    assert texts(listener) == ["two"]


def test_who_never_hears_is_told_so_often_and_then_no_more_until_staff_say_so() -> None:
    deaf, well = Listener("deaf", failures=MOST_ATTEMPTS), Listener("well")
    tell()
    now, waits = NOW, []
    while (due := OutboxEvent.objects.get().due_at) is not None:
        waits.append(due - now)
        now = due
        relay(now=now)
    event = OutboxEvent.objects.get()
    assert len(waits) == event.attempts == MOST_ATTEMPTS
    assert all(a < b for a, b in pairwise(waits[1:10])), "waits grow"
    assert (event.dead_at, event.relayed_at) == (now, None)
    assert relay(now=now + timedelta(days=365)) == 0
    assert retry(jobs=OutboxEvent.objects.all(), now=now) == 1
    assert relay(now=now) == 1
    assert (texts(deaf), texts(well)) == (["hello"], ["hello"])
    event.refresh_from_db()
    assert (event.dead_at, event.due_at, event.relayed_at, event.last_error) == (None, None, now, "")


def test_who_breaks_the_database_takes_only_its_own_work_back() -> None:
    def breaks(event: Event) -> None:
        OutboxEvent.objects.create(topic="half done", payload={}, occurred_at=NOW, due_at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM there_is_no_such_table")

    subscribe(consumer=Consumer("breaks", "news", breaks))
    well = Listener("well")
    tell()
    relay(now=NOW)
    assert texts(well) == ["hello"]
    assert not OutboxEvent.objects.filter(topic="half done").exists()
    assert "there_is_no_such_table" in OutboxEvent.objects.get().last_error
    assert list(Delivery.objects.values_list("consumer", flat=True)) == ["well"]


def test_the_database_refuses_a_second_delivery_to_one_consumer() -> None:
    Listener("listener")
    tell()
    relay(now=NOW)
    delivery = Delivery.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(event=delivery.event, consumer="listener", delivered_at=NOW)


def test_a_hundred_are_told_at_a_time_oldest_first() -> None:
    listener = Listener("listener")
    for number in range(101):
        tell(str(number))
    assert [relay(now=NOW) for _ in range(2)] == [100, 1]
    assert texts(listener) == [str(number) for number in range(101)]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_told() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        publish(topic="news", payload={}, now=NOW)
    assert not OutboxEvent.objects.exists()
