"""Carts that cross: in opposite order, one thing twice, changed while paying. What was agreed to is charged."""

from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.counters import Counters, Ready, at_once, each, opened, outcomes, ready, troubles
from tests.faults.report import Note, sized
from tests.processes.server import Shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(
        6, "duplicates, opposite orders, edits while paying", "no deadlock reaches a client; charged = order total"
    ),
]

ROUNDS = sized(3, 20)
BUYERS = 12
RECORDS = 6


@pytest.fixture(scope="module")
def variants(shop: Shop) -> list[int]:
    return books.put_on_sale(shop, units=100_000, records=RECORDS)


def crossing(counters: Counters, variants: list[int], rounds: int) -> list[requests.Response]:
    """Half of the buyers have it all in one order, half in the other; they agree in the same moment."""
    said = []
    for _ in range(rounds):
        orders = [variants[:: 1 if place // 2 % 2 else -1] for place in range(BUYERS)]
        carts = list(zip(counters.queue(BUYERS), orders, strict=True))
        said += agree_at_once(each(carts, lambda cart: ready(*cart)))
    return said


def agree_at_once(buyers: list[Ready]) -> list[requests.Response]:
    return at_once(len(buyers), lambda place: buyers[place].complete(str(uuid4())))


def wrongly_charged(shop: Shop, variant: int) -> list[str]:
    """The orders that do not cost what their lines add up to, or of which something else is owed."""
    orders = books.read(shop, f"orders({variant})")
    return [order["number"] for order in orders if not order["sum"] == order["total"] == order["owed"]]


def test_carts_in_opposite_order_do_not_lock_each_other_out(
    shop: Shop, counters: Counters, variants: list[int], note: Note
) -> None:
    responses = crossing(counters, variants, ROUNDS)
    note(
        f"{outcomes(responses)[201, '']} placed, {outcomes(responses)[503, 'database_unavailable']} deadlocks, "
        f"{len(wrongly_charged(shop, variants[0]))} charged wrongly",
        done=f"{ROUNDS} × {BUYERS} carts of the same {RECORDS} things, in opposite orders, at once",
        runs=ROUNDS,
    )
    assert outcomes(responses) == {(201, ""): ROUNDS * BUYERS}
    assert wrongly_charged(shop, variants[0]) == []
    assert books.read(shop, f"stock_faults(*{variants})") == []


@pytest.mark.twin
def test_claimed_in_any_order_they_do(shop: Shop, variants: list[int], note: Note) -> None:
    with opened(shop, WITHOUT="order") as counters:
        responses = crossing(counters, variants, 3)
    met = [response for response in responses if response.status_code == 503]
    note.without(f"stock claimed in the order of chance: {len(met)} of {len(responses)} met a deadlock")
    assert met


def change_while_agreeing(buyer: Ready, variants: list[int]) -> list[requests.Response]:
    """The last is the answer to the agreement; the others put something into the cart in the same moment."""
    twice = [*variants, *variants]

    def say(place: int) -> requests.Response:
        return buyer.shopper.add(twice[place]) if place < len(twice) else buyer.complete(str(uuid4()))

    return at_once(len(twice) + 1, say)


def test_a_cart_changed_while_paying_costs_what_was_agreed_or_is_refused(
    shop: Shop, counters: Counters, variants: list[int], note: Note
) -> None:
    """Each thing is added twice in the same moment: on one line, of which the demand is summed."""
    agreed: dict[str, int] = {}
    refused = 0
    for enter in counters.queue(4 * ROUNDS):
        buyer = ready(enter, variants[:1])
        *added, answer = change_while_agreeing(buyer, variants[:2])
        assert troubles([*added, answer]) == []
        if answer.status_code == 201:
            agreed[answer.json()["number"]] = buyer.total
        else:
            refused += 1
            assert outcomes([answer]) == {(409, "total_changed"): 1}
    charged = {order["number"]: order["owed"] for order in books.read(shop, f"orders({variants[0]})")}
    wrong = [number for number, total in agreed.items() if charged[number] != total]
    note(
        f"{len(agreed)} placed at the total agreed to, {refused} told of another, {len(wrong)} charged otherwise",
        done=f"{4 * ROUNDS} carts, two things put in twice at once while the order was placed",
    )
    assert wrong == []
    assert wrongly_charged(shop, variants[0]) == []


@pytest.mark.twin
def test_without_the_comparison_something_else_is_charged(shop: Shop, variants: list[int], note: Note) -> None:
    with opened(shop, WITHOUT="total") as counters:
        buyer = ready(counters.at_the_web, variants[:1])
        assert buyer.shopper.add(variants[1]).ok
        number = buyer.complete(str(uuid4())).json()["number"]
    [order] = [each for each in books.read(shop, f"orders({variants[1]})") if each["number"] == number]
    note.without(f"total not compared: {order['total']} charged where {buyer.total} was agreed")
    assert order["total"] != buyer.total
