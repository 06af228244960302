"""How fast `manage.py import_products` is, and how much memory it takes: the figures in docs/import.md.

`python -m tests.bench.imports [ROWS …]`, on whatever DATABASE_URL names, else SQLite; each in a shop of its own.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.core.imports.files import a_large_catalogue
from tests.processes.server import ROOT, Shop, open_shop

# /proc/self/status has the most memory this program had; ru_maxrss would have its parent's too.
MEASURED = """
import re, sys, time
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "import_products", sys.argv[1]])
print(time.process_time(), re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def measure(shop: Shop, file: Path) -> tuple[float, float, int]:
    """Seconds, those of them it was computing itself, and the most memory it had in MB."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)],
        cwd=shop.folder,
        env=shop.environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    *_, computing, memory = done.stdout.split()
    return time.monotonic() - began, float(computing), int(memory) // 1024


def main(sizes: list[int]) -> None:
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder, open_shop(Path(folder)) as shop:
            file = a_large_catalogue(Path(folder) / "shirts.csv", rows=rows)
            for which in ("first", "again"):
                seconds, computing, memory = measure(shop, file)
                speed = f"{seconds:.1f} s ({computing:.1f} s of its own), {rows / seconds:,.0f} rows/s"
                sys.stdout.write(f"{rows:,} rows, {which}: {speed}, {memory} MB\n")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000, 200_000])
