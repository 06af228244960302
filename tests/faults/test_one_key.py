"""One key, sent many times at once, with another body, or by somebody else: one execution, nothing told to others."""

from collections import Counter
from uuid import uuid4

import pytest

from tests.faults import books
from tests.faults.counters import Counters, Ready, at_once, opened, outcomes, ready, troubles
from tests.faults.report import Note, sized
from tests.processes.server import Shop

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(8, "one key at once, with another body, by another customer", "one execution; 409, 422; no leak"),
]

REPEATS = 50
KEYS = sized(4, 40)
IN_FLIGHT = (409, "idempotency_key_in_flight")


@pytest.fixture(scope="module")
def variant(shop: Shop) -> int:
    [variant] = books.put_on_sale(shop, units=100_000)
    return variant


def say_at_once(buyer: Ready, key: str) -> Counter[tuple[int, str]]:
    responses = at_once(REPEATS, lambda _: buyer.complete(key))
    assert troubles(responses) == []
    assert len({response.json()["number"] for response in responses if response.status_code == 201}) <= 1
    return outcomes(responses)


def test_one_key_many_times_at_once_is_one_order(shop: Shop, counters: Counters, variant: int, note: Note) -> None:
    before = len(books.read(shop, f"orders({variant})"))
    said: Counter[tuple[int, str]] = Counter()
    for enter in counters.queue(KEYS):
        buyer, key = ready(enter, [variant]), str(uuid4())
        heard = say_at_once(buyer, key)
        assert heard[201, ""] >= 1
        said += heard
        assert buyer.complete(key).status_code == 201
        assert outcomes([buyer.shopper.complete(buyer.total + 1, key)]) == {(422, "idempotency_key_reused"): 1}
    placed = len(books.read(shop, f"orders({variant})")) - before
    note(
        f"{placed} orders; {said[201, '']} times their number, {said[IN_FLIGHT]} times 409; {KEYS} other bodies 422",
        done=f"{KEYS} keys, each {REPEATS} times at once, then with another body",
    )
    assert placed == KEYS
    assert set(said) <= {(201, ""), IN_FLIGHT}


def test_another_customers_key_tells_nothing(shop: Shop, counters: Counters, variant: int, note: Note) -> None:
    first, second = (ready(enter, [variant]) for enter in (counters.at_the_web, counters.at_the_web))
    third = ready(counters.at_the_phone, [variant])
    key = str(uuid4())
    numbers = [buyer.complete(key).json()["number"] for buyer in (first, second, third)]
    note(f"{len(set(numbers))} orders, each its own", done="one key, three people, the same body", runs=1)
    assert len(set(numbers)) == 3


@pytest.mark.twin
def test_with_keys_that_are_not_kept_the_repeats_are_told_otherwise(shop: Shop, variant: int, note: Note) -> None:
    """Another defence stands behind it, the cart that is gone: but a shopper whose answer was lost would be told so."""
    with opened(shop, WITHOUT="keys") as counters:
        buyer = ready(counters.at_the_web, [variant])
        heard = outcomes(at_once(REPEATS, lambda _: buyer.complete("the-same")))
    note.without(f"keys not kept: {dict(heard)}")
    assert heard[409, "cart_empty"] > 0


@pytest.mark.twin
def test_with_keys_that_are_anybodys_one_customer_is_told_of_anothers_order(
    shop: Shop, variant: int, note: Note
) -> None:
    with opened(shop, WITHOUT="principals") as counters:
        first, second = (ready(enter, [variant]) for enter in (counters.at_the_web, counters.at_the_web))
        key = str(uuid4())
        numbers = {buyer.complete(key).json()["number"] for buyer in (first, second)}
    note.without(f"keys not told apart by who sends them: {len(numbers)} number told to two people")
    assert len(numbers) == 1
