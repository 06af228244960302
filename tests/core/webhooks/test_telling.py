"""Merchants' own systems are told what happens, signed, until they have taken it."""

import json
import re
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from pytest_django import Settings

from core.orders.services import cancel, ship
from core.outbox.models import OutboxEvent
from core.outbox.services import relay, retry
from core.shared import outbound
from core.webhooks import transport
from core.webhooks.handlers import tell_merchants
from core.webhooks.models import Subscription, WebhookDelivery
from core.webhooks.services import replay, send_webhooks
from core.webhooks.types import TOPICS
from tests.core.webhooks.receiver import Receiver
from tests.factories import a_record, a_tax_rate, an_order, news, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).parents[3] / "docs/webhooks.md"


@pytest.fixture
def subscription(receiver: Receiver) -> Subscription:
    return Subscription.objects.create(url=receiver.url)


@pytest.fixture
def number() -> str:
    a_tax_rate()
    return an_order(someone(), a_record(title="Kind of Blue", price=1999).variant, quantity=2)


def tell(*, later: timedelta = timedelta()) -> int:
    """The worker works; returns how many it tried to send."""
    relay(now=NOW + later)
    return send_webhooks(clock=lambda: NOW + later)


def sent(receiver: Receiver) -> list[Any]:
    return [json.loads(body) for _, body in receiver.received]


