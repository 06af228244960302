"""The provider charges and then hangs, answers 500 or resets, before or after it has done what it was asked."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.counters import Counters, Ready, each, opened, outcomes, ready, working
from tests.faults.peers import Peer
from tests.faults.provider.bank import APPROVED, DECLINED
from tests.faults.report import Note, sized
from tests.processes.server import Shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(3, "the provider charges, then hangs; 500; reset", "pending, then reconciled; never charged again"),
]

ROUNDS = sized(1, 8)
LONGER_THAN_WE_WAIT = 9.0  # seconds
FAULTS = [
    {"operation": operation, "when": when, "how": how, "seconds": LONGER_THAN_WE_WAIT}
    for operation in ("create", "confirm")
    for when in ("before", "after")
    for how in ("500", "reset", "hang", *(["429"] if when == "before" else []))
]


@pytest.fixture(scope="module")
def variant(shop: Shop) -> int:
    [variant] = books.put_on_sale(shop, units=100_000)
    return variant


def agree_while(peer: Peer, faults: list[dict[str, Any]], buyers: list[Ready]) -> list[requests.Response]:
    """As many buyers as faults; each fault meets one of them."""
    peer.fail(*faults)
    return each(buyers, lambda buyer: buyer.complete(str(uuid4())), threads=len(buyers))


def wait_until(is_so: Callable[[], bool], *, within: float) -> float:
    """The seconds it took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < within
        time.sleep(0.25)
    return time.monotonic() - began


def wait_until_settled(shop: Shop, numbers: set[str]) -> float:
    """Until none of them is pending; the seconds it took."""
    return wait_until(lambda: books.read(shop, f"waiting({sorted(numbers)})") == 0, within=120)


def test_the_order_is_pending_and_then_reconciled_and_charged_once(
    shop: Shop, counters: Counters, peer: Peer, variant: int, note: Note
) -> None:
    """The shopper has gone home: it is the worker who finds out."""
    said: list[requests.Response] = []
    numbers: dict[str, int] = {}
    slowest = 0.0
    for _ in range(ROUNDS):
        buyers = each(counters.queue(len(FAULTS)), lambda enter: ready(enter, [variant], method=APPROVED))
        answers = agree_while(peer, FAULTS, buyers)
        new = {answer.json()["number"]: buyer.total for answer, buyer in zip(answers, buyers, strict=True)}
        with working(shop):
            slowest = max(slowest, wait_until_settled(shop, set(new)))
        said += answers
        numbers |= new
    charged = peer.charges()
    wrong = [number for number, total in numbers.items() if charged.get(number) != [total]]
    note(
        f"{outcomes(said)[202, '']} pending at first, all confirmed within {slowest:.0f} s; "
        f"{len(wrong)} charged otherwise than once",
        done=f"{ROUNDS} × {len(FAULTS)} faults: create and confirm × before and after × 500, 429, reset, hang",
        runs=ROUNDS * len(FAULTS),
    )
    assert all(fault["fired"] == 1 for fault in peer.ask("GET", "faults"))
    assert outcomes(said) == {(202, ""): len(said)}
    assert wrong == []


def test_a_decline_is_told_at_once_and_gives_the_cart_back(
    counters: Counters, peer: Peer, variant: int, note: Note
) -> None:
    before = len(peer.movements())
    buyers = [ready(enter, [variant], method=DECLINED) for enter in (counters.at_the_web, counters.at_the_phone)]
    answers = [buyer.complete(str(uuid4())) for buyer in buyers]
    assert outcomes(answers) == {(402, "payment_declined"): 2}
    assert [line["quantity"] for line in buyers[0].shopper.get("pages/cart/")["cart"]["lines"]] == [1]
    assert [line["quantity"] for line in buyers[1].shopper.get("screens/cart")["lines"]] == [1]
    moved = len(peer.movements()) - before
    note(f"{moved} movements of money", done="a card that is declined, at both backends")
    assert moved == 0


@pytest.mark.twin
def test_asked_anew_instead_of_looked_up_the_provider_charges_twice(
    shop: Shop, peer: Peer, variant: int, note: Note
) -> None:
    with opened(shop, workers=1, WITHOUT="intents patience") as counters:
        buyer = ready(counters.at_the_web, [variant], method=APPROVED)
        peer.fail({"operation": "confirm", "when": "after", "how": "reset"})
        settled = buyer.insist(str(uuid4()))
    taken = peer.charges()[settled.number]
    note.without(f"asked anew instead of looked up: charged {len(taken)} times after one reset")
    assert len(taken) == 2
