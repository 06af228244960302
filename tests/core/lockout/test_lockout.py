"""Guessing is slow, however it is spread, and a stranger's guesses keep no owner out for long."""

from datetime import datetime, timedelta

import pytest

from core.lockout.models import Attempts
from core.lockout.rules import FORGOTTEN, FREE, KNOWN, LONGEST_WAIT, wait_after
from core.lockout.services import attempt, forget_attempts, succeed
from core.lockout.types import TooManyAttempts
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db
ADA, HOME, ELSEWHERE = "ada@example.org", "192.0.2.1", "198.51.100.7"


def fail(times: int = 1, *, place: str = ELSEWHERE, at: datetime = NOW, account: str = ADA) -> int:
    """Try so often at once; returns how many tries were let through."""
    for done in range(times):
        try:
            attempt(account=account, place=place, now=at)
        except TooManyAttempts:
            return done
    return times


def guesses_in(span: timedelta, *, place: str = ELSEWHERE) -> int:
    """How many guesses somebody gets who never rests and loses no time."""
    made, now = 0, NOW
    while now < NOW + span:
        try:
            attempt(account=ADA, place=place, now=now)
            made += 1
        except TooManyAttempts as locked:
            now += timedelta(seconds=locked.details["seconds"])
    return made


def test_a_few_mistakes_cost_nothing_then_the_wait_doubles_up_to_its_longest() -> None:
    waits = [wait_after(failures).total_seconds() for failures in range(FREE - 1, FREE + 9)]
    assert waits == [0, 5, 10, 20, 40, 80, 160, 320, 640, 900]
    assert fail(100) == FREE


def test_a_whole_day_of_guessing_is_a_hundred_guesses() -> None:
    assert guesses_in(timedelta(days=1)) < 110


def test_guesses_from_many_places_are_counted_together() -> None:
    assert sum(fail(place=f"203.0.113.{number}") for number in range(100)) == FREE


def test_asking_while_locked_makes_the_wait_no_longer() -> None:
    fail(FREE)
    fail(50, at=NOW + timedelta(seconds=4))
    assert fail(at=NOW + timedelta(seconds=5)) == 1


def test_the_refusal_says_how_long() -> None:
    fail(FREE)
    with pytest.raises(TooManyAttempts) as refused:
        attempt(account=ADA, place=ELSEWHERE, now=NOW + timedelta(seconds=1.5))
    assert refused.value.details == {"seconds": 4}


def test_where_the_owner_was_let_in_strangers_guesses_do_not_count() -> None:
    fail(place=HOME)
    succeed(account=ADA, place=HOME, now=NOW)
    fail(1000)
    assert fail(place=ELSEWHERE) == 0
    assert fail(100, place=HOME) == FREE


def test_a_success_elsewhere_forgives_strangers_nothing() -> None:
    succeed(account=ADA, place=HOME, now=NOW)
    fail(FREE)
    succeed(account=ADA, place=HOME, now=NOW)
    assert fail() == 0


def test_the_owners_own_sign_in_is_not_left_counted_as_a_failure() -> None:
    for number in range(20):
        assert fail(place=f"203.0.113.{number}") == 1
        succeed(account=ADA, place=f"203.0.113.{number}", now=NOW)


def test_a_place_known_long_ago_is_known_no_more() -> None:
    succeed(account=ADA, place=HOME, now=NOW)
    later = NOW + KNOWN
    fail(FREE, at=later)
    assert fail(place=HOME, at=later) == 0


def test_other_accounts_have_their_own_count() -> None:
    fail(FREE)
    assert fail(account="bob@example.org") == 1


def test_failures_are_forgotten_after_a_day() -> None:
    fail(FREE)
    assert fail(100, at=NOW + FORGOTTEN) == FREE


def test_the_longest_wait_is_a_quarter_of_an_hour() -> None:
    assert timedelta(minutes=15) == LONGEST_WAIT == wait_after(10**6)


def test_neither_account_nor_place_can_be_read_from_what_is_kept() -> None:
    succeed(account=ADA, place=HOME, now=NOW)
    kept = str(list(Attempts.objects.values()))
    assert ADA not in kept
    assert HOME not in kept


def test_what_counts_no_more_is_forgotten_and_nothing_else() -> None:
    fail()
    succeed(account=ADA, place=HOME, now=NOW)
    assert forget_attempts(now=NOW + FORGOTTEN) == 0
    assert forget_attempts(now=NOW + FORGOTTEN + timedelta(seconds=1)) == 1
    assert forget_attempts(now=NOW + KNOWN + timedelta(seconds=1)) == 1
    assert not Attempts.objects.exists()
