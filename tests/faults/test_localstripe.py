"""The Stripe gateway against localstripe, which others wrote: that we both read the wire format in the same way.

It proves that what we send is understood, and that we understand what is answered, for paying, holding, capturing,
voiding, giving back and the bank's question. It proves nothing of idempotency keys, of faults and webhooks, or of
`return_url`, none of which localstripe has, nor of giving back too much, which it does; these are our own provider's,
after Stripe's documentation.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import requests
import stripe

from core.payments.gateways import stripe as adapter
from core.payments.gateways.stripe import StripeGateway
from core.payments.types import Charge, Intent, IntentState
from core.shared.money import Money
from tests.processes.server import DIES_WITH_ITS_PARENT, HOST, PATIENCE, free_port

PYTHON = os.environ.get("LOCALSTRIPE_PYTHON", sys.executable)  # of an environment that has it
VISA, ASKS_THE_BANK = "4242424242424242", "4000002500003155"

pytestmark = pytest.mark.skipif(
    sys.executable == PYTHON and find_spec("localstripe") is None,
    reason="localstripe is not installed: see requirements/dev.in, or let LOCALSTRIPE_PYTHON name a Python with it",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stripe.StripeClient]:
    folder, port = tmp_path_factory.mktemp("localstripe"), free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, "-c", DIES_WITH_ITS_PARENT, "-m", "localstripe", "--port", str(port), "--from-scratch"],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    _wait_for(f"http://{HOST}:{port}", folder / "log")
    yield stripe.StripeClient("sk_test_local", base_addresses={"api": f"http://{HOST}:{port}"}, max_network_retries=0)
    process.kill()
    process.wait()


def _wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=PATIENCE)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.fixture
def gateway(client: stripe.StripeClient, monkeypatch: pytest.MonkeyPatch) -> StripeGateway:
    """localstripe's charges are older than `amount_captured`: of what is captured they hold the amount alone."""
    read = adapter._read

    class Newer:
        def __init__(self, answered: Any) -> None:
            self.intent = answered.to_dict()
            charge = self.intent.get("latest_charge")
            if isinstance(charge, dict):
                charge.setdefault("amount_captured", charge["amount"] if charge["captured"] else 0)

        def to_dict(self) -> Any:
            return self.intent

    monkeypatch.setattr(adapter, "_read", lambda answered: read(Newer(answered)))
    return StripeGateway(client, "whsec_unused")


def a_card(client: stripe.StripeClient, number: str) -> str:
    """It has to belong to a customer before localstripe takes it."""
    card: Any = {"type": "card", "card": {"number": number, "exp_month": 12, "exp_year": 2040, "cvc": "123"}}
    method = client.v1.payment_methods.create(card)
    customer = client.v1.customers.create({"email": "ada@example.org"})
    client.v1.payment_methods.attach(method.id, {"customer": customer.id})
    return method.id


def confirmed(gateway: StripeGateway, number: str = VISA, *, capture: bool = True) -> Intent:
    method = a_card(gateway.client, number)
    opened = gateway.open(Charge("A1", Money(1234, "EUR"), method, capture))
    assert opened.state is IntentState.NEW
    return gateway.confirm(opened.id, return_url="")


def test_a_card_is_charged_and_part_of_it_given_back(gateway: StripeGateway) -> None:
    paid = confirmed(gateway)
    assert (paid.state, paid.captured) == (IntentState.CAPTURED, 1234)
    assert gateway.refunds(paid.id) == {}
    given_back = gateway.refund(paid.id, key="k1", amount=100)
    assert gateway.refunds(paid.id) == {"k1": given_back}
    after = gateway.look_up(paid.id)
    assert (after.captured, after.refunded) == (1234, 100)


def test_money_that_is_held_is_captured_or_let_go(gateway: StripeGateway) -> None:
    held = [confirmed(gateway, capture=False) for _ in range(2)]
    assert {intent.state for intent in held} == {IntentState.AUTHORISED}
    assert gateway.capture(held[0].id).captured == 1234
    assert gateway.void(held[1].id).state is IntentState.CANCELLED


def test_the_bank_asks_the_shopper(gateway: StripeGateway) -> None:
    asked = confirmed(gateway, ASKS_THE_BANK)
    assert asked.state is IntentState.ACTION
    assert asked.step
    assert asked.step.client_secret.startswith(asked.id)
    assert gateway.look_up(asked.id) == asked
