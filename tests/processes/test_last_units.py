"""Fifty want the last ten, at both backends, which are several processes each. Ten get one; the others are told."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from uuid import uuid4

import pytest
import requests

from tests.processes.server import SHOP, Shop, is_on_postgres
from tests.processes.shoppers import PhoneShopper, Shopper, WebShopper

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not is_on_postgres(),
        reason="SQLite lets one writer in at a time and proves nothing here: name a PostgreSQL in DATABASE_URL",
    ),
]

BUYERS = 50
UNITS = 10
REPEATS = 20
UNGUARDED = "tests.processes.unguarded:application"

type Open = Callable[[], Shopper]

PUT_ON_SALE = """
from tests.factories import a_record, a_shipping_method
a_shipping_method()
print(*[a_record(stock={units}).variant for _ in range({records})])
"""

COUNT = """
import json
from core.inventory.models import Movement, Stock
from core.orders.models import Order
stock = Stock.objects.get(variant={variant})
orders = Order.objects.filter(lines__variant={variant}).count()
reserved = Movement.objects.filter(variant={variant}, kind="reserved").count()
print(json.dumps({{"orders": orders, "available": stock.available, "reserved": stock.reserved, "movements": reserved}}))
"""


@dataclass(frozen=True)
class Counters:
    """Where the two clients are served: both apps' processes stand on one database."""

    web: str
    mobile: str

    def queue(self, length: int) -> list[Open]:
        """So many buyers, at the two by turns."""
        return [self._at_the_web if number % 2 else self._at_the_phone for number in range(length)]

    def _at_the_web(self) -> Shopper:
        return WebShopper(self.web)

    def _at_the_phone(self) -> Shopper:
        return PhoneShopper(self.mobile)


@pytest.fixture(scope="module")
def shelf(shop: Shop) -> Iterator[int]:
    """The ids of variants of which there are as many units, one for each test."""
    return map(int, shop.run(PUT_ON_SALE.format(units=UNITS, records=8)).split())


@pytest.fixture(scope="module")
def counters(shop: Shop) -> Iterator[Counters]:
    with opened(shop, SHOP, workers=2) as counters:
        yield counters


@contextmanager
def opened(shop: Shop, application: str, *, workers: int) -> Iterator[Counters]:
    with shop.serve("web", "mobile", workers=workers, application=application) as [web, mobile]:
        yield Counters(web.url, mobile.url)


def count(shop: Shop, variant: int) -> dict[str, int]:
    """How many were ordered and how many are left, as the database has it."""
    counted: dict[str, int] = json.loads(shop.run(COUNT.format(variant=variant)))
    return counted


def buy_all_at_once(buyers: Sequence[Open], variant: int) -> list[requests.Response]:
    """Each fills a cart in their own time; then all place their order in the same moment."""
    barrier = Barrier(len(buyers), timeout=60)

    def buy(enter: Open) -> requests.Response:
        with enter() as shopper:
            assert shopper.add(variant).ok
            total = shopper.tell()
            barrier.wait()
            return shopper.complete(total, str(uuid4()))

    with ThreadPoolExecutor(len(buyers)) as threads:
        return list(threads.map(buy, buyers))


def outcomes(responses: Sequence[requests.Response]) -> Counter[tuple[int, str]]:
    """How often each status and code was answered."""
    return Counter((response.status_code, response.json().get("code", "")) for response in responses)


def test_of_fifty_buyers_of_ten_units_ten_get_one_and_forty_are_told(
    shop: Shop, shelf: Iterator[int], counters: Counters, record_property: Callable[[str, object], None]
) -> None:
    variant = next(shelf)
    responses = buy_all_at_once(counters.queue(BUYERS), variant)
    slowest = max(response.elapsed.total_seconds() for response in responses)
    record_property("figure", f"{BUYERS} at once for {UNITS} units: {outcomes(responses)}, slowest {slowest:.2f} s")
    assert outcomes(responses) == {(201, ""): UNITS, (409, "out_of_stock"): BUYERS - UNITS}
    assert len({response.json()["number"] for response in responses if response.ok}) == UNITS
    assert count(shop, variant) == {"orders": UNITS, "available": 0, "reserved": UNITS, "movements": UNITS}
    with WebShopper(counters.web) as late:
        assert outcomes([late.add(variant)]) == {(409, "out_of_stock"): 1}


def test_without_the_condition_in_the_claim_the_same_fifty_would_buy_more_than_there_is(
    shop: Shop, shelf: Iterator[int], record_property: Callable[[str, object], None]
) -> None:
    """So it is that condition that holds above, and fewer processes than there are enough to see it gone."""
    variant = next(shelf)
    with opened(shop, UNGUARDED, workers=1) as counters:
        said = outcomes(buy_all_at_once(counters.queue(BUYERS), variant))
    record_property("figure", f"the same with the claim's condition removed: {said}")
    assert said[201, ""] > UNITS
    assert count(shop, variant)["orders"] > UNITS


@pytest.mark.parametrize("at", [0, 1], ids=["mobile", "web"])
def test_one_key_sent_twenty_times_at_once_is_one_order(
    shop: Shop, shelf: Iterator[int], counters: Counters, at: int
) -> None:
    variant = next(shelf)
    with counters.queue(2)[at]() as shopper:
        assert shopper.add(variant).ok
        responses = say_at_once(shopper, shopper.tell(), key=str(uuid4()))
    said = outcomes(responses)
    assert set(said) <= {(201, ""), (409, "idempotency_key_in_flight")}
    assert said[201, ""] >= 1
    assert len({response.json()["number"] for response in responses if response.ok}) == 1
    assert count(shop, variant) == {"orders": 1, "available": UNITS - 1, "reserved": 1, "movements": 1}


def say_at_once(shopper: Shopper, total: int, *, key: str) -> list[requests.Response]:
    barrier = Barrier(REPEATS, timeout=60)

    def say(_number: int) -> requests.Response:
        barrier.wait()
        return shopper.complete(total, key)

    with ThreadPoolExecutor(REPEATS) as threads:
        return list(threads.map(say, range(REPEATS)))
