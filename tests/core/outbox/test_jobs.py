"""What is owed is done when it is due, tried again when it failed, and given to people when it keeps failing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.outbox.models import OutboxEvent
from core.outbox.rules import LONGEST_WAIT, MOST_ATTEMPTS, wait_after
from core.outbox.services import BATCH, LEASE, finish, postpone, publish, retry, take, work_off
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def tick(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


def a_job(topic: str = "job", *, due: datetime = NOW) -> OutboxEvent:
    """An event is a job as good as any."""
    with transaction.atomic():
        publish(topic=topic, payload={}, now=due)
    return OutboxEvent.objects.latest("id")


def work(clock: Clock, do: Callable[[OutboxEvent], None]) -> int:
    return work_off(jobs=OutboxEvent.objects.all(), work=do, clock=clock)


def fail(job: OutboxEvent) -> None:
    raise OSError("nobody answers")


def test_what_is_due_is_done_once_longest_due_first(clock: Clock) -> None:
    for name, late in {"second": 1, "first": 2, "not yet": -1}.items():
        a_job(name, due=NOW - late * SECOND)
    done: list[str] = []
    assert [work(clock, lambda job: done.append(job.topic)) for _ in range(2)] == [2, 0]
    assert done == ["first", "second"]


def test_a_hundred_are_done_at_a_time(clock: Clock) -> None:
    for _ in range(101):
        a_job()
    assert [work(clock, lambda job: None) for _ in range(3)] == [100, 1, 0]


def test_none_is_begun_when_the_others_took_long(clock: Clock) -> None:
    for _ in range(5):
        a_job()
    assert work(clock, lambda job: clock.tick(BATCH / 2 + SECOND)) == 2


def test_one_that_fails_stops_no_other_and_says_why(clock: Clock) -> None:
    failing, well = a_job("failing"), a_job("well")
    assert work(clock, lambda job: fail(job) if job == failing else None) == 2
    failing.refresh_from_db()
    well.refresh_from_db()
    assert (failing.attempts, failing.last_error) == (1, "OSError('nobody answers')")
    assert failing.due_at is not None
    assert SECOND <= failing.due_at - NOW <= 2 * SECOND
    assert (well.attempts, well.due_at) == (0, None)


def test_one_that_went_well_at_last_has_no_past(clock: Clock) -> None:
    job = a_job()
    work(clock, fail)
    clock.tick(2 * SECOND)
    assert work(clock, lambda job: None) == 1
    job.refresh_from_db()
    assert (job.attempts, job.last_error, job.due_at, job.dead_at) == (0, "", None, None)


def test_one_that_keeps_failing_is_dead_until_staff_retry_it(clock: Clock) -> None:
    job, tries = a_job(), 0
    while work(clock, fail):
        tries += 1
        clock.tick(LONGEST_WAIT)
    job.refresh_from_db()
    assert (tries, job.attempts) == (MOST_ATTEMPTS, MOST_ATTEMPTS)
    assert (job.due_at, job.dead_at) == (None, clock.now - LONGEST_WAIT)
    assert retry(jobs=OutboxEvent.objects.all(), now=clock.now) == 1
    assert work(clock, fail) == 1
    job.refresh_from_db()
    assert (job.attempts, job.dead_at) == (1, None), "it has all its attempts again"


def test_only_the_dead_are_retried(clock: Clock) -> None:
    waiting, failing = a_job(due=NOW + SECOND), a_job()
    work(clock, fail)
    before = list(OutboxEvent.objects.order_by("id").values())
    assert retry(jobs=OutboxEvent.objects.filter(pk__in=[waiting.pk, failing.pk]), now=NOW) == 0
    assert list(OutboxEvent.objects.order_by("id").values()) == before


def test_it_can_say_when_it_is_due_again() -> None:
    job = a_job()
    finish(job=job, due_at=NOW + SECOND)
    assert not take(job=job, now=NOW)
    assert take(job=job, now=NOW + SECOND)


def test_a_job_is_one_workers_alone_until_its_lease_has_passed() -> None:
    job = a_job()
    assert [take(job=job, now=NOW) for _ in range(2)] == [True, False]
    assert not take(job=job, now=NOW + LEASE - SECOND)
    assert take(job=job, now=NOW + LEASE), "whoever had it is gone"


def test_a_job_can_have_a_schedule_of_its_own() -> None:
    class Patient(OutboxEvent):
        MOST_ATTEMPTS, LONGEST_WAIT = 2, timedelta(days=1)

        class Meta:
            proxy = True
            app_label = "outbox"

    job = Patient.objects.get(pk=a_job().pk)
    postpone(job=job, error=OSError(), now=NOW)
    job.refresh_from_db()
    assert job.dead_at is None
    postpone(job=job, error=OSError(), now=NOW)
    job.refresh_from_db()
    assert job.dead_at == NOW


@given(st.integers(1, 10**6), st.timedeltas(min_value=timedelta(seconds=2), max_value=timedelta(days=7)))
def test_a_wait_doubles_up_to_the_longest_and_at_most_half_of_it_is_chance(attempts: int, longest: timedelta) -> None:
    whole = min(timedelta(seconds=2 ** min(attempts, 21)), longest)
    assert whole / 2 <= wait_after(attempts, longest=longest) <= whole
    assert wait_after(attempts) <= LONGEST_WAIT


def test_those_that_failed_together_do_not_come_back_together() -> None:
    assert len({wait_after(5) for _ in range(20)}) > 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_takes_a_job() -> None:
    job, barrier, taken = a_job(), Barrier(8), list[bool]()

    def rival() -> None:
        barrier.wait()
        taken.append(take(job=job, now=NOW))
        connection.close()

    rivals = [Thread(target=rival) for _ in range(8)]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join()
    assert sorted(taken) == [False] * 7 + [True]
