"""The time for which goods are held runs out while their shopper is at the bank, and the money comes late."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.counters import Counters, Open, each, hook, ready, working
from tests.faults.peers import Peer
from tests.faults.provider.bank import WITH_THE_BANK
from tests.faults.report import Note, sized
from tests.faults.test_provider_fails import wait_until
from tests.processes.server import Shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(7, "a reservation expires while paying", "fulfilled or refunded, never both, never neither"),
]

ROUNDS = sized(1, 6)
ORDERS = sized(12, 40)


def at_the_bank(counters: Counters, variant: int, count: int) -> dict[str, int]:
    """The totals of orders that wait for their bank, by number."""

    def one(enter: Open) -> tuple[str, int]:
        buyer = ready(enter, [variant], method=WITH_THE_BANK)
        answer = buyer.complete(str(uuid4()))
        assert answer.status_code == 202, answer.text
        return answer.json()["number"], buyer.total

    return dict(each(counters.queue(count), one, threads=8))


def intents(peer: Peer) -> dict[str, str]:
    """Those the bank was asked about; a spare one, of which nothing is asked, is nobody's."""
    asked = (intent for intent in peer.ask("GET", "intents") if intent["status"] == "requires_action")
    return {intent["metadata"]["reference"]: intent["id"] for intent in asked}


def say_yes(peer: Peer, intent: str, *, after: float = 0.0) -> None:
    """The bank's; it comes to nothing where the shop was faster."""
    time.sleep(after)
    requests.post(f"{peer.url}/_/pay/{intent}", timeout=30)


def settle(shop: Shop, numbers: dict[str, int]) -> None:
    wait_until(lambda: books.read(shop, f"restless({sorted(numbers)})") == 0, within=120)


def endings(shop: Shop, peer: Peer, variant: int, numbers: dict[str, int]) -> Counter[str]:
    """How each order ended: what it became, and what is left of its money with the shop."""
    status = {order["number"]: order["status"] for order in books.read(shop, f"orders({variant})")}
    charged, refunded = peer.charges(), peer.refunds()

    def ending(number: str, total: int) -> str:
        kept = sum(charged.get(number, [])) - sum(refunded.get(number, []))
        if kept not in (0, total):
            return "wrong amount"
        return {
            ("confirmed", True): "fulfilled",
            ("failed", False): "refunded" if number in refunded else "not paid",
            ("confirmed", False): "both",
            ("failed", True): "neither",
        }[status[number], kept == total]

    return Counter(ending(number, total) for number, total in numbers.items())


def test_the_banks_yes_and_the_end_of_the_time_race(shop: Shop, counters: Counters, peer: Peer, note: Note) -> None:
    ended: Counter[str] = Counter()
    with working(shop), hook(shop) as address:
        peer.webhooks(address=address)
        for _ in range(ROUNDS):
            [variant] = books.put_on_sale(shop, units=ORDERS)
            numbers = at_the_bank(counters, variant, ORDERS)
            named = intents(peer)
            with ThreadPoolExecutor(ORDERS) as banks:
                for number in numbers:
                    banks.submit(say_yes, peer, named[number], after=random.uniform(0, 7))
                books.read(shop, f"expire({sorted(numbers)})")
                books.read(shop, f"expire_goods({sorted(numbers)})")
            settle(shop, numbers)
            ended += endings(shop, peer, variant, numbers)
            assert books.read(shop, f"stock_faults({variant})") == []
    note(
        f"{dict(ended)}; {ended['both']} both, {ended['neither']} neither",
        done=f"{ROUNDS * ORDERS} orders whose time ran out while their bank said yes",
        runs=ROUNDS,
    )
    assert set(ended) <= {"fulfilled", "refunded", "not paid"}
    assert ended["fulfilled"]


def let_go_and_sold_to_others(shop: Shop, counters: Counters, peer: Peer, **more: Any) -> Counter[str]:
    """The provider cannot be asked when the time is up; half of the goods are sold; then the money turns up."""
    [variant] = books.put_on_sale(shop, units=ORDERS)
    numbers = at_the_bank(counters, variant, ORDERS)
    named = intents(peer)
    peer.fail({"operation": "retrieve", "how": "500", "times": 10_000})
    with working(shop, **more):
        books.read(shop, f"expire({sorted(numbers)})")
        wait_until(lambda: _given_up(shop, numbers), within=60)
        books.read(shop, f"expire_goods({sorted(numbers)})")
        wait_until(lambda: books.read(shop, f"stock({variant})")["available"] == ORDERS, within=60)
        others = [ready(enter, [variant]) for enter in counters.queue(ORDERS // 2)]
        assert {buyer.complete(str(uuid4())).status_code for buyer in others} == {201}
        each(list(numbers), lambda number: say_yes(peer, named[number]))
        peer.fail()
        settle(shop, numbers)
    assert books.read(shop, f"stock_faults({variant})") == []
    return endings(shop, peer, variant, numbers)


def _given_up(shop: Shop, numbers: dict[str, int]) -> bool:
    return bool(books.read(shop, f"given_up({sorted(numbers)})") == len(numbers))


def test_money_for_goods_that_were_let_go_buys_what_is_left_and_is_else_given_back(
    shop: Shop, counters: Counters, peer: Peer, note: Note
) -> None:
    ended = let_go_and_sold_to_others(shop, counters, peer)
    note(f"{dict(ended)}", done=f"{ORDERS} orders let go, half of their goods sold to others, then paid")
    assert ended == {"fulfilled": ORDERS - ORDERS // 2, "refunded": ORDERS // 2}


@pytest.mark.twin
def test_where_nothing_is_given_back_some_have_neither(shop: Shop, counters: Counters, peer: Peer, note: Note) -> None:
    ended = let_go_and_sold_to_others(shop, counters, peer, WITHOUT="unwinding")
    note.without(f"late money not given back: {dict(ended)}")
    assert ended["neither"]
