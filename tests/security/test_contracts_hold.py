"""Both backends keep their contracts, whatever is sent and whoever sends it.

schemathesis reads each contract from the running server and makes requests of it, right ones and wrong ones, in known
corners and by chance, and in sequences that follow from one answer to the next; every answer goes through all its
checks. `FUZZ` is how many it makes by chance of each operation (`make fuzz` makes many), `SEED` which.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from rest_framework import serializers
from schemathesis.config import CacheConfig, SchemathesisConfig
from schemathesis.engine import events, from_schema

from mobile_api import auth, strict
from mobile_api.screens import orders
from tests.factories import a_shop
from tests.personas import Browser, Phone, make_customer
from web_api.rendering import CompactJSONRenderer

EXAMPLES = int(os.environ.get("FUZZ", "2"))
THOROUGH = "FUZZ" in os.environ
SEED = int(os.environ.get("SEED", "1"))

# Checks that are wrong for this shop, or need to be told more of it.
LEFT_OUT = {
    "positive_data_acceptance": "what is well formed may still be no coupon: `malformed_is_what_the_contract_says`",
    "ensure_resource_availability": "an installation is there for its own new token alone, not for who registered it",
}


@schemathesis.check
def malformed_is_what_the_contract_says(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: Any
) -> None:
    """What the contract allows may be refused for what it means, in a code of core's, but never for its form."""
    meta = case.meta
    allowed = meta is not None and all(component.mode.is_positive for component in meta.components.values())
    if allowed and response.status_code in (400, 413, 415, 422):
        code = response.json().get("code")
        assert code not in ("invalid_request", "malformed_json", "unsupported_media_type"), response.text


@dataclass
class Run:
    """What came of it: which operations were tried with how many requests, and what was wrong at each by each check."""

    requests: Counter[str] = field(default_factory=Counter)
    faults: dict[tuple[str, str], str] = field(default_factory=dict)

    def note(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.NonFatalError | events.FatalError):
            self.faults[("schemathesis itself", type(event).__name__)] = str(event)
        if not isinstance(event, events.ScenarioFinished):
            return
        recorder = event.recorder
        self.requests.update(case.value.operation.label for case in recorder.cases.values())
        for checks in recorder.checks.values():
            for check in checks:
                if check.failure_info:
                    failure = check.failure_info.failure
                    self.faults[(recorder.label, check.name)] = f"{failure.message}\n{check.failure_info.code_sample}"


def fuzz(url: str, headers: Mapping[str, str], *, path: str | None = None, corners: bool = True) -> Run:
    """Try all operations of a contract, or those at one path, with the headers of somebody."""
    schema: Any = schemathesis.openapi.from_url(
        url, config=SchemathesisConfig(seed=SEED, cache=CacheConfig(enabled=False))
    )
    if path is not None:
        schema = schema.include(path=path)
    config = schema.config
    config.update(headers={**headers, "Connection": "close"}, workers=1, continue_on_failure=True)
    config.parameters.update({f"header.{name}": value for name, value in headers.items() if name == "X-CSRFToken"})
    config.generation.update(max_examples=EXAMPLES, database="none", no_shrink=not THOROUGH)
    config.generation.update(allow_x00=False)  # no text may have a NUL in it: test_bad_input.py asks for that
    config.phases.coverage.enabled = corners
    for name in LEFT_OUT:
        getattr(config.checks, name).enabled = False
    run = Run(Counter(dict.fromkeys((one.ok().label for one in schema.get_all_operations()), 0)))
    for event in from_schema(schema).execute():
        run.note(event)
    return run


def web_guest(variant: int) -> dict[str, str]:
    """With an order and a cart."""
    browser = Browser()
    browser.buy(variant)
    browser.add(variant)
    return _as(browser)


def web_customer(variant: int) -> dict[str, str]:
    browser = Browser()
    make_customer()
    browser.sign_in()
    browser.add(variant)
    return _as(browser)


