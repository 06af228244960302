"""What all tests share."""

import pytest
from pytest_django import Settings

from core.payments.services import asking
from project.limiter import LOCAL
from tests.factories.bank import Bank


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests measured and noted: record_property("figure", "…")."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    notes = [note for report in reports for note in getattr(report, "user_properties", [])]
    figures = dict.fromkeys(str(value) for name, value in notes if name == "figure")
    if figures:
        terminalreporter.section("figures")
        for figure in figures:
            terminalreporter.line(figure)


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
