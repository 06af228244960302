"""An optional section that fails, or has no time left, is left out and named; the screen goes on."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection

from core.shared import composition
from core.shared.composition import Sections
from core.shared.errors import DomainError, NotFound


def nothing_to_read() -> str:
    raise AssertionError("there was no time left")


def test_what_can_be_read_is_read() -> None:
    sections = Sections(budget=1)
    assert sections.read("related", lambda: "three records", fallback="") == "three records"
    assert sections.degraded == []


def test_past_the_deadline_nothing_more_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(composition, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    sections = Sections(budget=0.5)
    clock[0] += 0.4
    assert sections.read("in time", lambda: "yes", fallback="no") == "yes"
    clock[0] += 0.2
    assert sections.read("related", nothing_to_read, fallback="") == ""
    assert sections.read("reviews", nothing_to_read, fallback="none") == "none"
    assert sections.degraded == ["related", "reviews"]


def test_without_a_budget_there_is_no_time() -> None:
    sections = Sections(budget=0)
    assert sections.read("related", nothing_to_read, fallback="") == ""
    assert sections.degraded == ["related"]


def test_a_section_the_database_fails_is_left_out_and_the_next_is_read() -> None:
    def fails() -> str:
        raise DatabaseError("canceling statement due to statement timeout")

    sections = Sections(budget=1)
    assert sections.read("related", fails, fallback="") == ""
    assert sections.read("reviews", lambda: "two", fallback="") == "two"
    assert sections.degraded == ["related"]


@pytest.mark.django_db(transaction=True)
def test_in_autocommit_a_failed_statement_harms_no_other() -> None:
    def ask(sql: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])

    sections = Sections(budget=10)
    assert sections.read("broken", lambda: ask("SELECT 1 FROM there_is_no_such_table"), fallback=0) == 0
    assert sections.read("whole", lambda: ask("SELECT 2"), fallback=0) == 2
    assert sections.degraded == ["broken"]


def test_what_is_not_the_databases_fault_is_not_hidden() -> None:
    def refuses() -> str:
        raise NotFound

    with pytest.raises(NotFound):
        Sections(budget=1).read("related", refuses, fallback="")


def test_a_refusal_says_its_code_and_details() -> None:
    class TooLate(DomainError):
        code = "too_late"

    assert str(TooLate()) == "too_late"
    assert str(TooLate(by=3)) == "too_late {'by': 3}"
    assert TooLate(by=3).details == {"by": 3}
