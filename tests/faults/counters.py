"""Where shoppers are served, and how many of them buy at once."""

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Barrier
from typing import Any

import requests

from tests.processes.server import Server, Shop
from tests.processes.shoppers import PhoneShopper, Shopper, WebShopper

APPLICATION = "tests.faults.application:application"
PERSISTENT = "tests.faults.persistent"

type Open = Callable[[], Shopper]


@dataclass(frozen=True)
class Counters:
    """The servers of the two backends, on one database."""

    web: Server
    mobile: Server

    def queue(self, length: int) -> list[Open]:
        """So many guests, at the two by turns."""
        return [self.at_the_web if number % 2 else self.at_the_phone for number in range(length)]

    def at_the_web(self) -> Shopper:
        return WebShopper(self.web.url)

    def at_the_phone(self) -> Shopper:
        return PhoneShopper(self.mobile.url)


@contextmanager
def opened(shop: Shop, *, workers: int = 2, **more: str) -> Iterator[Counters]:
    """Both backends, as the tests run them; `more` names what they are to be without, or killed at."""
    disturbed = replace(shop, more={**shop.more, **more})
    running = disturbed.serve("web", "mobile", workers=workers, application=APPLICATION, granian=PERSISTENT)
    with running as [web, mobile]:
        yield Counters(web, mobile)


@contextmanager
def hook(shop: Shop, **more: str) -> Iterator[str]:
    """The address that a provider calls, of a process of the operator's backend."""
    with replace(shop, more={**shop.more, **more}).serve("ops", application=APPLICATION) as [ops]:
        yield f"{ops.url}/hooks/payments/stripe/"


@contextmanager
def working(shop: Shop, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """The shop's worker, until the block ends."""
    disturbed = replace(shop, more={**shop.more, **more})
    process = disturbed.start("-m", "tests.faults.application", "work", log=shop.folder / "worker.log")
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def each[T, R](things: Sequence[T], work: Callable[[T], R], *, threads: int = 16) -> list[R]:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, things))


def at_once[R](count: int, work: Callable[[int], R]) -> list[R]:
    """The same from so many threads, in the same moment."""
    barrier = Barrier(count, timeout=60)

    def one(number: int) -> R:
        barrier.wait()
        return work(number)

    return each(range(count), one, threads=count)


@dataclass(frozen=True)
class Ready:
    """Somebody with a full cart who has been told the total, and has only to agree."""

    shopper: Shopper
    total: int

    def complete(self, key: str) -> requests.Response:
        return self.shopper.complete(self.total, key)

    def insist(self, key: str, *, patience: float = 120.0) -> "Settled":
        """Send the same again, as clients do, until it is known how it ended, whatever is answered until then.

        Patience, in seconds, begins anew with each answer that is lost: whoever is killed has said nothing.
        """
        lost = time.monotonic()
        statuses: list[int] = []
        while time.monotonic() - lost < patience:
            response = self._answer(key)
            statuses.append(response.status_code if response is not None else 0)
            if response is not None and response.status_code in (201, 402):
                number = response.json().get("number") or response.json()["details"]["number"]
                return Settled(number, self.total, response.status_code, time.monotonic() - lost, statuses)
            if response is None:
                lost = time.monotonic()
            time.sleep(0.25)
        raise AssertionError(f"not settled within {patience} s: {statuses}")

    def _answer(self, key: str) -> requests.Response | None:
        try:
            return self.complete(key)
        except requests.RequestException:
            return None


@dataclass(frozen=True)
class Settled:
    """An order, or one that was declined (402); `seconds` since the last answer that was lost, if any was."""

    number: str
    total: int
    status: int
    seconds: float
    statuses: list[int]


def ready(
    enter: Open, variants: Iterable[int], *, method: str = "", coupon: str = "", email: str = "guest@example.org"
) -> Ready:
    """`method` is a card; without one, the money is to come by transfer."""
    shopper = enter()
    for variant in variants:
        added = shopper.add(variant)
        assert added.ok, added.text
    if method:
        shopper.pay("stripe", method=method)
    else:
        shopper.pay("manual")
    if coupon:
        shopper.use_coupon(coupon)
    total = shopper.tell(email)
    shopper.session.close()  # it opens again by itself; thousands wait
    return Ready(shopper, total)


def outcomes(responses: Iterable[requests.Response]) -> Counter[tuple[int, str]]:
    """How often each status and code was answered."""
    return Counter((response.status_code, _said(response).get("code", "")) for response in responses)


def troubles(responses: Iterable[requests.Response]) -> list[str]:
    """Every 5xx but a 503 that says when to come back."""
    return [
        f"{response.status_code} {response.text[:300]}"
        for response in responses
        if response.status_code >= 500 and not (response.status_code == 503 and "Retry-After" in response.headers)
    ]


def _said(response: requests.Response) -> dict[str, Any]:
    try:
        said: dict[str, Any] = response.json()
    except requests.JSONDecodeError:
        return {"code": response.text[:80]}
    return said