def the_docs(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert found
    return found[1]


def test_a_merchant_is_told_of_an_order_as_the_docs_say(
    subscription: Subscription, receiver: Receiver, number: str
) -> None:
    tell()
    (said,) = sent(receiver)
    assert (said["type"], said["timestamp"]) == ("order.placed", "2026-06-01T12:00:00Z")
    documented = json.loads(the_docs("json"))
    own = {"number": number, "lines": [documented["data"]["lines"][0] | {"sku": said["data"]["lines"][0]["sku"]}]}
    assert said == documented | {"data": documented["data"] | own}


def test_who_receives_can_verify_it_as_the_docs_say(
    subscription: Subscription, receiver: Receiver, number: str
) -> None:
    code: dict[str, Any] = {}
    exec(the_docs("python"), code)  # noqa: S102 -- our own words
    tell()
    ((headers, body),) = receiver.received
    assert headers["content-type"] == "application/json"

    def verified(
        headers: dict[str, str], body: bytes = body, secret: str = subscription.secret, age: int = 299
    ) -> bool:
        with time_machine.travel(NOW + timedelta(seconds=age), tick=False):
            return bool(code["verify"](secret, headers, body))

    assert verified(headers)
    assert verified(headers | {"webhook-signature": "v1,x " + headers["webhook-signature"]})
    assert not verified(headers, body.replace(b"Blue", b"Grue"))
    assert not verified(headers, secret=Subscription().secret)
    assert not verified(headers | {"webhook-id": "evt_0"})
    assert not verified(headers, age=301)


def test_each_topic_says_what_it_has_to_say(subscription: Subscription, receiver: Receiver, number: str) -> None:
    ship(number=number, carrier="DHL", tracking="0034 1", now=NOW)
    other = an_order(someone(), a_record().variant)
    cancel(number=other, reason="It broke.", now=NOW)
    news("order.failed", number=number, reason="declined")
    news("payment.received", number=number)
    news("payment.refunded", number=number, amount=500, currency="EUR")
    tell()
    said = {one["type"]: one["data"] for one in sent(receiver)}
    assert set(said) == set(TOPICS) == set(re.findall(r"^\| `([a-z.]+)`", DOCS.read_text(), re.MULTILINE))
    assert (said["order.shipped"]["status"], said["order.shipped"]["tracking"]) == ("shipped", "0034 1")
    assert said["order.cancelled"]["details"] == {"reason": "It broke."}
    assert said["payment.refunded"]["details"] == {"amount": 500, "currency": "EUR"}


def test_only_what_was_asked_for_is_sent_and_only_to_the_active(receiver: Receiver, number: str) -> None:
    Subscription.objects.create(url=receiver.url, topics=["order.shipped"])
    Subscription.objects.create(url=receiver.url, active=False)
    tell()
    assert receiver.received == []
    ship(number=number, carrier="", tracking="", now=NOW)
    tell()
    assert [one["type"] for one in sent(receiver)] == ["order.shipped"]


def test_it_is_owed_in_the_relays_transaction_and_only_once(subscription: Subscription, number: str) -> None:
    relay(now=NOW)
    event = OutboxEvent.objects.get()
    tell_merchants(event)  # type: ignore[arg-type]  # the row has what the event has
    assert WebhookDelivery.objects.count() == 1
    assert send_webhooks(clock=lambda: NOW) == 1
    assert send_webhooks(clock=lambda: NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_it_is_sent(
    subscription: Subscription, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = []

    def post(*args: Any, **kwargs: Any) -> transport.Answer:
        within.append(connection.in_atomic_block)
        return transport.Answer(200, "", 1)

    monkeypatch.setattr("core.webhooks.services.post", post)
    tell()
    assert within == [False]


def test_what_it_answered_is_kept(subscription: Subscription, receiver: Receiver, number: str) -> None:
    receiver.status, receiver.body = 200, b"thank\x00 you \xff" + b"x" * 100_000
    tell()
    row = WebhookDelivery.objects.get()
    assert (row.status, row.due_at, row.delivered_at) == (200, None, NOW)
    assert row.answer.startswith("thank you �xxx")
    assert len(row.answer) <= transport.EXCERPT
    assert row.duration is not None


@pytest.mark.parametrize("status", [500, 503, 404, 301, 302, 307, 100 + 399])
def test_whatever_is_no_success_is_sent_again_under_the_same_id(
    subscription: Subscription, receiver: Receiver, number: str, status: int
) -> None:
    receiver.status, receiver.headers = status, {"Location": receiver.url}
    tell()
    assert len(receiver.received) == 1, "redirects are not followed"
    row = WebhookDelivery.objects.get()
    assert (row.status, row.attempts, row.delivered_at) == (status, 1, None)
    assert str(status) in row.last_error
    receiver.status = 200
    assert [tell(later=timedelta(seconds=seconds)) for seconds in (0.9, 2)] == [0, 1]
    (first, body), (second, again) = receiver.received
    assert (first["webhook-id"], body) == (second["webhook-id"], again)
    assert first["webhook-timestamp"] != second["webhook-timestamp"]


def test_a_receiver_that_is_away_stops_no_other(subscription: Subscription, receiver: Receiver, number: str) -> None:
    Subscription.objects.create(url="http://127.0.0.1:9/hook?token=hush")
    tell()
    assert len(receiver.received) == 1
    error = WebhookDelivery.objects.get(delivered_at=None).last_error
    assert "Connection refused" in error
    assert "hush" not in error


def test_one_that_hangs_is_not_waited_for(
    subscription: Subscription, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        Subscription.objects.update(url=f"http://127.0.0.1:{deaf.getsockname()[1]}/")
        tell()
    assert "timed out" in WebhookDelivery.objects.get().last_error


def test_who_says_gone_is_told_nothing_any_more(subscription: Subscription, receiver: Receiver, number: str) -> None:
    receiver.status = 410
    tell()
    subscription.refresh_from_db()
    assert not subscription.active
    ship(number=number, carrier="", tracking="", now=NOW)
    assert tell(later=timedelta(days=1)) == 0
    assert len(receiver.received) == 1


def test_what_nobody_takes_is_given_up_after_days_and_can_be_retried(
    subscription: Subscription, receiver: Receiver, number: str
) -> None:
    receiver.status = 500
    later = timedelta()
    while tell(later=later):
        row = WebhookDelivery.objects.get()
        later = (row.due_at or row.dead_at or NOW) - NOW
    row = WebhookDelivery.objects.get()
    assert timedelta(days=2) < later < timedelta(days=5)
    assert row.attempts == WebhookDelivery.MOST_ATTEMPTS
    receiver.status = 200
    assert retry(jobs=WebhookDelivery.objects.all(), now=NOW) == 1
    assert tell() == 1


def test_what_arrived_can_be_replayed(subscription: Subscription, receiver: Receiver, number: str) -> None:
    tell()
    replay(delivery_id=WebhookDelivery.objects.get().pk, now=NOW)
    tell()
    (first, body), (second, again) = receiver.received
    assert (first["webhook-id"], body) == (second["webhook-id"], again)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1"])
def test_in_production_nothing_is_sent_into_private_networks(
    receiver: Receiver, number: str, settings: Settings, host: str
) -> None:
    settings.WEBHOOKS_TO_PRIVATE_NETWORKS = False
    Subscription.objects.create(url=f"https://{host}:{receiver.port}/")
    tell()
    assert "not on the open internet" in WebhookDelivery.objects.get().last_error


def test_in_production_nothing_is_sent_in_the_clear(
    subscription: Subscription, receiver: Receiver, number: str, settings: Settings
) -> None:
    settings.WEBHOOKS_TO_PRIVATE_NETWORKS = False
    tell()
    assert receiver.received == []
    with pytest.raises(ValidationError, match="https"):
        subscription.full_clean()


def test_a_public_address_is_connected_to_as_it_was_looked_at(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere a moment later gains nothing: it is asked once, and the answer connected to."""
    asked = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", ("127.0.0.1", receiver.port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(outbound, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "create_connection", connect_only_to_addresses)
    url = f"http://merchant.example:{receiver.port}/hook"
    answer = transport.post(url, body=b"{}", headers={}, private_networks=False)
    assert (answer.status, asked) == (204, ["merchant.example"])
    assert receiver.received[0][0]["host"] == f"merchant.example:{receiver.port}"


def connect_only_to_addresses(address: tuple[str, int], timeout: float) -> Any:
    assert re.fullmatch(r"[\d.]+", address[0])
    connected = socket.socket()
    connected.settimeout(timeout)
    connected.connect(address)
    return connected


@pytest.mark.parametrize("topics", [["order.eaten"], "order.placed", {"order.placed": 1}])
def test_topics_nobody_knows_are_refused(topics: object) -> None:
    with pytest.raises(ValidationError, match="no such topic"):
        Subscription(url="https://merchant.example/", topics=topics).full_clean()
