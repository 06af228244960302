"""Real brokers, on which a test has a queue of its own and leaves none; and Celery workers, each in its own group."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import redis
from kombu.connection import Connection

from tests.processes.server import GRACE, PATIENCE, ROOT, Shop

APP = "project"


@dataclass(frozen=True)
class Broker:
    url: str
    queue: str


@contextmanager
def a_redis(url: str) -> Iterator[Broker]:
    """A database with nothing in it, emptied again afterwards."""
    for number in range(15, 0, -1):
        own = urlsplit(url)._replace(path=f"/{number}").geturl()
        with redis.Redis.from_url(own) as server:
            if server.dbsize() == 0 and server.set("taken-by-a-test", 1, nx=True, ex=600):
                try:
                    yield Broker(own, _a_name())
                finally:
                    server.flushdb()
                return
    raise RuntimeError("Each of Redis' databases 1 to 15 has something in it.")


@contextmanager
def a_rabbitmq(url: str) -> Iterator[Broker]:
    broker = Broker(url, _a_name())
    try:
        yield broker
    finally:
        with Connection(url) as connection:  # type: ignore[no-untyped-call]  # kombu has half of its types
            channel = connection.channel()
            channel.queue_delete(broker.queue)
            channel.exchange_delete(broker.queue)


def _a_name() -> str:
    return f"bespoke-test-{uuid4().hex}"


@contextmanager
def a_worker(shop: Shop, broker: Broker, *, app: str = APP) -> Iterator[Callable[[], None]]:
    """A worker with its beat, ended with the block; yields what kills all of it at once, as kill -9 does."""
    log = shop.folder / f"{broker.queue}.log"
    command = [
        *(sys.executable, "-m", "celery", "-A", app, "worker", "-B", "--concurrency", "2"),
        *("--hostname", f"{_a_name()}@localhost", "--without-gossip", "--without-mingle"),
    ]
    own = {"CELERY_BROKER_URL": broker.url, "CELERY_QUEUE": broker.queue}
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=shop.environment() | own,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill() -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    try:
        yield kill
    except AssertionError as error:
        error.add_note(log.read_text()[-4000:])
        raise
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=GRACE)
        kill()


def wait_until(true: Callable[[], object]) -> float:
    """Returns how many seconds it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + PATIENCE
        time.sleep(0.05)
    return time.monotonic() - began
