"""One declaration of the duties serves the worker without a broker, and Celery."""

import importlib
import sys
import threading
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from project import worker
from project.worker import DUTIES, SOON, Duty, run_forever, run_once


def run_until(stop: threading.Event, *duties: Duty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "DUTIES", duties)
    thread = threading.Thread(target=run_forever, args=(stop,))
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_a_duty_that_hangs_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, done = threading.Event(), list[int]()

    def hang() -> None:
        stop.wait(timeout=10)

    def work() -> None:
        done.append(1)
        if len(done) == 3:
            stop.set()

    run_until(stop, Duty("hangs", hang, 0.01), Duty("works", work, 0.01), monkeypatch=monkeypatch)
    assert len(done) == 3


def test_a_fault_ends_no_duty(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, tries = threading.Event(), list[int]()

    def fail() -> None:
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise ValueError

    run_until(stop, Duty("fails", fail, 0.01), monkeypatch=monkeypatch)
    assert len(tries) == 3


def test_where_there_was_something_to_do_it_looks_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, left = threading.Event(), [1, 1, 1]

    def work() -> bool:
        if not left:
            stop.set()
        return bool(left and left.pop())

    run_until(stop, Duty("works", work, 3600), monkeypatch=monkeypatch)
    assert left == []


@pytest.mark.django_db
@pytest.mark.parametrize("duty", [duty for duty in DUTIES if duty.every == SOON], ids=lambda duty: duty.name)
def test_a_look_that_finds_nothing_costs_one_statement(
    duty: Duty, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert not duty.work()


@pytest.mark.django_db(transaction=True)  # the worker lets go of its connection, and of a test's transaction with it
def test_where_nothing_is_due_nothing_is_done() -> None:
    assert run_once() is False


@pytest.fixture
def celery(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.CELERY_BROKER_URL = "memory://"
    monkeypatch.delitem(sys.modules, "project.celery", raising=False)
    module = importlib.import_module("project.celery")
    monkeypatch.delitem(sys.modules, "project.celery")
    return module.app


def test_celery_has_a_task_and_an_entry_for_each_duty_and_none_can_pile_up(celery: Any) -> None:
    names = {duty.name for duty in DUTIES}
    assert names == {name for name in celery.tasks if not name.startswith("celery.")}
    entries = celery.conf.beat_schedule
    assert {entry["task"] for entry in entries.values()} == names
    assert {name: entry["schedule"] for name, entry in entries.items()} == {duty.name: duty.every for duty in DUTIES}
    assert all(entry["options"]["expires"] <= entry["schedule"] + 10 for entry in entries.values())


def test_celery_takes_no_message_that_is_code_and_gives_back_what_a_dead_worker_held(celery: Any) -> None:
    assert list(celery.conf.accept_content) == ["json"]
    assert (celery.conf.task_acks_late, celery.conf.task_reject_on_worker_lost) == (True, True)


def test_celery_without_a_broker_says_what_to_do_instead(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = ""
    sys.modules.pop("project.celery", None)
    with pytest.raises(SystemExit, match="Without one"):
        importlib.import_module("project.celery")
