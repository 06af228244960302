"""Where Stripe calls: what is signed and fresh is heard once, and nothing else leaves a trace."""

import json
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django import Settings
from stripe import WebhookSignature

from core.checkout.services import place_order, set_payment
from core.customers.types import Guest
from core.payments.models import Payment, ProviderEvent
from core.payments.types import Provider
from tests.core.checkout.readiness import AGREED, ready
from tests.factories import a_record, someone
from tests.factories.bank import VISA
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db
HOOK = "/hooks/payments/stripe/"
SECRET = "whsec_test"


@pytest.fixture(autouse=True)
def takes_cards(settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = (Provider.STRIPE, Provider.MANUAL)
    settings.STRIPE_SECRET_KEY = "sk_test"
    settings.STRIPE_WEBHOOK_SECRET = SECRET


@pytest.fixture
def number() -> str:
    """An order about whose payment nobody asks any more by themselves."""
    guest: Guest = ready(someone(), a_record(title="Kind of Blue", price=1000, stock=5))
    set_payment(principal=guest, provider="stripe", method=VISA)
    number = place_order(principal=guest, expected_total=AGREED, now=NOW)
    Payment.objects.update(intent_id="pi_1", due_at=None, dead_at=NOW)
    return number


def event(about: dict[str, Any], *, name: str = "evt_1", kind: str = "payment_intent.succeeded") -> str:
    return json.dumps({"id": name, "object": "event", "type": kind, "data": {"object": about}})


INTENT = {"object": "payment_intent", "id": "pi_1", "metadata": {}}


def call(body: str, *, signed: str | None = None, age: int = 0, path: str = HOOK) -> int:
    """`signed` is the body that was signed, this one if no other is given; `age` is in seconds."""
    signature = WebhookSignature.generate_signature_header(
        body if signed is None else signed, SECRET, timestamp=int(time.time()) - age
    )
    response = Client().post(path, body, content_type="application/json", headers={"Stripe-Signature": signature})
    return int(response.status_code)


def heard() -> int:
    return ProviderEvent.objects.count()


def is_due() -> bool:
    return Payment.objects.filter(due_at__isnull=False, dead_at=None).exists()


@pytest.mark.parametrize(
    "about",
    [
        INTENT,
        {"object": "charge", "id": "ch_1", "payment_intent": "pi_1", "metadata": {}},
        {"object": "refund", "id": "re_1", "payment_intent": "pi_1"},
        {"object": "dispute", "id": "du_1", "payment_intent": "pi_1", "metadata": {}},
    ],
    ids=lambda about: str(about["object"]),
)
def test_what_happened_to_an_intent_or_what_came_of_it_makes_the_shop_ask(number: str, about: dict[str, Any]) -> None:
    assert call(event(about), age=290) == 200
    assert (heard(), is_due()) == (1, True)


def test_an_intent_whose_name_was_not_written_down_yet_is_known_by_its_order(number: str) -> None:
    Payment.objects.update(intent_id="")
    assert call(event(INTENT | {"id": "pi_2", "metadata": {"reference": number}})) == 200
    assert is_due()


def test_that_we_have_opened_an_intent_is_no_news_to_us(number: str) -> None:
    assert call(event(INTENT | {"metadata": {"reference": number}}, kind="payment_intent.created")) == 200
    assert (heard(), is_due()) == (1, False)


def test_the_same_event_ten_times_is_heard_once(number: str) -> None:
    assert {call(event(INTENT)) for _ in range(10)} == {200}
    assert heard() == 1


def test_what_is_about_somebody_elses_payment_is_heard_and_changes_nothing(number: str) -> None:
    assert call(event(INTENT | {"id": "pi_else"})) == 200
    assert call(event({"object": "customer", "id": "cus_1"}, name="evt_2")) == 200
    assert (heard(), is_due()) == (2, False)


def test_what_is_altered_old_or_not_signed_is_refused_without_a_trace(number: str) -> None:
    body = event(INTENT)
    assert call(body, signed=event(INTENT, name="evt_2")) == 400
    assert call(body, age=301) == 400
    assert call("not json") == 400
    assert call("[]") == 400
    for header in ({}, {"Stripe-Signature": ""}, {"Stripe-Signature": "t=1,v1=0"}, {"Stripe-Signature": "nonsense"}):
        response = Client().post(HOOK, body, content_type="application/json", headers=header)
        assert (response.status_code, response.json()["code"]) == (400, "event_refused")
    assert (heard(), is_due()) == (0, False)


def test_only_a_provider_the_shop_has_may_call_and_only_by_post(settings: Settings) -> None:
    assert call(event(INTENT), path="/hooks/payments/manual/") == 404
    assert call(event(INTENT), path="/hooks/payments/gold/") == 404
    settings.PAYMENT_PROVIDERS = (Provider.MANUAL,)
    assert call(event(INTENT)) == 404
    assert Client().get(HOOK).status_code == 405


@pytest.mark.parametrize(("backend", "answers"), [("ops", True), ("all", True), ("web", False), ("mobile", False)])
def test_providers_call_at_ops_alone(backend: str, answers: bool) -> None:
    try:
        found = resolve(HOOK, f"project.urls.{backend}").func.__name__ == "payment_event"
    except Resolver404:
        found = False
    assert found is answers
