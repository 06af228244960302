"""The other processes of a fault's test: the provider, and a PostgreSQL of the test's own that may be stopped."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import requests
from stripe import StripeClient

from tests.faults.provider.webhooks import signed
from tests.processes.server import DIES_WITH_ITS_PARENT, HOST, PATIENCE, ROOT, free_port

SECRET = "whsec_of_the_tests"
KEY = "sk_test_of_the_tests"


@dataclass
class Peer:
    """The provider, as its tests see it: its ledger, its faults, its webhooks. It can be killed and started again."""

    port: int
    ledger_file: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What lets a shop's processes ask this provider."""
        return {
            "PAYMENT_PROVIDERS": "stripe,manual",
            "STRIPE_SECRET_KEY": KEY,
            "STRIPE_PUBLISHABLE_KEY": "pk_test_of_the_tests",
            "STRIPE_WEBHOOK_SECRET": SECRET,
            "STRIPE_API_BASE": self.url,
            "STRIPE_JS_URL": f"{self.url}/v3/",
        }

    @cached_property
    def client(self) -> Any:
        """The official library, which asks this provider and repeats nothing by itself."""
        return StripeClient(KEY, base_addresses={"api": self.url}, max_network_retries=0)

    def start(self) -> None:
        command = [sys.executable, "-c", DIES_WITH_ITS_PARENT, "-m", "tests.faults.provider"]
        options = ["--port", str(self.port), "--secret", SECRET, "--ledger", str(self.ledger_file)]
        self.process = subprocess.Popen([*command, *options], cwd=ROOT, start_new_session=True)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, "the provider did not open"
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    def ask(self, method: str, path: str, data: object = None) -> Any:
        """One of the tests' own paths, under /_/."""
        answer = requests.request(method, f"{self.url}/_/{path}", json=data, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()

    def fail(self, *faults: dict[str, Any]) -> None:
        """Switch these faults on, and all others off."""
        self.ask("PUT", "faults", list(faults))

    def webhooks(self, **manner: Any) -> None:
        self.ask("PUT", "webhooks", manner)

    def movements(self) -> list[dict[str, Any]]:
        movements: list[dict[str, Any]] = self.ask("GET", "ledger")
        return movements

    def charges(self) -> dict[str, list[int]]:
        """What was taken for each order."""
        return self._moved("charged", "captured")

    def refunds(self) -> dict[str, list[int]]:
        """What was given back of it."""
        return self._moved("refunded")

    def kept(self) -> dict[str, int]:
        """What the shop has of each order's money: what was taken, less what it or a bank gave back."""
        came, went = self._moved("charged", "captured", "reinstated"), self._moved("refunded", "disputed")
        return {reference: sum(amounts) - sum(went.get(reference, [])) for reference, amounts in came.items()}

    def _moved(self, *kinds: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for move in self.movements():
            if move["kind"] in kinds:
                found.setdefault(move["metadata"]["reference"], []).append(move["amount"])
        return found

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/_/faults", timeout=PATIENCE).ok
        except requests.ConnectionError:
            return False


@contextmanager
def open_provider(folder: Path) -> Iterator[Peer]:
    peer = Peer(free_port(), folder / "provider.jsonl")
    peer.start()
    try:
        yield peer
    finally:
        peer.kill()


def webhook(address: str, payload: bytes, *, secret: str = SECRET, age: float = 0) -> requests.Response:
    """Somebody posts a webhook: the provider, or whoever claims to be it."""
    headers = signed(payload, secret, time.time() - age)
    return requests.post(address, data=payload, headers=headers, timeout=PATIENCE)


# --- A PostgreSQL that may be stopped ---------------------------------------------------------------


@dataclass(frozen=True)
class Cluster:
    """A server of the test's own, that writes to the disk as one in production does."""

    folder: Path
    port: int
    settings: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"postgres://tests@{HOST}:{self.port}/postgres"

    def start(self) -> None:
        settings = (f"listen_addresses={HOST}", "unix_socket_directories=", "max_connections=300", *self.settings)
        options = " ".join([f"-p {self.port}", *(f"-c {setting}" for setting in settings)])
        self._ctl("start", "-w", "-t", str(int(PATIENCE)), "-o", options, "-l", str(self.folder / "log"))

    def stop(self, mode: str = "immediate") -> None:
        """ "immediate" is a crash: what was not on disk is lost."""
        self._ctl("stop", "-w", "-m", mode)

    def _ctl(self, action: str, *options: str) -> None:
        run_as_postgres(f"{binaries()}/pg_ctl", action, "-D", str(self.folder / "data"), *options)


def binaries() -> Path | None:
    """Where PostgreSQL's own programs are, the newest ones."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    with suppress(OSError):
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        found += [path for path in [Path(said) / "initdb"] if path.exists()]
    return found[-1].parent if found else None


def run_as_postgres(*command: str) -> None:
    """It refuses to run as root."""
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryFile() as said:
        done = subprocess.run([*become, *command], stdout=said, stderr=subprocess.STDOUT, cwd="/", check=False)
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


@contextmanager
def open_cluster(*settings: str) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="bespoke-faults-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    cluster = Cluster(folder, free_port(), settings)
    try:
        initdb = [f"{binaries()}/initdb", "-D", str(folder / "data"), "-U", "tests", "-A", "trust", "-E", "UTF8"]
        run_as_postgres(*initdb, "--locale=C.UTF-8")
        cluster.start()
        yield cluster
    finally:
        with suppress(AssertionError):
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
