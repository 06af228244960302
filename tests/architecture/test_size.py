from pathlib import Path

from tests.architecture.size import Sized, percentile, report
from tests.architecture.source import Source


def test_lengths_are_measured_from_the_source() -> None:
    text = "def short():\n    pass\n\n\ndef long():\n    a = 1\n    b = 2\n    return a + b\n"
    figures = report([Source(Path("core/carts/rules.py"), text)])
    assert "2 functions, median 4 lines" in figures
    assert "core/carts/rules.py:5 long (4); core/carts/rules.py:1 short (2)" in figures
    assert "core/carts/rules.py (8)" in figures


def test_percentiles_of_lengths() -> None:
    rows = [Sized(lines, "") for lines in range(10, 0, -1)]
    assert [percentile(rows, share) for share in (0, 0.5, 0.9, 1)] == [1, 6, 10, 10]
    assert percentile([], 0.5) == 0
