"""PostgreSQL is stopped as if the power had failed, while shoppers order; it starts again, and the shop goes on."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.counters import Counters, Settled, opened, ready
from tests.faults.peers import Cluster, binaries, open_cluster
from tests.faults.report import FULL, Note, sized
from tests.processes.server import Shop, open_shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(2, "PostgreSQL stopped `-m immediate` under load", "every acknowledged order is there afterwards"),
    pytest.mark.skipif(binaries() is None, reason="PostgreSQL's own programs (initdb, pg_ctl) are not installed"),
]

CRASHES = sized(2, 12)
SHOPPERS = 8
AWAY = 1.0  # seconds
TRIES = 12
CARELESS = ("synchronous_commit=off", "wal_writer_delay=10000ms", "wal_writer_flush_after=128MB")


@dataclass
class Load:
    """Shoppers who order one after the other, and what they were told. A key is sent until it is answered."""

    placed: list[Settled] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    others: Counter[int] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def shop_on(self, counters: Counters, place: int, variant: int) -> None:
        while not self.over.is_set():
            try:
                buyer = ready(counters.queue(2)[place % 2], [variant])
            except (requests.RequestException, AssertionError, KeyError):
                time.sleep(0.1)  # there is no cart yet, and so nothing to lose
                continue
            try:
                self.placed.append(settled := buyer.insist(str(uuid4())))
            except AssertionError as given_up:
                self.unsettled.append(str(given_up))
                continue
            self.others.update(status for status in settled.statuses if status not in (0, 201))

    def wait_for_more(self, number: int) -> float:
        """The seconds it took."""
        began, wanted = time.monotonic(), len(self.placed) + number
        while len(self.placed) < wanted:
            assert time.monotonic() - began < 120, (len(self.placed), wanted)
            time.sleep(0.02)
        return time.monotonic() - began


@contextmanager
def buying(counters: Counters, variant: int) -> Iterator[Load]:
    load = Load()
    threads = [threading.Thread(target=load.shop_on, args=(counters, place, variant)) for place in range(SHOPPERS)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.over.set()
        for thread in threads:
            thread.join()


@contextmanager
def a_shop_of_its_own(folder: Path, *settings: str) -> Iterator[tuple[Cluster, Shop, Counters, int]]:
    with open_cluster(*settings) as cluster, open_shop(folder, cluster.url) as shop:
        [variant] = books.put_on_sale(shop, units=1_000_000)
        with opened(shop, WITHOUT=sized("patience", "")) as counters:
            yield cluster, shop, counters, variant


def crash(cluster: Cluster) -> None:
    cluster.stop("immediate")
    time.sleep(AWAY)
    cluster.start()


def test_every_acknowledged_order_is_there_and_the_shop_sells_on(tmp_path: Path, note: Note) -> None:
    recoveries = []
    with a_shop_of_its_own(tmp_path) as (cluster, shop, counters, variant):
        with buying(counters, variant) as load:
            for _ in range(CRASHES):
                load.wait_for_more(random.randint(10, 40))
                crash(cluster)
                recoveries.append(load.wait_for_more(1))
        orders = books.read(shop, f"orders({variant})")
        faults = books.read(shop, f"stock_faults({variant})")
    there = {order["number"] for order in orders}
    lost = [settled.number for settled in load.placed if settled.number not in there]
    note(
        f"{len(load.placed):,} acknowledged, {len(lost)} lost, {len(orders) - len(load.placed)} there that nobody "
        f"knows of; sells again {max(recoveries):.1f} s after the start; answers meanwhile {dict(load.others)}",
        done=f"{CRASHES} crashes while {SHOPPERS} shoppers ordered at both backends; no process of the shop restarted",
        runs=CRASHES,
    )
    assert {status for status in load.others if status >= 500} <= {503}
    assert load.unsettled == []
    assert lost == []
    assert len(orders) == len(load.placed) == len({settled.number for settled in load.placed})
    assert faults == []


@pytest.mark.skipif(not FULL, reason="it waits for chance, a minute or two: make faults runs it")
@pytest.mark.twin
def test_with_commits_that_do_not_wait_for_the_disk_acknowledged_orders_are_lost(tmp_path: Path, note: Note) -> None:
    """Unless PostgreSQL happens to have written everything just then: so it is tried a few times."""
    crashes = 0
    with a_shop_of_its_own(tmp_path, *CARELESS) as (cluster, shop, counters, variant):
        lost: list[str] = []
        with buying(counters, variant) as load:
            while not lost and crashes < TRIES:
                load.wait_for_more(10)
                placed = [settled.number for settled in load.placed]
                crash(cluster)
                crashes += 1
                there = {order["number"] for order in books.read(shop, f"orders({variant})")}
                lost = [number for number in placed if number not in there]
    note.without(f"commits that do not wait for the disk: {len(lost)} acknowledged orders lost by crash {crashes}")
    assert lost
