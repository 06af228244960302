"""Arranging once what several tests look at, where that takes longer than the tests themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def arranged_once(blocker: DjangoDbBlocker) -> Iterator[None]:
    """For fixtures of a module or a class: what is arranged in here is there until the block ends.

    What a test does to it is undone at the test's own end, unless the test is one that commits (`transaction=True`).
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
