"""What the fault tests found, as they note it and as docs/faults.md tells it: a table for each row of promises."""

import os
import platform
import re
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg

from tests.processes.server import ROOT, is_on_postgres

FULL = os.environ.get("FAULTS") == "full"
PAGE = ROOT / "docs" / "faults.md"
HEAD = """# What is broken on purpose, and what holds

Each table is one fault, injected into real processes on a real PostgreSQL by `tests/faults`. "Without its defence" is
the same check where the test takes the defence away by a patch of its own: it has to see the fault then. `make faults`
runs them in full and writes this page; `make faults-short` and CI run a short form of the same.
"""


def sized[T](short: T, full: T) -> T:
    """What `make faults` takes, or the short form."""
    return full if FULL else short


@dataclass
class Row:
    """One promise: the fault, what must hold, and what was found."""

    number: int
    fault: str
    holds: str
    done: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    runs: int = 0
    seconds: float = 0.0
    failed: bool = False

    @property
    def section(self) -> str:
        told = {
            "fault": self.fault,
            "must hold": self.holds,
            "what was done": "<br>".join(self.done),
            "figure": "<br>".join(self.figures),
            "without its defence": "<br>".join(self.without),
            "runs": str(self.runs),
            "took": f"{self.seconds:.0f} s",
            "command": "`make faults`",
            "commit": commit(),
            "machine": machine(),
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
        }
        lines = "\n".join(f"| {name} | {text} |" for name, text in told.items())
        return f"## {self.number}. {self.fault[:1].upper()}{self.fault[1:]}\n\n| | |\n| --- | --- |\n{lines}\n"


class Report:
    """The rows that this run has something to say about."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}

    def row(self, number: int, fault: str, holds: str) -> Row:
        return self.rows.setdefault(number, Row(number, fault, holds))

    def write(self) -> None:
        """Into the page, beside the rows of earlier runs that this one left out."""
        kept = _sections(PAGE.read_text()) if PAGE.exists() else {}
        told = {number: row.section for number, row in self.rows.items() if row.figures and not row.failed}
        PAGE.write_text("\n".join([HEAD, *(text for _, text in sorted((kept | told).items()))]))


def _sections(page: str) -> dict[int, str]:
    found = re.split(r"^(?=## \d+\. )", page, flags=re.MULTILINE)[1:]
    return {int(text[3 : text.index(".")]): f"{text.strip()}\n" for text in found}


def commit() -> str:
    """The commit, and whether what was tested had been changed since."""
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return said.stdout.strip()


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    database = "no PostgreSQL"
    if is_on_postgres():
        with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres") as server:
            database = f"PostgreSQL {server.info.server_version // 10000}.{server.info.server_version % 10000}"
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, {database}"


@dataclass
class Note:
    """How one test tells what it did and found."""

    row: Row
    told: list[str] = field(default_factory=list)

    def __call__(self, figure: str, *, done: str, runs: int = 1) -> None:
        self.row.done.append(done)
        self.row.figures.append(figure)
        self.row.runs += runs
        self.told.append(f"{self.row.number}. {done}: {figure}")

    def without(self, figure: str) -> None:
        """What the check saw where the defence was gone."""
        self.row.without.append(figure)
        self.told.append(f"{self.row.number}, without its defence: {figure}")