def _as(browser: Browser) -> dict[str, str]:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.client.cookies.items())
    return {"Cookie": cookies, "X-CSRFToken": browser.cookie("web_csrf")}


def phone_guest(variant: int) -> dict[str, str]:
    """With an order and a cart."""
    phone = Phone()
    phone.register()
    phone.buy(variant)
    phone.add(variant)
    return {"Authorization": f"Bearer {phone.guest}"}


def phone_customer(variant: int) -> dict[str, str]:
    phone = Phone()
    make_customer()
    phone.sign_in()
    phone.add(variant)
    return {"Authorization": f"Bearer {phone.access}"}


def nobody(variant: int) -> dict[str, str]:
    return {}


type Failed = Callable[[str, str, dict[str, str]], set[str]]
type Who = Callable[[int], dict[str, str]]
PEOPLE: list[tuple[str, Who, bool]] = [
    ("web", web_guest, True),
    ("web", web_customer, THOROUGH),
    ("web", nobody, THOROUGH),
    ("mobile", phone_guest, True),
    ("mobile", phone_customer, THOROUGH),
    ("mobile", nobody, THOROUGH),
]


@pytest.mark.parametrize(("backend", "who", "corners"), PEOPLE)
def test_every_answer_is_what_the_contract_says(
    backend: str,
    who: Who,
    corners: bool,
    live_server: LiveServer,
    record_property: Callable[[str, object], None],
) -> None:
    headers = who(a_shop().record.variant)
    run = fuzz(f"{live_server.url}/api/{backend}/openapi.json", headers, corners=corners)
    assert not run.faults, "\n\n".join(f"{at}: {check}\n{told}" for (at, check), told in run.faults.items())
    assert all(run.requests.values())
    figure = f"{run.requests.total():,} requests to {len(run.requests)} operations"
    record_property("figure", f"contract of {backend}, {who.__name__}: {figure}, 0 failures")


@pytest.fixture(autouse=True)
def as_often_as_it_takes(settings: Settings) -> None:
    """No rate is met: all these requests come from one address."""
    settings.RATE_LIMITS = False


class TestWithoutADefence:
    """What the checks are worth: each fails where its defence is taken away."""

    @pytest.fixture
    def failed(self, live_server: LiveServer) -> Callable[[str, str, dict[str, str]], set[str]]:
        """The checks that fail at one path of a backend."""

        def failed(backend: str, path: str, headers: dict[str, str]) -> set[str]:
            url = f"{live_server.url}/api/{backend}/openapi.json"
            return {check for _, check in fuzz(url, headers, path=f"/api/{backend}/v1/{path}").faults}

        return failed

    def test_a_server_that_breaks_is_seen(self, failed: Failed, monkeypatch: pytest.MonkeyPatch) -> None:
        guest = phone_guest(a_shop().record.variant)
        monkeypatch.setattr(orders, "orders_after", lambda *args, **kwargs: 1 / 0)
        assert "not_a_server_error" in failed("mobile", "screens/orders", guest)

    def test_a_door_left_open_is_seen(self, failed: Failed, monkeypatch: pytest.MonkeyPatch) -> None:
        guest = phone_guest(a_shop().record.variant)
        monkeypatch.setattr(auth.TokenNeeded, "__call__", auth.OpenToAll.__call__)
        assert "ignored_auth" in failed("mobile", "screens/orders", guest)

    def test_wrong_values_let_in_are_seen(self, failed: Failed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serializers.IntegerField, "to_internal_value", lambda self, sent: 1)
        assert "negative_data_rejection" in failed("web", "pages/orders/", {})

    def test_an_answer_that_lacks_something_is_seen(self, failed: Failed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(CompactJSONRenderer, "render", lambda *args, **kwargs: b"{}")
        assert "response_schema_conformance" in failed("web", "pages/cart/", {})

    def test_a_refusal_of_what_the_contract_allows_is_seen(
        self, failed: Failed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(strict, "_faults", lambda query, known: dict.fromkeys(query, "unknown"))
        assert "malformed_is_what_the_contract_says" in failed("mobile", "screens/search", {})
