"""Who asks too often is told so, in their backend's own words, and nobody else notices."""

import socket
import time
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve
from django.urls.exceptions import Resolver404
from pytest_django import DjangoAssertNumQueries, Settings
from redis import ConnectionError as RedisAway
from redis import Redis
from redis import TimeoutError as RedisSlow

from project import limiter
from project.backends import registry
from project.backends.manifest import Rate
from project.limiter import LOCAL, LocalCounts, SharedCounts, spend
from project.middleware import rate_limits
from tests.personas import PHONE, PHONE_AUTH, WEB, WEB_AUTH, Browser, Phone

HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands, ten seconds into a minute."""
    now = 1_800_000_010.0
    monkeypatch.setattr("project.limiter.time.time", lambda: now)


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every backend lets everybody ask twice a minute."""
    for manifest in registry().values():
        twice = {"requests": Rate(limit="2/minute", per="address")}
        monkeypatch.setitem(manifest.__dict__, "rates", twice)  # frozen, and rightly so


def nth(number: int, path: str, *, address: str = HERE, **headers: str) -> Any:
    """What is answered to somebody's nth request."""
    for _ in range(number - 1):
        Client(REMOTE_ADDR=address).get(path, headers=headers)
    return Client(REMOTE_ADDR=address).get(path, headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html"),
        (WEB + "pages/home/", "application/problem+json"),
        (PHONE + "screens/home", "application/problem+json"),
        (WEB_AUTH + "auth/session", "application/json"),
        (PHONE_AUTH + "auth/session", "application/json"),
        ("/healthz/live", "application/problem+json"),
        ("/admin/", "application/problem+json"),
    ],
)
def test_the_third_of_two_is_refused_in_the_backends_own_shape(tight: None, path: str, content_type: str) -> None:
    assert nth(2, path).status_code != 429
    refused = nth(1, path)
    assert (refused.status_code, refused["Retry-After"]) == (429, "50")
    assert refused["Content-Type"].startswith(content_type)
    assert refused["Cache-Control"] == ("no-store" if path == "/" else "private, no-store")
    if "json" in content_type:
        body = refused.json()
        assert (body["errors"][0] if "/auth/" in path else body)["code"] == "too_many_requests"


def test_what_is_left_is_told(tight: None) -> None:
    told = [(answer["RateLimit-Policy"], answer["RateLimit"]) for answer in (nth(1, "/healthz/live") for _ in range(3))]
    assert told == [('"requests";q=2;w=60', f'"requests";r={left};t=50') for left in (1, 0, 0)]


def test_somebody_else_is_let_in(tight: None) -> None:
    assert nth(3, "/healthz/live").status_code == 429
    assert nth(1, "/healthz/live", address=THERE).status_code == 200


def test_another_backend_has_its_own_count(tight: None) -> None:
    assert nth(3, "/healthz/live").status_code == 429
    assert nth(1, "/m/").status_code == 200


