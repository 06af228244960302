"""Workers are killed at every named point of checkout; their shoppers ask again with the same key."""

import time
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.armed import POINTS
from tests.faults.counters import Counters, Ready, Settled, each, hook, opened, ready, working
from tests.faults.killer import Killer
from tests.faults.peers import Peer
from tests.faults.provider.bank import APPROVED
from tests.faults.report import Note, sized
from tests.processes.server import Shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(1, "`kill -9` of a worker at every named point of checkout", "one order, at most one charge"),
]

KILLS = sized(len(POINTS), 1000)
SHOPPERS = sized(16, 48)  # at a time


def a_buyer(counters: Counters, place: int, variant: int) -> Ready:
    """Who met a dying worker on the way to the checkout begins again: that is not what is counted here."""
    while True:
        try:
            return ready(counters.queue(2)[place % 2], [variant], method=APPROVED)
        except (requests.RequestException, AssertionError):
            time.sleep(0.1)


def buy_while(killer: Killer, counters: Counters, variant: int) -> list[Settled]:
    """So many shoppers at a time, one after the other, for as long as workers are killed; everybody settles."""

    def shop_on(place: int) -> list[Settled]:
        settled = []
        while not killer.is_done:
            settled.append(a_buyer(counters, place, variant).insist(str(uuid4())))
        return settled

    with killer.at_large():
        return [order for orders in each(range(SHOPPERS), shop_on, threads=SHOPPERS) for order in orders]


def test_one_order_and_one_charge_each_whoever_is_killed(shop: Shop, peer: Peer, tmp_path: Path, note: Note) -> None:
    [variant] = books.put_on_sale(shop, units=1_000_000)
    killer = Killer(tmp_path, POINTS, KILLS)
    with opened(shop, workers=3, KILL_AT=str(tmp_path)) as counters, working(shop), hook(shop) as address:
        peer.webhooks(address=address)
        settled = buy_while(killer, counters, variant)
    orders = books.read(shop, f"orders({variant})")
    charged = peer.charges()
    wrong = [order for order in settled if charged.get(order.number) != [order.total]]
    slowest = max(order.seconds for order in settled)
    lost = sum(order.statuses.count(0) for order in settled)
    note(
        f"{len(orders)} orders of {len(settled)} shoppers, {len(wrong)} charged otherwise than once; "
        f"{lost} requests without an answer, slowest settled {slowest:.0f} s after its last",
        done=f"{len(killer.spent())} kills at {len(killer.by_point())} points while {SHOPPERS} bought at both backends",
        runs=len(killer.spent()),
    )
    assert set(killer.by_point()) == set(POINTS)
    assert {order.number for order in settled} == {order["number"] for order in orders}
    assert len(settled) == len(orders)
    assert wrong == []
    assert {(order["status"], order["payment"]) for order in orders} == {("confirmed", "received")}
    assert books.read(shop, f"stock_faults({variant})") == []
    assert slowest <= 60


@pytest.mark.twin
def test_without_the_intents_name_written_down_one_is_charged_twice(
    shop: Shop, peer: Peer, tmp_path: Path, note: Note
) -> None:
    [variant] = books.put_on_sale(shop, units=1_000)
    (tmp_path / "confirmed.after").touch()
    with opened(shop, workers=1, KILL_AT=str(tmp_path), WITHOUT="intents patience") as counters:
        settled = a_buyer(counters, 1, variant).insist(str(uuid4()))
    taken = peer.charges()[settled.number]
    note.without(
        f"the intent's name not written down before it is confirmed: charged {len(taken)} times after one kill"
    )
    assert len(taken) == 2
