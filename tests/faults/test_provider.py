"""Our provider answers the official library as Stripe's documentation says, and fails as it is told to."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import requests
import stripe
from stripe import CardError, IdempotencyError, InvalidRequestError

from tests.faults.peers import SECRET, Peer, open_provider
from tests.faults.provider.bank import APPROVED, DECLINED, SLOW, WITH_THE_BANK

HERE = "http://127.0.0.1/back"


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """One of its own: what is paid here is no shop's."""
    with open_provider(tmp_path_factory.mktemp("own-provider")) as opened:
        yield opened


def intent(peer: Peer, method: str = APPROVED, key: str | None = None, **params: Any) -> Any:
    """An unconfirmed one of 12.34 €."""
    asked = {"amount": 1234, "currency": "eur", "payment_method": method, "payment_method_types": ["card"]}
    options = {"idempotency_key": key} if key else {}
    return peer.client.v1.payment_intents.create({**asked, **params}, options)


def confirm(peer: Peer, id_: str, **params: Any) -> Any:
    return peer.client.v1.payment_intents.confirm(id_, {"expand": ["latest_charge"], **params})


def retrieve(peer: Peer, id_: str) -> Any:
    return peer.client.v1.payment_intents.retrieve(id_, {"expand": ["latest_charge"]})


def moved(peer: Peer, id_: str) -> list[tuple[str, int]]:
    return [(move["kind"], move["amount"]) for move in peer.movements() if move["intent"] == id_]


def test_a_card_is_charged_once_it_is_confirmed(peer: Peer) -> None:
    asked = intent(peer, metadata={"order": "A1"})
    assert (asked.status, asked.latest_charge, asked.metadata["order"]) == ("requires_confirmation", None, "A1")
    assert moved(peer, asked.id) == []
    done = confirm(peer, asked.id)
    assert (done.status, done.amount_received, done.latest_charge.captured) == ("succeeded", 1234, True)
    assert moved(peer, asked.id) == [("charged", 1234)]


def test_a_decline_is_a_402_with_the_intent_inside(peer: Peer) -> None:
    asked = intent(peer, DECLINED)
    with pytest.raises(CardError) as refused:
        confirm(peer, asked.id)
    assert (refused.value.http_status, refused.value.code) == (402, "card_declined")
    body: Any = refused.value.json_body
    assert body["error"]["payment_intent"]["status"] == "requires_payment_method"
    now = retrieve(peer, asked.id)
    assert (now.status, now.last_payment_error.code, now.latest_charge.status) == (
        "requires_payment_method",
        "card_declined",
        "failed",
    )
    assert confirm(peer, asked.id, payment_method=APPROVED).status == "succeeded"


@pytest.mark.parametrize(
    ("answer", "redirected", "status"),
    [("approve", "succeeded", "succeeded"), ("refuse", "failed", "requires_payment_method")],
)
def test_the_bank_asks_the_shopper_on_a_page_that_leads_back(
    peer: Peer, answer: str, redirected: str, status: str
) -> None:
    asked = confirm(peer, intent(peer, WITH_THE_BANK).id, return_url=HERE)
    assert (asked.status, asked.next_action.type) == ("requires_action", "redirect_to_url")
    page = asked.next_action.redirect_to_url.url
    assert "12.34 EUR" in requests.get(page, timeout=5).text
    back = requests.post(page, data={"answer": answer}, allow_redirects=False, timeout=5)
    assert back.headers["Location"].startswith(f"{HERE}?payment_intent={asked.id}&")
    assert back.headers["Location"].endswith(f"redirect_status={redirected}")
    assert retrieve(peer, asked.id).status == status


def test_without_a_way_back_the_script_shows_the_banks_page(peer: Peer) -> None:
    asked = confirm(peer, intent(peer, WITH_THE_BANK).id)
    assert asked.next_action.type == "use_stripe_sdk"
    seen = f"{peer.url}/v3/intents/{asked.id}"
    assert requests.get(seen, params={"client_secret": "guessed"}, timeout=5).status_code == 404
    assert (
        requests.get(seen, params={"client_secret": asked.client_secret}, timeout=5).json()["status"]
        == "requires_action"
    )
    assert "Stripe" in requests.get(f"{peer.url}/v3/", timeout=5).text


def test_money_that_is_held_is_captured_or_released(peer: Peer) -> None:
    held = [confirm(peer, intent(peer, capture_method="manual").id) for _ in range(2)]
    assert [(each.status, each.amount_capturable, each.latest_charge.captured) for each in held] == [
        ("requires_capture", 1234, False)
    ] * 2
    captured = peer.client.v1.payment_intents.capture(held[0].id)
    assert (captured.status, captured.amount_received) == ("succeeded", 1234)
    assert peer.client.v1.payment_intents.cancel(held[1].id).status == "canceled"
    assert moved(peer, held[0].id) == [("authorised", 1234), ("captured", 1234)]
    assert moved(peer, held[1].id) == [("authorised", 1234), ("released", 1234)]


def test_a_slow_bank_answers_late(peer: Peer) -> None:
    asked = confirm(peer, intent(peer, SLOW).id)
    assert asked.status == "processing"
    peer.ask("POST", f"pay/{asked.id}")
    assert retrieve(peer, asked.id).status == "succeeded"


