"""Guesses on connections of their own, all at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import QuerySet

from core.lockout.rules import FREE
from core.lockout.services import attempt
from core.lockout.types import TooManyAttempts
from tests.factories.shop import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
GUESSES = 64


def guess(number: int) -> bool:
    """Whether it was let through."""
    try:
        attempt(account="ada@example.org", place=f"203.0.113.{number}", now=NOW)
    except TooManyAttempts:
        return False
    finally:
        connection.close()
    return True


def let_through() -> int:
    with ThreadPoolExecutor(8) as rivals:
        return sum(rivals.map(guess, range(GUESSES)))


def test_guesses_side_by_side_are_all_counted() -> None:
    assert let_through() == FREE


def test_without_holding_the_row_some_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", QuerySet.all)
    assert let_through() > FREE
