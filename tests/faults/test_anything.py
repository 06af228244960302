"""Shoppers, banks and staff do whatever comes to their mind, while workers are killed and the provider fails."""

import random
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.armed import POINTS
from tests.faults.counters import Counters, Ready, each, hook, opened, ready, working
from tests.faults.killer import Killer
from tests.faults.peers import Peer
from tests.faults.provider.bank import APPROVED, DECLINED, WITH_THE_BANK
from tests.faults.report import Note, sized
from tests.faults.test_late_money import intents, say_yes
from tests.faults.test_provider_fails import wait_until
from tests.processes.server import Shop
from tests.processes.shoppers import WebShopper

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(11, "random operations and kills", "goods and money add up; nothing negative"),
]

SECONDS = sized(20, 3600)
PEOPLE = sized(8, 24)
FAULTS = ("create", "confirm", "retrieve", "cancel", "refund")


def cancel(buyer: Ready, number: str) -> requests.Response:
    """At the desktop."""
    return buyer.shopper.send("POST", f"orders/{number}/cancel/", {}, **{"Idempotency-Key": str(uuid4())})


class Day:
    """What people do until it is over, and how often."""

    def __init__(self, counters: Counters, peer: Peer, variants: list[int]) -> None:
        self.counters = counters
        self.peer = peer
        self.variants = variants
        self.over = time.monotonic() + SECONDS
        self.did: Counter[str] = Counter()

    def live(self, place: int) -> None:
        while time.monotonic() < self.over:
            try:
                self._act(place)
            except (requests.RequestException, AssertionError, KeyError) as error:
                self.did[f"met {type(error).__name__}"] += 1
                time.sleep(0.2)

    def _act(self, place: int) -> None:
        wanted = random.sample(self.variants, random.randint(1, len(self.variants)))
        method = random.choice([APPROVED, APPROVED, WITH_THE_BANK, DECLINED, ""])
        buyer = ready(self.counters.queue(2)[place % 2], wanted, method=method)
        key = str(uuid4())
        answer = buyer.complete(key)
        if answer.status_code in (500, 503, 202) and random.random() < 0.5:
            answer = buyer.complete(key)  # once more; who does not is the worker's
        self.did[f"order {answer.status_code}"] += 1
        if answer.status_code == 201 and isinstance(buyer.shopper, WebShopper) and random.random() < 0.5:
            self._think_again(buyer, answer.json()["number"])

    def _think_again(self, buyer: Ready, number: str) -> None:
        self.did[f"cancel {cancel(buyer, number).status_code}"] += 1

    def fail(self) -> None:
        """The provider does, and now and then a bank says yes."""
        while time.monotonic() < self.over:
            faults: list[dict[str, Any]] = [
                {"operation": random.choice(FAULTS), "how": how, "when": random.choice(["before", "after"])}
                for how in random.sample(["500", "reset"], random.randint(0, 2))
            ]
            self.peer.fail(*faults)
            for intent in random.sample(waiting := list(intents(self.peer).values()), min(2, len(waiting))):
                say_yes(self.peer, intent)
            time.sleep(0.5)


def test_goods_and_money_add_up_after_a_day_of_everything(shop: Shop, peer: Peer, tmp_path: Path, note: Note) -> None:
    variants = books.put_on_sale(shop, units=sized(40, 5_000), records=4)
    killer = Killer(tmp_path, random.sample(POINTS, len(POINTS)), sized(6, 1_000_000))
    with opened(shop, workers=3, KILL_AT=str(tmp_path)) as counters, working(shop), hook(shop) as address:
        peer.webhooks(address=address)
        day = Day(counters, peer, variants)
        failing = threading.Thread(target=day.fail)
        failing.start()
        with killer.at_large():
            each(range(PEOPLE), day.live, threads=PEOPLE)
        failing.join()
        peer.fail()
        orders = {number for variant in variants for number in books.read(shop, f"numbers({variant})")}
        for intent in intents(peer).values():
            say_yes(peer, intent)
        books.read(shop, f"expire({sorted(orders)})")
        wait_until(lambda: books.read(shop, f"restless({sorted(orders)})") == 0, within=180)
    found = books.read(shop, f"stock_faults(*{variants})") + books.read(shop, f"money_faults({sorted(orders)})")
    charged, refunded = peer.charges(), peer.refunds()
    kept = {number: sum(charged.get(number, [])) - sum(refunded.get(number, [])) for number in orders}
    entered = books.read(shop, f"kept({sorted(orders)})")
    found += [f"{number}: {kept[number]} at the provider" for number in orders if kept[number] != entered[number]]
    found += [f"{number}: charged {times}" for number, times in charged.items() if len(times) > 1]
    note(
        f"{len(orders)} orders, {len(killer.spent())} kills, {dict(sorted(day.did.items()))}; {len(found)} violations",
        done=f"{SECONDS} s of {PEOPLE} people at both backends, a provider that fails, workers that are killed",
    )
    assert found == []
    assert orders


@pytest.mark.twin
def test_money_kept_for_cancelled_orders_is_seen(shop: Shop, note: Note) -> None:
    [variant] = books.put_on_sale(shop, units=4)
    with opened(shop, workers=1, WITHOUT="unwinding") as counters:
        buyers = [ready(counters.at_the_web, [variant], method=APPROVED) for _ in range(2)]
        numbers = [buyer.insist(str(uuid4())).number for buyer in buyers]
        assert all(cancel(buyer, number).ok for buyer, number in zip(buyers, numbers, strict=True))
    found = books.read(shop, f"money_faults({numbers})")
    note.without(f"nothing given back: {len(found)} of 2 cancelled orders seen to have kept their money")
    assert len(found) == 2
