"""What all tests share."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests measured and noted: record_property("figure", "…")."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    notes = [note for report in reports for note in getattr(report, "user_properties", [])]
    figures = dict.fromkeys(str(value) for name, value in notes if name == "figure")
    if figures:
        terminalreporter.section("figures")
        for figure in figures:
            terminalreporter.line(figure)
