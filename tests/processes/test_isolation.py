"""Each backend is a process that can die, and a door that leads nowhere else."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
import requests

from tests.processes.server import Server, Shop
from tests.processes.shoppers import PhoneShopper, Shopper, WebShopper

DOORS = {
    "web": ["/", "/api/web/v1/pages/home/"],
    "mobile": ["/m/", "/api/mobile/v1/screens/home"],
    "admin": ["/admin/auth/login/"],
    "ops": [],
}
CLOSED = {
    "web": ["/api/mobile/v1/screens/home", "/m/", "/admin/", "/admin/auth/login/"],
    "mobile": ["/", "/cart/", "/api/web/v1/pages/home/", "/admin/", "/admin/auth/login/"],
    "admin": ["/", "/m/", "/api/web/v1/pages/home/", "/api/mobile/v1/screens/home"],
    "ops": ["/", "/m/", "/api/web/v1/pages/home/", "/api/mobile/v1/screens/home", "/admin/auth/login/"],
}
EVERYWHERE = ["/healthz/live", "/healthz/ready", "/static/admin/css/base.css"]

PUT_ON_SALE = """
from tests.factories import a_record, a_shipping_method
a_shipping_method()
print(a_record(stock=100_000).variant)
"""


@pytest.fixture(scope="module")
def variant(shop: Shop) -> int:
    """The id of one there is more than enough of."""
    return int(shop.run(PUT_ON_SALE))


def statuses(url: str, paths: list[str]) -> dict[str, int]:
    """What each path answers, redirects not followed."""
    return {path: requests.get(url + path, allow_redirects=False, timeout=30).status_code for path in paths}


def test_a_process_serves_its_own_backend_and_no_other(shop: Shop, static_files: None) -> None:
    with shop.serve(*DOORS) as servers:
        for name, server in zip(DOORS, servers, strict=True):
            opened = DOORS[name] + EVERYWHERE
            assert statuses(server.url, opened) == dict.fromkeys(opened, 200), name
            assert statuses(server.url, CLOSED[name]) == dict.fromkeys(CLOSED[name], 404), name


# --- One dies, the other sells on -----------------------------------------------------------------


@dataclass
class Sales:
    """What has come of a stream of orders: how many were placed, and every error."""

    placed: int = 0
    errors: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def wait_for_more(self, number: int) -> None:
        wanted, deadline = self.placed + number, time.monotonic() + 60
        while self.placed < wanted and not self.errors:
            assert time.monotonic() < deadline, self
            time.sleep(0.02)


@contextmanager
def selling(enter: Callable[[], Shopper], variant: int) -> Iterator[Sales]:
    """A light load: one guest after the other buys one, until the block ends or one of them meets an error."""
    sales, closing = Sales(), threading.Event()

    def sell() -> None:
        while not closing.is_set():
            began = time.monotonic()
            try:
                with enter() as shopper:
                    buy_one(shopper, variant)
            except (requests.RequestException, AssertionError) as error:
                sales.errors.append(repr(error))
                return
            sales.placed += 1
            sales.slowest = max(sales.slowest, time.monotonic() - began)

    seller = threading.Thread(target=sell)
    seller.start()
    try:
        yield sales
    finally:
        closing.set()
        seller.join()


def buy_one(shopper: Shopper, variant: int) -> None:
    added = shopper.add(variant)
    assert added.status_code < 400, added.text
    placed = shopper.complete(shopper.tell(), str(uuid4()))
    assert placed.status_code == 201, placed.text


@pytest.mark.postgres
@pytest.mark.parametrize(("victim", "survivor"), [("mobile", "web"), ("web", "mobile")])
def test_when_one_backend_is_killed_the_other_sells_on(
    shop: Shop, variant: int, victim: str, survivor: str, record_property: Callable[[str, object], None]
) -> None:
    """Killed while it sells, so with a transaction open more often than not."""
    with shop.serve(victim, survivor) as [dying, living]:
        with selling(at(dying, victim), variant) as lost, selling(at(living, survivor), variant) as kept:
            lost.wait_for_more(3)
            kept.wait_for_more(3)
            dying.kill()
            kept.wait_for_more(10)
        assert kept.errors == []
        assert lost.errors
        assert statuses(living.url, ["/healthz/ready"]) == {"/healthz/ready": 200}
        with pytest.raises(requests.ConnectionError):
            statuses(dying.url, ["/healthz/live"])
    figure = f"{victim} killed: {survivor} placed {kept.placed} orders, none failed, slowest {kept.slowest:.2f} s"
    record_property("figure", figure)


def at(server: Server, backend: str) -> Callable[[], Shopper]:
    return lambda: {"web": WebShopper, "mobile": PhoneShopper}[backend](server.url)
