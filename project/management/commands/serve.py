"""The embedded shop in one command: a prepared database, the server and the background worker, ended together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from project.backends import ROOT

HOST = "127.0.0.1"
THREADS = 4  # a worker; the database pool holds at least as many connections
PATIENCE = 10.0  # seconds a child may take to finish what it is doing

_LIBC = ctypes.CDLL(None)  # loaded here: between fork and exec a child should load nothing

WELCOME = """
  The shop is open:
    shop           http://{host}:{port}/
    phone app      http://{host}:{port}/m/
    back office    http://{host}:{port}/admin/
    API of the web http://{host}:{port}/api/web/docs/
    of the phone   http://{host}:{port}/api/mobile/docs
  Ctrl-C closes it.
"""


class Command(BaseCommand):
    help = "Run the whole shop: prepare it, serve it, work off what it owes in the background."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--workers", type=int, default=2, help="server processes")

    def handle(self, *args: Any, port: int, workers: int, **options: Any) -> None:
        signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # nothing to end yet, and no traceback either
        _refuse_taken(port)
        call_command("prepare")
        _leave_database()
        self._supervise(port, workers)

    def _supervise(self, port: int, workers: int) -> None:
        """Keep the children running until a signal asks to stop, or one of them ends by itself."""
        stopping = False

        def stop(*_: Any) -> None:
            nonlocal stopping
            stopping = True

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)
        children = {"server": _start(*_server(port, workers)), "background worker": _start("manage.py", "work")}
        welcome = WELCOME.format(host=HOST, port=port)
        while not stopping and all(child.poll() is None for child in children.values()):
            if welcome and _answers(port):
                self.stdout.write(welcome)
                self.stdout.flush()
                welcome = ""
            time.sleep(0.2)
        dead = {name: child.returncode for name, child in children.items() if child.returncode is not None}
        _end(list(children.values()))
        if not stopping:
            raise CommandError(", ".join(f"The {name} ended by itself ({code})." for name, code in dead.items()))


def _refuse_taken(port: int) -> None:
    """Bind and let go, before anything is started that would fail on it later."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} cannot be used ({error}). Choose another: make run PORT=8001") from None


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _server(port: int, workers: int) -> list[str]:
    return [
        *("-m", "granian", "project.wsgi:application", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(int(PATIENCE / 2))),
    ]


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """A Python child in a process group of its own: Ctrl-C reaches this process alone, which ends it in order."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        process_group=0,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 -- it takes no lock
    )


def _die_with_parent() -> None:
    """Asks Linux for a SIGTERM when the parent is gone, however it went: prctl(PR_SET_PDEATHSIG)."""
    _LIBC.prctl(1, signal.SIGTERM)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to finish, wait, then kill what is left: of them, or of what they had started."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _leave_database() -> None:
    """This process needs it no more; where connections are pooled, the pool's threads end too, before any fork."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        getattr(connection, "close_pool", lambda: None)()
