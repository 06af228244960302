"""Secrets are put into everything the shop can be told, and looked for in all that it logs, keeps and answers."""

import json
import logging
import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.test import Client, RequestFactory

from core.checkout import services as checkout
from core.shared import scrubbing
from core.shared.scrubbing import scrub
from project import logs
from project.reports import ScrubbingReporter
from tests.factories import Shop, a_shop
from tests.personas import PHONE, PHONE_AUTH, WEB, WEB_AUTH, Browser, Phone, make_customer

pytestmark = pytest.mark.django_db

PASSWORD = "canary-7-password"
TOKEN = "Canary7Token" + "aB3" * 12
CARD = "4242 4242 4242 4242"
BARE_CARD = CARD.replace(" ", "")
EMAIL = "canary@example.org"
SECRETS = (PASSWORD, TOKEN, CARD, BARE_CARD)

HEADERS = {"Authorization": f"Bearer {TOKEN}", "X-Session-Token": TOKEN, "Stripe-Signature": f"t=1,v1={TOKEN}"}
BODY = {"email": EMAIL, "password": PASSWORD, "token": TOKEN, "card": CARD, "nested": {"secret": PASSWORD, "n": [CARD]}}
QUERY = {"password": PASSWORD, "token": TOKEN, "q": BARE_CARD, "email": EMAIL}

DOORS = [
    ("GET", WEB + "pages/home/"),
    ("GET", WEB + "pages/search/"),
    ("POST", WEB + "cart/lines/"),
    ("PUT", WEB + "checkout/address/"),
    ("POST", WEB_AUTH + "auth/login"),
    ("POST", WEB_AUTH + "auth/signup"),
    ("GET", "/search/"),
    ("GET", PHONE + "screens/home"),
    ("POST", PHONE + "actions/cart/add"),
    ("POST", PHONE_AUTH + "auth/login"),
    ("POST", PHONE_AUTH + "tokens/refresh"),
    ("GET", "/admin/login/"),
    ("POST", "/admin/login/"),
    ("POST", "/hooks/payments/stripe/"),
    ("GET", f"/nowhere/{TOKEN}/{EMAIL}"),
]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that is logged, debugging too, as a process of the shop would write it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("django_structlog").setLevel(logging.INFO)
    yield stream
    logging.getLogger("django_structlog").setLevel(logging.WARNING)
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.fixture
def shop() -> Shop:
    return a_shop()


def knock(method: str, path: str) -> Any:
    """With secrets in query, body, headers and cookies, on a server that answers whatever happens."""
    client = Client(raise_request_exception=False, headers={"X-App-Version": "ios 1.0.0", **HEADERS})
    client.cookies.load({"web_session": TOKEN, "admin_session": TOKEN, "web_csrf": TOKEN})
    return client.generic(method, path, json.dumps(BODY), "application/json", query_params=QUERY)


def kept() -> str:
    """Every text in every table."""
    texts = []
    for model in apps.get_models(include_auto_created=True):
        names = [f.name for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)]
        texts += [str(row) for row in model._default_manager.values_list(*names)] if names else []
    return "\n".join(texts)


def fail(*args: Any, **kwargs: Any) -> Any:
    """As a library might, which says what it was given."""
    raise RuntimeError(f"cannot do {BODY} with {HEADERS} at https://x.example/?email={EMAIL}&token={TOKEN}")


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_no_secret_is_logged_kept_or_answered(shop: Shop, log: StringIO, method: str, path: str) -> None:
    make_customer(EMAIL)
    answer = knock(method, path)
    assert leaks(kept()) == []
    assert leaks(log.getvalue()) == []
    assert f"/{EMAIL}" not in log.getvalue()
    assert f"={EMAIL}" not in log.getvalue().replace(f"email={EMAIL!r}", "")
    if path != "/search/" and not path.endswith("pages/search/"):  # which say what was looked for
        assert leaks(answer.content.decode()) == []


def fail_at_the_web(monkeypatch: pytest.MonkeyPatch) -> Any:
    browser = Browser()
    browser.client.raise_request_exception = False
    monkeypatch.setattr(checkout, "set_address", fail)
    return browser.give_address(EMAIL, line2=CARD)


def fail_at_the_phone(monkeypatch: pytest.MonkeyPatch) -> Any:
    phone = Phone()
    phone.register()
    phone.client.raise_request_exception = False
    monkeypatch.setattr(checkout, "set_address", fail)
    return phone.give_address(EMAIL, line2=CARD)


def fail_at_the_hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("project.ops.hooks.providers", fail)
    return knock("POST", "/hooks/payments/stripe/")


def fail_at_the_admin(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("project.middleware.sessions.AudienceSessionMiddleware.process_request", fail)
    return knock("POST", "/admin/")


FAILING = [fail_at_the_web, fail_at_the_phone, fail_at_the_hook, fail_at_the_admin]


@pytest.mark.parametrize("door", FAILING)
def test_a_traceback_that_has_secrets_in_it_is_logged_without(
    shop: Shop, log: StringIO, monkeypatch: pytest.MonkeyPatch, door: Any
) -> None:
    answer = door(monkeypatch)
    assert answer.status_code == 500
    assert "cannot do" in log.getvalue()
    assert leaks(log.getvalue()) == []
    assert leaks(answer.content.decode()) == []


@pytest.mark.parametrize("door", FAILING)
def test_without_the_scrubber_they_are_found(
    shop: Shop, log: StringIO, monkeypatch: pytest.MonkeyPatch, door: Any
) -> None:
    """The twin."""
    monkeypatch.setattr(logs, "scrub", str)
    door(monkeypatch)
    assert {PASSWORD, TOKEN, CARD} <= set(leaks(log.getvalue()))


def report() -> str:
    """Django's page of a traceback, as a maker sees it with DEBUG."""
    request = RequestFactory(headers=HEADERS).post("/", {"password": PASSWORD, "note": CARD}, query_params=QUERY)
    request.COOKIES["web_session"] = TOKEN
    body, password = dict(BODY), PASSWORD  # a frame's variables are in it
    try:
        raise RuntimeError(f"cannot do {body}")
    except RuntimeError as error:
        assert password
        return ScrubbingReporter(request, type(error), error, error.__traceback__).get_traceback_text() + str(
            ScrubbingReporter(request, type(error), error, error.__traceback__).get_traceback_html()
        )


def test_a_page_of_a_traceback_has_none(settings: Any) -> None:
    settings.DEBUG = True
    assert leaks(report()) == []


def test_without_the_scrubber_a_page_of_a_traceback_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin."""
    monkeypatch.setattr("project.reports.scrub", str)
    monkeypatch.setattr("project.reports.scrub_value", lambda name, text: text)
    assert set(SECRETS) <= set(leaks(report()))


@pytest.mark.parametrize(
    "text",
    [
        "GET /p/blue-train/?page=2 answered 200 in 0.012 s",
        "request_id='9f1c2ab0-1111-2222-3333-444455556666'",
        "sha256 0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
        "order 4242424242424241 of 2026-11-25T20:08:56.994391Z",
        "mail to ada@example.org",
        'File "core/checkout/services/placing.py", line 12, in place_order',
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert scrub(text) == text


LONG = ["/" * 8192, "token" * 1600, "a@" * 4096, 'token="' * 1100, "4 " * 4096, "A1b-" * 2048]


@pytest.mark.parametrize("text", LONG)
def test_no_text_that_a_stranger_sends_takes_long(text: str) -> None:
    """Each of these took an expression that looks again from every letter more than seconds."""
    began = time.process_time()
    scrubbing.scrub(text)
    assert time.process_time() - began < 1
