"""Real servers: each its own processes, with an environment and a database that are nobody else's."""

import atexit
import fcntl
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import requests
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PORTS = range(20_000, 30_000)  # below those that connections going out are given
PATIENCE = 30.0  # seconds a process may take to open
GRACE = 10.0  # seconds it may take to end
SHOP = "project.wsgi:application"

# Linux ends a server whose tests are gone, however they went: prctl(PR_SET_PDEATHSIG, SIGTERM).
DIES_WITH_ITS_PARENT = """
import ctypes, os, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 15)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@dataclass(frozen=True)
class Server:
    """A server that answers at `url`, all its processes in one group, whose id is the first one's."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """kill -9, of every process at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """Let it finish what it is doing, then see to it that nothing is left."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=GRACE)
        self.kill()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not open:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz/ready", timeout=PATIENCE).ok
        except requests.ConnectionError:
            return False


@dataclass(frozen=True)
class Shop:
    """One database and one folder, for as many processes as are started on them."""

    folder: Path
    database_url: str
    more: Mapping[str, str] = field(default_factory=dict)  # of the environment of its processes

    def environment(self, backend: str = "") -> dict[str, str]:
        """All that its processes get to know; nothing of the tests' own environment is among it."""
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "project.settings.base",
            "BACKEND": backend,
            "DATABASE_URL": self.database_url,
            "VAR_DIR": str(self.folder),
            "EMAIL_URL": f"file://{self.folder / 'mail'}",
            "ALLOWED_HOSTS": HOST,
            "LOG_LEVEL": "WARNING",
            "RATE_LIMITS": "false",  # one address asks for a whole town
            **self.more,
        }

    def manage(self, *arguments: str) -> str:
        """`manage.py` with these arguments; returns what it said."""
        return self._python("manage.py", *arguments)

    def run(self, code: str) -> str:
        """A few lines of Python where the shop is set up; returns what they said."""
        return self._python("-", code=f"import django\ndjango.setup()\n{code}")  # an argument holds 128 KB at most

    def mails_to(self, address: str) -> list[Message]:
        """What was sent to somebody, oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        mails = [message_from_bytes(part.strip()) for path in files for part in path.read_bytes().split(b"-" * 79)]
        return [mail for mail in mails if mail["To"] == address]

    @contextmanager
    def serve(
        self, *backends: str, workers: int = 1, application: str = SHOP, granian: str = "granian"
    ) -> Iterator[list[Server]]:
        """A server each, opening side by side, until the block ends. The backend "" is all of them in one.

        A worker that dies is replaced; `granian` is the module that sees to it.
        """
        with ExitStack() as stack:
            servers = []
            for backend in backends:
                servers.append(self._start(backend, workers, application, granian))
                stack.callback(servers[-1].end)
            for server in servers:
                server.wait_until_ready()
            yield servers

    def _start(self, backend: str, workers: int, application: str, granian: str) -> Server:
        port = free_port()
        command = [
            *("-m", granian, application, "--interface", "wsgi"),
            *("--host", HOST, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
            *("--no-ws", "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "5"),
            *("--respawn-failed-workers", "--respawn-interval", "0.05"),
        ]
        log = self.folder / f"server-{port}.log"
        return Server(f"http://{HOST}:{port}", self.start(*command, log=log, backend=backend), log)

    def start(self, *arguments: str | Path, log: Path, backend: str = "") -> subprocess.Popen[bytes]:
        """Python with these arguments, in the background, at the head of a group of processes."""
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-c", DIES_WITH_ITS_PARENT, *arguments],
                cwd=ROOT,
                env=self.environment(backend),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _python(self, *arguments: str, code: str = "") -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            input=code,
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{arguments} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout


@contextmanager
def open_shop(folder: Path, database_url: str = "", **more: str) -> Iterator[Shop]:
    """A shop with an empty database, brought up to date; its processes know `more` of their environment.

    Where none is named, the database is a new one.
    """
    if database_url:
        shop = Shop(folder, database_url, more)
        shop.manage("migrate", "--verbosity", "0")
        yield shop
        return
    with _fresh_database(folder, like=_up_to_date()) as url:
        yield Shop(folder, url, more)


def share_static_files(shop: Shop, folder: Path) -> None:
    """Let the shop serve the static files in `folder`, which the first that asks collects there."""
    shared = folder / "static"
    (shop.folder / "static").symlink_to(shared)
    with (folder / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            shared.mkdir()
            shop.manage("collectstatic", "--noinput", "--verbosity", "0")


def is_on_postgres() -> bool:
    return urlsplit(os.environ.get("DATABASE_URL", "")).scheme.startswith("postgres")


@cache
def _up_to_date() -> str:
    """The address of an empty database that all others are copies of: it is brought up to date once a run."""
    kept = ExitStack()
    atexit.register(kept.close)
    folder = Path(kept.enter_context(TemporaryDirectory(prefix="bespoke-template-")))
    shop = Shop(folder, kept.enter_context(_fresh_database(folder)))
    shop.manage("migrate", "--verbosity", "0")
    return shop.database_url


@contextmanager
def _fresh_database(folder: Path, *, like: str = "") -> Iterator[str]:
    """On the server that DATABASE_URL names, dropped afterwards; without one, a file in the folder.

    `like` is the address of the database it is a copy of, at which nobody may be.
    """
    if not is_on_postgres():
        file = folder / "shop.sqlite3"
        if like:
            copyfile(like.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        return
    name, template = f"processes_{uuid4().hex}", urlsplit(like).path[1:] or "template1"
    with _postgres() as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        with _postgres() as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _postgres() -> psycopg.Connection:
    """The database named may not exist: only the tests' own does. This one always does."""
    return psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True)


def free_port() -> int:
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port