def test_the_next_window_is_another(tight: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert nth(3, "/healthz/live").status_code == 429
    monkeypatch.setattr("project.limiter.time.time", lambda: 1_800_000_060.0)
    assert nth(1, "/healthz/live").status_code == 200


def test_a_forged_address_is_no_other_client(tight: None) -> None:
    assert nth(2, "/healthz/live", **{"X-Forwarded-For": THERE}).status_code == 200
    assert nth(1, "/healthz/live", **{"X-Forwarded-For": "203.0.113.1"}).status_code == 429


def test_clients_of_one_proxy_are_told_apart(tight: None, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = (ip_network("192.0.2.0/24"),)
    assert nth(3, "/healthz/live", **{"X-Forwarded-For": THERE}).status_code == 429
    assert nth(1, "/healthz/live", **{"X-Forwarded-For": "203.0.113.1"}).status_code == 200


def test_without_the_count_nobody_is_refused(tight: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "_uses", lambda request: [])
    assert nth(9, "/healthz/live").status_code == 200


def test_pictures_are_not_counted(tight: None) -> None:
    assert nth(9, "/media/x.avif").status_code == 404
    assert nth(1, "/m/").status_code == 200


def test_an_operator_whose_gateway_counts_already_can_leave_it_to_that(tight: None, settings: Settings) -> None:
    settings.RATE_LIMITS = False
    assert nth(9, "/healthz/live").status_code == 200


# --- Per customer or guest ------------------------------------------------------------------------


@pytest.fixture
def two_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever it is may try to order twice a minute."""
    for name in ("web", "mobile"):
        complete = registry()[name].rates["complete"].model_copy(update={"limit": "2/minute"})
        monkeypatch.setitem(registry()[name].__dict__, "rates", {"complete": complete})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "path"), [(Browser, WEB + "checkout/complete/"), (Phone, PHONE + "actions/checkout/complete")]
)
def test_a_shopper_is_counted_wherever_they_are(
    two_orders: None, person: type[Browser | Phone], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def order(who: Browser | Phone, address: str) -> int:
        who.client.defaults["REMOTE_ADDR"] = address
        return int(who.send("POST", path, {"expected_total": 1}, **{"Idempotency-Key": "k"}).status_code)

    ada, bob = person(), person()
    for email, one in (("ada@example.org", ada), ("bob@example.org", bob)):
        one.sign_up(email)
    assert [order(ada, HERE), order(ada, THERE), order(ada, "203.0.113.1"), order(bob, HERE)] == [409, 409, 429, 409]


@pytest.mark.django_db
def test_knowing_who_it_is_costs_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    phone = Phone()
    phone.register()
    LOCAL.clear()
    with django_assert_num_queries(1):  # which reads whose token it is, for the limit and the operation together
        assert phone.send("POST", PHONE + "actions/checkout/complete", {"expected_total": 1}).status_code == 400


# --- What the manifests declare -------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["web", "mobile", "admin", "ops"])
def test_a_busy_office_is_not_refused_and_a_flood_is(backend: str) -> None:
    """Twenty people behind one address, each asking once a second."""
    assert 1200 <= _a_minute(registry()[backend].rates["requests"]) <= 6000


@pytest.mark.parametrize("backend", ["web", "mobile", "admin"])
def test_guessing_at_sign_in_is_refused_sooner_than_reading(backend: str) -> None:
    rates = registry()[backend].rates
    assert _a_minute(rates["sign_in"]) * 10 < _a_minute(rates["requests"])
    assert rates["sign_in"].shared


def test_reads_of_public_pages_ask_nobody_else() -> None:
    paths = ("/", "/search/", WEB + "pages/home/", WEB + "suggestions/", "/m/", PHONE + "screens/home")
    rates = [rate for manifest in registry().values() for rate in manifest.rates.values() if rate.shared]
    assert [rate for rate in rates for path in paths if rate.covers("GET", path)] == []


EVERYWHERE = {"/"}
NOT_YET = {"/api/web/v1/orders.csv", "/api/web/v1/privacy/"}


@pytest.mark.parametrize("backend", ["web", "mobile", "admin"])
def test_every_path_that_is_limited_leads_somewhere(backend: str) -> None:
    manifest = registry()[backend]
    paths = {path for rate in manifest.rates.values() for path in rate.paths} - NOT_YET - EVERYWHERE
    assert [path for path in paths if not _leads_somewhere(path, backend)] == []


def _leads_somewhere(path: str, backend: str) -> bool:
    for tail in ("", "login", "login/"):
        try:
            if "issing" not in getattr(resolve(path + tail, f"project.urls.{backend}").func, "__name__", ""):
                return True
        except Resolver404:
            continue
    return False


def _a_minute(rate: Rate) -> float:
    use = spend("asked", rate, "nobody", backend="test")
    return use.amount * 60 / use.window


# --- Counting -------------------------------------------------------------------------------------


class Storage:
    """In place of the storage: counts what it is asked, and answers as it is told."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault, self.asked = fault, 0

    def incr(self, key: str, expiry: int) -> int:
        self.asked += 1
        if self.fault:
            raise self.fault
        return 100


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """One number: the monotonic clock."""
    now = [1000.0]
    monkeypatch.setattr("project.limiter.time.monotonic", lambda: now[0])
    return now


def counts_on(redis: Storage) -> SharedCounts:
    counts = SharedCounts("redis://127.0.0.1:1/0", LocalCounts())
    counts._redis = redis  # type: ignore[assignment]  # it can do what is asked of it
    return counts


@pytest.mark.parametrize("fault", [RedisAway(), RedisSlow()])
def test_a_redis_that_does_not_answer_is_left_alone_for_a_while(clock: list[float], fault: Exception) -> None:
    redis = Storage(fault)
    counts = counts_on(redis)
    assert [counts.add("k", 1, 60) for _ in range(100)] == list(range(1, 101))
    assert redis.asked == 1
    clock[0] += limiter.PAUSE
    assert [counts.add("k", 1, 60) for _ in range(2)] == [101, 102]
    assert redis.asked == 2


def test_one_that_is_back_counts_again(clock: list[float]) -> None:
    redis = Storage(RedisAway())
    counts = counts_on(redis)
    counts.add("k", 1, 60)
    redis.fault = None
    clock[0] += limiter.PAUSE
    assert [counts.add("k", 1, 60) for _ in range(2)] == [100, 100]


@pytest.fixture
def frozen_url() -> Iterator[str]:
    """Of something that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_frozen_redis_costs_one_short_wait_however_many_ask(frozen_url: str) -> None:
    counts, began = SharedCounts(frozen_url, LocalCounts()), time.perf_counter()
    assert [counts.add("k", 1, 60) for _ in range(1000)] == list(range(1, 1001))
    assert time.perf_counter() - began < 10 * limiter.PATIENCE


def test_a_process_keeps_no_more_counters_than_it_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "MOST", 10)
    counts = LocalCounts()
    for number in range(1000):
        counts.add(str(number), 1, 60)
    assert len(counts._present[60][1]) <= 10


def test_a_count_costs_microseconds() -> None:
    rate = Rate(limit="1000000/minute", per="address")
    began = time.perf_counter()
    for _ in range(10_000):
        spend("x", rate, HERE, backend="test")
    assert time.perf_counter() - began < 2.0  # 3 µs each where nobody else is busy; limits' own store takes 100


@pytest.fixture
def redis_url() -> str:
    """A real one, with a database that nobody else here uses."""
    url = "redis://127.0.0.1:6379/9"
    try:
        Redis.from_url(url, socket_timeout=1).ping()
    except RedisAway:
        pytest.skip("No Redis at 127.0.0.1:6379: nothing can be said about counting together.")
    return url


def test_what_is_shared_is_counted_where_redis_is_named(redis_url: str, settings: Settings) -> None:
    who, rates = str(uuid4()), [Rate(limit="5/minute", per="address", shared=shared) for shared in (True, False)]
    settings.REDIS_URL = redis_url
    for used in (1, 2):
        LOCAL.clear()  # as another process would find it
        assert [spend("x", rate, who, backend="test").used for rate in rates] == [used, 1]


def test_processes_count_together(redis_url: str) -> None:
    key = f"test:{uuid4()}"
    counts = [SharedCounts(redis_url, LocalCounts()) for _ in range(2)]
    assert [counts[number % 2].add(key, 1, 5) for number in range(6)] == [1, 2, 3, 4, 5, 6]
    assert counts[0].add(key, 2, 5) == 1
