"""docs/security.md says what is so: its table is the manifests', and every promise it tells of has its tests."""

import re
from pathlib import Path

from project.management.commands.backends import table

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text()
PROMISES = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", PAGE, re.MULTILINE)


def test_its_table_is_the_manifests() -> None:
    assert table() in PAGE, "Put into docs/security.md what `manage.py backends` prints."


def test_every_promise_has_its_tests() -> None:
    assert [int(number) for number, _ in PROMISES] == list(range(18, 31))
    named = [name for _, cell in PROMISES for name in re.findall(r"`([\w/]+\.py)`", cell)]
    missing = [name for name in named if not any((ROOT / "tests" / at / name).exists() for at in ("security", ""))]
    assert len(named) >= len(PROMISES)
    assert not missing
