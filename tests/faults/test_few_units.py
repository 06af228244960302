"""Many buyers at both backends, guests and customers, want the few units there are: exactly those are sold."""

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.counters import Counters, Open, Ready, each, opened, outcomes, ready, troubles
from tests.faults.report import Note, sized
from tests.processes.server import Shop
from tests.processes.shoppers import PASSWORD, PhoneShopper, Shopper, WebShopper

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.row(5, "many buyers, few units, both backends", "sold exactly the stock; no 5xx but 503 + Retry-After"),
]

BUYERS = sized(160, 10_000)
UNITS = sized(20, 100)
CUSTOMERS = sized(6, 24)  # the others are guests
AT_ONCE = 64


def customers(shop: Shop, counters: Counters) -> list[Open]:
    """At the two backends by turns; nobody signs in at both, where the cart would be the same."""

    def web(email: str) -> Shopper:
        shopper = WebShopper(counters.web.url)
        signed_in = shopper.auth("auth/login", {"email": email, "password": PASSWORD})
        assert signed_in.status_code == 200, signed_in.text
        return shopper

    def phone(email: str) -> Shopper:
        shopper = PhoneShopper(counters.mobile.url)
        shopper.sign_in(email)
        return shopper

    def opening(number: int, email: str) -> Open:
        return lambda: (web if number % 2 else phone)(email)

    return [opening(number, email) for number, email in enumerate(books.read(shop, f"customers({CUSTOMERS})"))]


def buy(enter: list[Open], variant: int) -> list[list[requests.Response]]:
    """All fill their carts first; then they agree, as many at a time as there are threads. What each was answered."""
    buyers = each(enter, lambda entering: ready(entering, [variant]))
    return each(buyers, lambda buyer: list(agree(buyer, str(uuid4()))), threads=AT_ONCE)


def agree(buyer: Ready, key: str) -> Iterator[requests.Response]:
    """Whoever is told to come back does, a few times."""
    for _ in range(10):
        yield (response := buyer.complete(key))
        if response.status_code != 503:
            return
        time.sleep(float(response.headers.get("Retry-After", 1)))


def test_exactly_the_stock_is_sold(shop: Shop, counters: Counters, note: Note) -> None:
    [variant] = books.put_on_sale(shop, units=UNITS)
    answered = buy(customers(shop, counters) + counters.queue(BUYERS - CUSTOMERS), variant)
    responses = [response for answers in answered for response in answers]
    said = outcomes(answers[-1] for answers in answered)
    sold = sum(order["units"] for order in books.read(shop, f"orders({variant})"))
    note(
        f"{sold} sold, {said[409, 'out_of_stock']:,} told that none is left, {len(responses) - BUYERS} times 503 "
        f"before, {len(troubles(responses))} other errors",
        done=f"{BUYERS:,} orders for {UNITS} units, {AT_ONCE} at a time, {CUSTOMERS} of them customers'",
    )
    assert troubles(responses) == []
    assert said == {(201, ""): UNITS, (409, "out_of_stock"): BUYERS - UNITS}
    assert sold == UNITS
    assert books.read(shop, f"stock({variant})") == {"available": 0, "reserved": UNITS}
    assert books.read(shop, f"stock_faults({variant})") == []


@pytest.mark.twin
def test_without_the_condition_in_the_claim_more_is_sold(shop: Shop, note: Note) -> None:
    buyers, units = 50, 10
    [variant] = books.put_on_sale(shop, units=units)
    with opened(shop, WITHOUT="claim") as counters:
        answered = buy(counters.queue(buyers), variant)
    sold = sum(order["units"] for order in books.read(shop, f"orders({variant})"))
    note.without(f"stock read first and written afterwards: {sold} of {units} units sold to {buyers} buyers")
    assert outcomes(answers[-1] for answers in answered)[201, ""] == sold > units
