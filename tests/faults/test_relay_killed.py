"""The worker is killed just after it has sent a mail or a webhook, and before it could say so."""

import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest

from tests.faults import books
from tests.faults.armed import RELAY_POINTS
from tests.faults.counters import Counters, Open, each, ready, working
from tests.faults.killer import Killer
from tests.faults.report import Note, sized
from tests.processes.server import Shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(10, "the worker is killed after sending", "delivered at least once, one effect"),
]

KILLS = sized(6, 60)
ORDERS = sized(20, 200)


@contextmanager
def mailbox() -> Iterator[tuple[str, Counter[str]]]:
    """A merchant's own system: its address, and how often it was told of each `webhook-id`."""
    heard: Counter[str] = Counter()

    class Box(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            heard[self.headers["webhook-id"]] += 1
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Box)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    server.server_close()


def order(counters: Counters, variant: int) -> dict[str, str]:
    """Their shoppers' addresses, by number."""

    def one(enter: Open) -> tuple[str, str]:
        email = f"{uuid4().hex}@example.org"
        answer = ready(enter, [variant], email=email).complete(str(uuid4()))
        return answer.json()["number"], email

    return dict(each(counters.queue(ORDERS), one, threads=8))


def work_until_nothing_is_owed(shop: Shop, killer: Killer, **more: str) -> None:
    """Somebody starts the worker again whenever it has died."""
    environment = {"KILL_AT": str(killer.folder), "WEBHOOKS_TO_PRIVATE_NETWORKS": "true", **more}
    for _ in range(1_000):
        with working(shop, **environment) as worker:
            if not _dies_at_work(shop, worker):
                return
    raise AssertionError("it never got done")


def _dies_at_work(shop: Shop, worker: "subprocess.Popen[bytes]") -> bool:
    while worker.poll() is None:
        if books.read(shop, "owed()") == 0:
            return False
        time.sleep(0.2)
    return True


def test_what_was_sent_before_the_kill_is_sent_again_as_the_same(
    shop: Shop, counters: Counters, tmp_path: Path, note: Note
) -> None:
    [variant] = books.put_on_sale(shop, units=ORDERS)
    killer = Killer(tmp_path, RELAY_POINTS, KILLS)
    with mailbox() as (address, heard):
        subscription = books.read(shop, f"subscribe({address!r})")
        emails = order(counters, variant)
        with killer.at_large():
            work_until_nothing_is_owed(shop, killer, WITHOUT="patience")
        events = books.read(shop, f"told({list(emails)}, {subscription})")
        books.read(shop, f"unsubscribe({subscription})")
    mails = [[mail["Message-ID"] for mail in shop.mails_to(email)] for email in emails.values()]
    lost = sum(not ids for ids in mails) + sum(heard[f"evt_{event}"] == 0 for event in events)
    again = sum(len(ids) - 1 for ids in mails) + sum(heard[f"evt_{event}"] - 1 for event in events)
    note(
        f"{lost} lost, {again} sent again under the same id; what was sold counted "
        f"{books.read(shop, f'popularity({variant})')} times of {ORDERS}",
        done=f"{len(killer.spent())} kills after sending, {ORDERS} orders' mails and webhooks",
        runs=len(killer.spent()),
    )
    assert set(killer.by_point()) == set(RELAY_POINTS)
    assert len(events) == ORDERS
    assert lost == 0
    assert all(len(set(ids)) == 1 for ids in mails)
    assert books.read(shop, f"popularity({variant})") == ORDERS


@pytest.mark.twin
def test_marked_as_sent_before_it_is_a_mail_is_lost(shop: Shop, counters: Counters, tmp_path: Path, note: Note) -> None:
    [variant] = books.put_on_sale(shop, units=1)
    email = f"{uuid4().hex}@example.org"
    assert ready(counters.at_the_web, [variant], email=email).complete(str(uuid4())).ok
    (tmp_path / "mail_sent.before").touch()
    killer = Killer(tmp_path, [], 0)
    work_until_nothing_is_owed(shop, killer, WITHOUT="mails patience")
    note.without(f"marked before it was sent: {len(shop.mails_to(email))} mails after {len(killer.spent())} kill")
    assert killer.spent()
    assert shop.mails_to(email) == []
