"""Webhooks ten times at once, in reverse order, before the API's own answer; forged, altered, too old."""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.counters import Counters, each, hook, outcomes, ready, working
from tests.faults.peers import Peer, webhook
from tests.faults.provider.bank import APPROVED, WITH_THE_BANK
from tests.faults.provider.webhooks import signed
from tests.faults.report import Note, sized
from tests.faults.test_provider_fails import wait_until, wait_until_settled
from tests.processes.server import Shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(4, "webhooks repeated, reversed, early, forged, altered, old", "one transition; 400 and no write"),
]

PAYMENTS = sized(6, 40)
COPIES = 10


@pytest.fixture(scope="module")
def address(shop: Shop) -> Iterator[str]:
    with hook(shop) as address:
        yield address


def buy(shop: Shop, counters: Counters, method: str = APPROVED) -> dict[str, int]:
    """The totals of as many orders, by number."""
    [variant] = books.put_on_sale(shop, units=PAYMENTS)

    def one(enter: Any) -> tuple[str, int]:
        buyer = ready(enter, [variant], method=method)
        return buyer.complete(str(uuid4())).json()["number"], buyer.total

    return dict(each(counters.queue(PAYMENTS), one, threads=8))


def effects(shop: Shop, numbers: dict[str, int]) -> set[tuple[int, ...]]:
    """How often each order was confirmed, entered as paid and told of: of all of them, the different answers."""
    return {tuple(counts) for counts in books.read(shop, f"effects({list(numbers)})").values()}


def check(shop: Shop, peer: Peer, numbers: dict[str, int]) -> int:
    """How many orders had another effect than one, or cost something else."""
    charged = peer.charges()
    assert effects(shop, numbers) == {(1, 1, 1)}
    wrong = [number for number, total in numbers.items() if charged.get(number) != [total]]
    assert wrong == []
    return len(wrong)


def test_reversed_and_ten_times_at_once_they_change_nothing_more(
    shop: Shop, counters: Counters, peer: Peer, address: str, note: Note
) -> None:
    peer.webhooks(address=address, mode="hold")
    numbers = buy(shop, counters)
    with working(shop):
        sent = peer.ask("POST", "deliver", {"reverse": True, "copies": COPIES, "together": True})["sent"]
        wait_until_settled(shop, set(numbers))
        time.sleep(2)  # what else they might cause, the worker has done by then
    answers = [status for event in peer.ask("GET", "events") for status in event["answers"]]
    wrong = check(shop, peer, numbers)
    note(
        f"all answered {set(answers)}, {wrong} orders with more or less than one effect",
        done=f"{sent} webhooks of {PAYMENTS} payments, each {COPIES} times at once, in reverse",
    )
    assert set(answers) == {200}


def test_before_the_answer_of_the_api_itself_they_change_nothing_more(
    shop: Shop, counters: Counters, peer: Peer, address: str, note: Note
) -> None:
    peer.webhooks(address=address, first=True)
    with working(shop):
        numbers = buy(shop, counters)
        wait_until_settled(shop, set(numbers))
        time.sleep(2)
    wrong = check(shop, peer, numbers)
    note(
        f"{wrong} orders with more or less than one effect",
        done=f"{PAYMENTS} payments told of before they were answered",
    )


def test_the_banks_late_yes_is_heard_by_them_alone(
    shop: Shop, counters: Counters, peer: Peer, address: str, note: Note
) -> None:
    peer.webhooks(address=address)
    numbers = buy(shop, counters, WITH_THE_BANK)
    asked = [intent for intent in peer.ask("GET", "intents") if intent["status"] == "requires_action"]
    intents = {intent["metadata"]["reference"]: intent["id"] for intent in asked}
    with working(shop):
        for number in numbers:
            peer.ask("POST", f"pay/{intents[number]}")
        slowest = wait_until_settled(shop, set(numbers))
    check(shop, peer, numbers)
    note(f"all confirmed within {slowest:.0f} s", done=f"{PAYMENTS} shoppers gone to their bank and not come back")


def test_disputes_told_of_reversed_and_ten_times_at_once_move_what_the_banks_have_moved(
    shop: Shop, counters: Counters, peer: Peer, address: str, note: Note
) -> None:
    """Of three, one is not decided, one won and one lost, all before the shop has heard of any."""
    peer.webhooks(address=address, mode="hold")
    numbers = buy(shop, counters)
    intents = {intent["metadata"]["reference"]: intent["id"] for intent in peer.ask("GET", "intents")}
    for nth, number in enumerate(numbers):
        dispute = peer.ask("POST", f"dispute/{intents[number]}")
        if status := (None, "won", "lost")[nth % 3]:
            peer.ask("POST", f"decide/{dispute['id']}", {"status": status})
    with working(shop):
        sent = peer.ask("POST", "deliver", {"reverse": True, "copies": COPIES, "together": True})["sent"]
        wait_until(lambda: books.read(shop, f"restless({list(numbers)})") == 0, within=120)
        time.sleep(2)
    entered, kept = books.read(shop, f"kept({list(numbers)})"), peer.kept()
    found: list[str] = books.read(shop, f"money_faults({list(numbers)})")
    found += [f"{number}: {entered[number]} entered" for number in numbers if entered[number] != kept[number]]
    note(
        f"{len(found)} orders of which the ledger says something else than the banks",
        done=f"{sent} webhooks of {PAYMENTS} disputed payments, each {COPIES} times at once, in reverse",
    )
    assert found == []
    assert sorted({entered[number] == 0 for number in numbers}) == [False, True], "some were won"


def forgeries(address: str, payload: bytes) -> list[requests.Response]:
    """Signed with another secret, altered after it was signed, 301 seconds old, and not signed at all."""
    altered = payload.replace(b"succeeded", b"canceled")
    good = signed(payload, "whsec_of_the_tests", time.time())
    return [
        webhook(address, payload, secret="whsec_of_somebody_else"),
        requests.post(address, data=altered, headers=good, timeout=10),
        webhook(address, payload, age=301),
        requests.post(address, data=payload, timeout=10),
    ]


def an_event(reference: str) -> bytes:
    about = {"id": "pi_forged", "object": "payment_intent", "metadata": {"reference": reference}, "status": "succeeded"}
    event = {
        "id": f"evt_{uuid4().hex}",
        "object": "event",
        "type": "payment_intent.succeeded",
        "data": {"object": about},
    }
    return json.dumps(event).encode()


def test_what_the_provider_has_not_signed_is_refused_and_leaves_nothing(
    shop: Shop, counters: Counters, peer: Peer, address: str, note: Note
) -> None:
    [number] = [*buy(shop, counters)][:1]
    before = books.read(shop, "digest()")
    answers = forgeries(address, an_event(number))
    changed = books.read(shop, "digest()") != before
    note(
        f"{outcomes(answers)[400, 'event_refused']} of {len(answers)} answered 400, "
        f"{'something' if changed else 'nothing'} written",
        done="forged, altered, 301 s old, unsigned",
    )
    assert outcomes(answers) == {(400, "event_refused"): len(answers)}
    assert not changed


@pytest.mark.twin
def test_where_nobody_looks_at_the_signature_they_are_written_down(shop: Shop, note: Note) -> None:
    before = books.read(shop, "digest()")
    with hook(shop, WITHOUT="signatures") as address:
        answers = forgeries(address, an_event("NOBODY"))
    changed = books.read(shop, "digest()") != before
    note.without(
        f"signatures not looked at: {outcomes(answers)[200, '']} of {len(answers)} answered 200, and written down"
    )
    assert changed
