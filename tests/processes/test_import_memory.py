"""Reading a file takes no more memory however long it is."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.core.imports.files import a_large_catalogue
from tests.processes.server import ROOT

SHORT, LONG = 10_000, 200_000  # rows
MORE = 20  # MB
FASTER_THAN = 5_000  # rows a second: four times slower than it is, for machines differ

READ = """
import re, sys, time, django
django.setup()
from core.imports.reading.source import MAX_BYTES, open_source
from core.imports.rules.products import read_product
began, rows = time.monotonic(), 0
with open_source(sys.argv[1], encoding=None, max_bytes=MAX_BYTES, progress=lambda *_: None) as source:
    for group in source.groups("", lambda *_: None):
        item, remarks = read_product(group, source.columns, currency="EUR")
        assert item and not remarks
        assert not any(source.seen.add_sku(offer.sku, offer.line) for offer in item.offers)
        rows += len(group.rows)
print(rows, time.monotonic() - began, re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def read(file: Path) -> tuple[int, float, int]:
    """How many rows, how fast by second, and the most memory it took in MB."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file)],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "project.settings.test", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    rows, seconds, memory = done.stdout.split()
    return int(rows), int(rows) / float(seconds), int(memory) // 1024


def test_twenty_times_the_rows_take_no_more_memory(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    short = read(a_large_catalogue(tmp_path / "short.csv", rows=SHORT))
    long = read(a_large_catalogue(tmp_path / "long.csv", rows=LONG))
    assert (short[0], long[0]) == (SHORT, LONG)
    record_property(
        "figure",
        f"reading {LONG:,} rows: {long[1]:,.0f} rows/s, {long[2]} MB at most; of {SHORT:,} rows: {short[2]} MB",
    )
    assert long[2] - short[2] <= MORE
    assert long[1] > FASTER_THAN