def test_no_more_is_refunded_than_was_received(peer: Peer) -> None:
    paid = confirm(peer, intent(peer).id)
    refunds = peer.client.v1.refunds
    first = refunds.create({"payment_intent": paid.id, "amount": 1000, "metadata": {"refund": "7"}})
    assert first.status == "succeeded"
    with pytest.raises(InvalidRequestError, match="greater than unrefunded"):
        refunds.create({"payment_intent": paid.id, "amount": 235})
    refunds.create({"payment_intent": paid.id})
    with pytest.raises(InvalidRequestError) as again:
        refunds.create({"payment_intent": paid.id})
    assert again.value.code == "charge_already_refunded"
    listed = refunds.list({"payment_intent": paid.id}).data
    assert [(each.amount, each.metadata.to_dict()) for each in listed] == [(234, {}), (1000, {"refund": "7"})]
    assert retrieve(peer, paid.id).latest_charge.refunded


def test_a_bank_takes_a_charge_back_and_may_bring_it_again(peer: Peer) -> None:
    paid = confirm(peer, intent(peer).id)
    opened = peer.ask("POST", f"dispute/{paid.id}")
    [listed] = peer.client.v1.disputes.list({"payment_intent": paid.id}).data
    assert (listed.id, listed.status) == (opened["id"], "needs_response")
    assert [move.net for move in listed.balance_transactions] == [-1234 - 1500]
    assert retrieve(peer, paid.id).latest_charge.disputed
    with pytest.raises(InvalidRequestError) as refused:
        peer.client.v1.refunds.create({"payment_intent": paid.id})
    assert refused.value.code == "charge_disputed"
    peer.ask("POST", f"decide/{opened['id']}", {"status": "won"})
    assert moved(peer, paid.id) == [("charged", 1234), ("disputed", 1234), ("reinstated", 1234)]


def test_what_comes_out_of_turn_is_refused(peer: Peer) -> None:
    paid = confirm(peer, intent(peer).id)
    for verb in (
        peer.client.v1.payment_intents.confirm,
        peer.client.v1.payment_intents.cancel,
        peer.client.v1.payment_intents.capture,
    ):
        with pytest.raises(InvalidRequestError) as refused:
            verb(paid.id)
        assert refused.value.code == "payment_intent_unexpected_state"
    with pytest.raises(InvalidRequestError) as missing:
        retrieve(peer, "pi_nobody")
    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")
    with pytest.raises(InvalidRequestError, match="unknown parameter: colour"):
        intent(peer, colour="blue")


def test_a_key_answers_again_what_it_answered(peer: Peer) -> None:
    first, again = intent(peer, key="k-1"), intent(peer, key="k-1")
    assert first.id == again.id
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    with pytest.raises(IdempotencyError):
        intent(peer, key="k-1", amount=1)


def test_a_key_in_flight_is_refused(peer: Peer) -> None:
    peer.fail({"operation": "create", "how": "hang", "seconds": 0.5})
    with ThreadPoolExecutor(1) as other:
        first = other.submit(intent, peer, key="k-2")
        time.sleep(0.2)
        with pytest.raises(stripe.APIError) as refused:
            intent(peer, key="k-2")
        assert refused.value.http_status == 409
        assert first.result().id == intent(peer, key="k-2").id


@pytest.mark.parametrize("how", ["500", "reset"])
@pytest.mark.parametrize(("when", "charged"), [("before", []), ("after", [("charged", 1234)])])
def test_a_fault_comes_before_or_after_the_money_has_moved(peer: Peer, how: str, when: str, charged: list[Any]) -> None:
    asked = intent(peer)
    peer.fail({"operation": "confirm", "how": how, "when": when})
    with pytest.raises((stripe.APIError, stripe.APIConnectionError)):
        confirm(peer, asked.id)
    assert moved(peer, asked.id) == charged
    assert retrieve(peer, asked.id).status == ("succeeded" if charged else "requires_confirmation")


def test_the_ledger_and_the_keys_survive_being_killed(peer: Peer) -> None:
    paid = confirm(peer, intent(peer, key="k-3").id)
    before = peer.movements()
    peer.kill()
    peer.start()
    assert peer.movements() == before
    assert intent(peer, key="k-3").id == paid.id
    assert retrieve(peer, paid.id).latest_charge.id == paid.latest_charge.id


# --- Webhooks -------------------------------------------------------------------------------------


@contextmanager
def mailbox() -> Iterator[tuple[str, list[Any]]]:
    """An address, and what was posted there with a good signature: the official library looks at it."""
    received: list[Any] = []

    class Box(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(stripe.Webhook.construct_event(body, self.headers["Stripe-Signature"], SECRET))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Box)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", received
    server.shutdown()
    server.server_close()


def kinds(received: list[Any]) -> list[str]:
    return [event.type.removeprefix("payment_intent.") for event in received]


def test_each_transition_is_told_signed(peer: Peer) -> None:
    with mailbox() as (address, received):
        peer.webhooks(address=address, first=True)
        paid = confirm(peer, intent(peer).id)
        assert kinds(received) == ["created", "succeeded"]
        assert received[1].data.object.id == paid.id
        peer.webhooks(address="")


def test_they_can_be_held_and_come_reversed_and_many_times(peer: Peer) -> None:
    with mailbox() as (address, received):
        peer.webhooks(address=address, mode="hold")
        confirm(peer, intent(peer).id)
        assert received == []
        peer.ask("POST", "deliver", {"reverse": True, "copies": 2})
        assert kinds(received) == ["succeeded", "succeeded", "created", "created"]
        peer.webhooks(address="")
    assert json.dumps(peer.ask("GET", "events")[-1]["answers"]) == "[200, 200]"
