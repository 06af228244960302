"""On PostgreSQL every request a test makes is served under its backend's own role, as in production.

So is the worker's work, where a test module calls it by its own name. Whatever they are tested to do, the manifests let
them do. What tests arrange and look up themselves, they do as the tables' owner.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import isfunction
from types import ModuleType
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from psycopg import sql
from psycopg.pq import TransactionStatus

from project import worker
from project.backends import databases
from project.roles import role_name


def under_role(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, right behind client_scope."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with acting_as(request.backend.name):  # type: ignore[attr-defined]  # set by client_scope
            return get_response(request)

    return middleware


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    """What runs in the block, on this thread's connection, runs under a role."""
    role = sql.SQL("SET ROLE {}").format(sql.Identifier(role_name(name)))

    def act(execute: Any, query: Any, parameters: Any, many: bool, context: Any) -> Any:
        _say(role)  # before each statement, for a transaction that is rolled back takes the role along
        return execute(query, parameters, many, context)

    with connection.execute_wrapper(act):
        try:
            yield
        finally:
            _say(sql.SQL("RESET ROLE"))


def works_of(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The worker's duties among a module's names, each made to run under the worker's role."""
    duties = {it for it in vars(worker).values() if isfunction(it) and it.__module__.startswith("core.")}
    for name, function in list(vars(module).items()):
        if isfunction(function) and function in duties:
            yield name, _as_the_worker(function)


def _as_the_worker(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def work(*args: Any, **kwargs: Any) -> Any:
        with acting_as("worker"):
            return function(*args, **kwargs)

    return work


def _say(statement: sql.Composable) -> None:
    """Below Django, so that no test counts it. In a transaction that has failed nothing can be said, or done."""
    raw = connection.connection
    if raw is not None and not raw.closed and raw.info.transaction_status != TransactionStatus.INERROR:
        raw.execute(statement)


def drop_roles() -> None:
    with connection.cursor() as cursor:
        for name in databases():
            role = sql.Identifier(role_name(name))
            cursor.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(role).as_string(None))
