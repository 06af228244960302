"""What all tests share."""

from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import DjangoDbBlocker, Settings

from core.payments.services import asking
from project.limiter import LOCAL
from tests import roles
from tests.factories import shop as post
from tests.factories.bank import Bank
from tests.processes.server import is_on_postgres

SCOPE = "project.middleware.client_scope.client_scope"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests measured and noted: record_property("figure", "…")."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    notes = [note for report in reports for note in getattr(report, "user_properties", [])]
    figures = dict.fromkeys(str(value) for name, value in notes if name == "figure")
    if figures:
        terminalreporter.section("figures")
        for figure in figures:
            terminalreporter.line(figure)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """SQLite has no roles, other plans, and one writer at a time: what needs PostgreSQL proves nothing there."""
    if item.get_closest_marker("postgres") and not is_on_postgres():
        pytest.skip("says something of PostgreSQL alone: name one in DATABASE_URL")


@pytest.fixture(autouse=True)
def fresh_rates() -> None:
    """Every test comes as if nobody had been there before."""
    LOCAL.clear()


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Bank:
    """A shop that takes cards, and the provider in memory that it takes them through."""
    bank = Bank()
    monkeypatch.setattr(asking, "gateway_of", lambda provider: bank)
    settings.PAYMENT_PROVIDERS = ("stripe", "manual")
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test"
    return bank


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """pytest-django's, and on PostgreSQL the roles, which go with the tests' own database."""
    if not is_on_postgres():
        yield
        return
    with django_db_blocker.unblock():
        call_command("database_roles", verbosity=0)
    yield
    with django_db_blocker.unblock():
        roles.drop_roles()


@pytest.fixture(autouse=True)
def under_roles(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """See tests/roles.py."""
    if is_on_postgres():
        for module in (request.module, post):
            for name, work in roles.works_of(module):
                monkeypatch.setattr(module, name, work)
        at = django_settings.MIDDLEWARE.index(SCOPE) + 1
        middleware = [*django_settings.MIDDLEWARE[:at], "tests.roles.under_role", *django_settings.MIDDLEWARE[at:]]
        monkeypatch.setattr(django_settings, "MIDDLEWARE", middleware)
