"""An import killed again and again, and run until it is through, leaves the shop an undisturbed one leaves."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.imports.files import a_large_catalogue
from tests.processes.server import PATIENCE, ROOT, Shop, open_shop

ROWS = 8_000
KILLED_AT = (0.2, 0.45, 0.7)  # of the way, which is four batches long

CONTENT = """
import hashlib, json
from core.imports.models import ImportRun
from tests.core.imports.merchant import content, runs
state = json.dumps(content(), default=str, sort_keys=True)
print(len(state) > 1_000_000, hashlib.sha256(state.encode()).hexdigest(), runs())
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every row of it is worth a notice, so that the report's length says how far an import is."""
    path = a_large_catalogue(tmp_path_factory.mktemp("files") / "shirts.csv", rows=ROWS)
    path.write_text(path.read_text().replace(",true,true,,", ",true,true,4006381333932,"))
    return path


def start(shop: Shop, file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "import_products", file],
        cwd=shop.folder,
        env=shop.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kill_when_its_report_has(length: int, process: subprocess.Popen[str], report: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not report.exists() or report.stat().st_size < length:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def run_through(shop: Shop, file: Path) -> str:
    process = start(shop, file)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def test_killed_three_times_and_run_again_it_ends_the_same(
    shop: Shop, file: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with open_shop(tmp_path) as undisturbed:
        said = run_through(undisturbed, file)
        assert f"Products: {ROWS // 4:,} new, 0 changed, 0 already so, 0 left out." in said
        whole, expected = report_of(undisturbed).read_bytes(), undisturbed.run(CONTENT)
    for share in KILLED_AT:
        process = start(shop, file)
        kill_when_its_report_has(int(len(whole) * share), process, report_of(shop))
        report_of(shop).unlink()
    said = run_through(shop, file)
    record_property("figure", f"an import killed at {KILLED_AT} of the way, then: {said.splitlines()[2]}")
    assert "An import that was cut short after row" in said
    assert f"Products: {ROWS // 4:,} new, 0 changed, 0 already so, 0 left out." in said
    assert shop.run(CONTENT) == expected
    assert expected.startswith("True")
    assert report_of(shop).read_bytes() == whole


def report_of(shop: Shop) -> Path:
    return shop.folder / "shirts-report.csv"
