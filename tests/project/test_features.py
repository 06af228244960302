"""docs/features.md names what there is, and nothing else."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/features.md").read_text().splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| feature"))
]


def named(cell: str) -> tuple[str, str]:
    """A file, and the test in it if one is named."""
    path, _, name = cell.strip("`").partition("::")
    return path, name


def test_it_has_features() -> None:
    assert len(ROWS) > 30
    assert all(len(row) == 4 and all(row) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_feature_has_its_module_and_its_test(row: list[str]) -> None:
    _, module, test, _ = row
    assert (ROOT / named(module)[0]).is_file()
    path, name = named(test)
    tests = re.findall(r"^def (test_\w+)", (ROOT / path).read_text(), re.MULTILINE)
    assert tests
    assert not name or name in tests
