"""Where the database is away, everybody is asked to come back in a moment, and nobody is told of an error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import psycopg_pool
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

SIGNED_IN = f"web_session={'a' * 32}; admin_session={'b' * 32}"
TROUBLES = {
    "gone": InterfaceError("connection already closed"),
    "no connection left": OperationalError("couldn't get a connection after 5.00 sec"),
    "deadlock": OperationalError("deadlock detected"),
}


@contextmanager
def trouble(error: Exception) -> Iterator[None]:
    """At the edge: whatever is asked of the database, it says this."""

    def fail(*args: Any) -> Any:
        raise error

    with connection.execute_wrapper(fail):
        yield


def ask(path: str, method: str = "GET", **headers: str) -> Any:
    client = Client(raise_request_exception=False)
    return client.generic(method, path, b"{}", "application/json", headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/web/v1/pages/home/"),
        ("GET", "/api/web/auth/v1/auth/session"),
        ("GET", "/api/mobile/v1/screens/product/1"),
        ("POST", "/api/mobile/v1/devices"),
    ],
)
def test_programs_get_a_problem_and_are_told_when_to_try_again(name: str, method: str, path: str) -> None:
    with trouble(TROUBLES[name]):
        answer = ask(path, method, Cookie=SIGNED_IN)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["code"], answer["Retry-After"]) == ("database_unavailable", "1")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/cart/", "/p/some-record/", "/admin/"])
def test_people_get_a_page(path: str) -> None:
    with trouble(TROUBLES["gone"]):
        answer = ask(path, Cookie=SIGNED_IN)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert "Back in a moment" in page


@pytest.mark.django_db
def test_a_fault_of_ours_is_still_one() -> None:
    with trouble(ValueError("what is this")):
        assert ask("/api/web/v1/pages/home/").status_code == 500
        assert ask("/api/mobile/v1/screens/product/1").status_code == 500
        assert ask("/admin/", Cookie=SIGNED_IN).status_code == 500


def test_what_drivers_say_of_it_is_what_we_look_for() -> None:
    """Django raises its own class of the same name for each."""
    for error in (psycopg_pool.PoolTimeout, psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
        assert issubclass(error, psycopg.OperationalError)
