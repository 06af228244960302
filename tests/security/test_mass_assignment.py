"""Nothing is set, found or sorted by a name that the contract does not have: it is refused by that name.

Every field of every model is tried, and what Django's own lookups are made of, in every body of every operation, at
each of its depths, and in every query. HTML forms ignore what they do not know; then it must have changed nothing.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from itertools import batched
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from mobile_api import strict
from project.identity.adapters import AccountAdapter
from tests.security.operations import Operation, contracted, pages, sign_in
from tests.security.parties import Scene, Scenes, all_rows
from tests.security.test_ownership import ASKS, everything
from web_api import strict as web_strict

pytestmark = pytest.mark.django_db

VALUE = "7777777"  # a number and a text, and nowhere else in the shop
LOOKUPS = {
    *("pk", "_connector", "_negated", "__class__", "__proto__", "constructor"),
    *(
        "first_name",
        "user__password__startswith",
        "customer__email__contains",
        "order_by",
        "ordering",
        "filter",
        "fields",
        "include",
    ),
}
MODELS = [model for model in apps.get_models() if model.__module__.startswith(("core.", "mobile_api.", "allauth."))]
COLUMNS = {name for model in MODELS for field in model._meta.concrete_fields for name in (field.name, field.attname)}
NAMES = sorted(COLUMNS | LOOKUPS)
A_QUERY = 50  # names at once

CONTRACTED = contracted()
BODIES = [str(operation) for operation, said in CONTRACTED.items() if "requestBody" in said]
QUERIES = [str(operation) for operation in CONTRACTED]
SINGLE = [
    (str(operation), parameter["name"])
    for operation, said in CONTRACTED.items()
    for parameter in said.get("parameters", [])
    if parameter["in"] == "query" and parameter["schema"].get("type") not in ("array", "object")
]
SORTED = [name for name, parameter in SINGLE if parameter == "sort"]
FORMS = [str(operation) for operation in pages() if operation.form]
ACCOUNT = [str(operation) for operation in sign_in() if operation.method in ("POST", "PUT", "PATCH")]
OPERATIONS = {str(operation): operation for operation in (*CONTRACTED, *pages(), *sign_in())}


def send(scene: Scene, name: str, body: Any, query: str = "") -> Any:
    """As the owner, who may do all of it."""
    path = ASKS[name].path(OPERATIONS[name].path, scene.owner.things)
    return scene.owner.party.ask(OPERATIONS[name].method, path + query, body, **{"Idempotency-Key": "another-key"})


def body_of(scene: Scene, name: str) -> Any:
    return ASKS[name].body(scene.owner.things)


def let_in(scene: Scene, name: str, body: Any, wanted: set[str], query: str = "") -> set[str]:
    """Which of the names were not refused by name."""
    response = send(scene, name, body, query)
    return wanted - (response.json().get("errors", {}).keys() if response.status_code == 400 else set())


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = all_rows()
    yield
    now = all_rows()
    changed = [model._meta.label for model in before if now[model] != before[model]]
    assert not changed, changed


def injected(body: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[Any, set[str]]]:
    """The body with all names added at one depth, and how a refusal has to call them; for each depth there is."""
    extra = {name: VALUE for name in NAMES if name not in body and f"{prefix}{name}" not in OPTIONAL}
    yield {**body, **extra}, {f"{prefix}{name}" for name in extra}
    for name, inner in body.items():
        if isinstance(inner, dict):
            for deeper, names in injected(inner, f"{prefix}{name}."):
                yield {**deepcopy(dict(body)), name: deeper}, names


# What a body may have besides what its owner sends in ASKS.
OPTIONAL = {
    *("quantity", "method", "platform", "app_version"),
    *(f"address.{name}" for name in ("line2", "postcode", "region", "phone")),
}


def bodies_let_in(scene: Scene, name: str) -> set[str]:
    return {fault for body, names in injected(body_of(scene, name)) for fault in let_in(scene, name, body, names)}


def queries_let_in(scene: Scene, name: str) -> set[str]:
    known = {parameter["name"] for parameter in CONTRACTED[OPERATIONS[name]].get("parameters", [])}
    found = set()
    for names in batched((name for name in NAMES if name not in known), A_QUERY, strict=False):
        query = "?" + urlencode(dict.fromkeys(names, VALUE))
        found |= let_in(scene, name, body_of(scene, name), set(names), query)
    return found


def scene_of(scenes: Scenes, name: str) -> Scene:
    kind = "guest" if "guest" in ASKS[name].by else "customer"
    return scenes(OPERATIONS[name].backend, kind)


def set_by_name(scene: Scene) -> set[str]:
    """The tables in which the value stands that was sent under every name."""
    cells = {
        (model._meta.label, str(cell))
        for model, rows in all_rows().items()
        for row in rows.values()
        for cell in row.values()
    }
    return {label for label, cell in cells if VALUE in cell}


def test_the_names_are_those_of_the_shop() -> None:
    assert {"is_staff", "password", "customer_id", "guest_id", "credential_epoch", "status", "total"} <= set(NAMES)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_holds_nothing_else(name: str, scenes: Scenes) -> None:
    with nothing_changes():
        assert not bodies_let_in(scene_of(scenes, name), name)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_holds_nothing_else(name: str, scenes: Scenes) -> None:
    with nothing_changes():
        assert not queries_let_in(scene_of(scenes, name), name)


@pytest.mark.parametrize(("name", "parameter"), SINGLE)
def test_a_parameter_is_given_once(name: str, parameter: str, scenes: Scenes) -> None:
    scene, query = scene_of(scenes, name), "?" + urlencode([(parameter, "1"), (parameter, "2")])
    assert not let_in(scene, name, body_of(scene, name), {parameter}, query)


@pytest.mark.parametrize("order", ["password", "-user__password", "?", "-", "id", "newest,password", "newest;--"])
@pytest.mark.parametrize("name", SORTED)
def test_lists_are_sorted_only_as_the_contract_says(name: str, order: str, scenes: Scenes) -> None:
    scene = scene_of(scenes, name)
    assert not let_in(scene, name, None, {"sort"}, "?" + urlencode({"sort": order}))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sets_nothing_else(name: str, scenes: Scenes) -> None:
    scene = scene_of(scenes, name)
    body = body_of(scene, name)
    extra = {field: VALUE for field in NAMES if field not in body | FORM_FIELDS}
    assert send(scene, name, {**extra, **body}).status_code == 303
    assert not set_by_name(scene)


# What a form may have besides what its owner sends in ASKS.
FORM_FIELDS = dict.fromkeys(("quantity", "method", "line2", "postcode", "region", "phone"))


@pytest.mark.parametrize("name", ACCOUNT)
def test_signing_up_and_in_sets_nothing_else(name: str, scenes: Scenes) -> None:
    """allauth ignores what it does not know."""
    operation = OPERATIONS[name]
    scene = scenes(operation.backend, "customer")
    attack(scene, operation)
    assert not set_by_name(scene)
    assert get_user_model().objects.filter(is_staff=True, email__startswith="staff.").count() == STAFF
    assert not get_user_model().objects.exclude(email__startswith="staff.").filter(is_staff=True).exists()


STAFF = 4  # one in each of the scenes


def attack(scene: Scene, operation: Operation) -> None:
    """By somebody new, whose sign-up would succeed, and by the owner."""
    known = {**everything(scene.owner.things), "email": "somebody.new@example.org", "password": "correct-horse-9"}
    body = dict.fromkeys(NAMES, VALUE) | {"is_staff": True, "is_superuser": True} | known
    for party in (scene.strangers[-1], scene.owner.party):
        party.ask(operation.method, operation.path, body)


class TestWithoutADefence:
    def test_fields_let_in_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(web_strict, "_refuse", lambda names, message, code: None)
        found = bodies_let_in(scenes("web", "guest"), "PUT /api/web/v1/checkout/address/")
        assert {"customer_id", "address.customer_id"} <= found

    def test_changes_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(web_strict, "_refuse", lambda names, message, code: None)
        with pytest.raises(AssertionError, match=r"carts\.CartLine"), nothing_changes():
            bodies_let_in(scenes("web", "guest"), "POST /api/web/v1/cart/lines/")

    def test_parameters_let_in_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(strict, "_faults", lambda query, known: {})
        assert {"password", "_connector"} <= queries_let_in(
            scenes("mobile", "guest"), "GET /api/mobile/v1/screens/home"
        )

    def test_what_is_set_by_signing_up_is_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        def save_all_that_was_sent(adapter: Any, request: Any, user: Any, form: Any, commit: bool = True) -> Any:
            sent = json.loads(request.body)
            user.email, user.name = sent["email"], sent["first_name"]
            user.save()
            return user

        monkeypatch.setattr(AccountAdapter, "save_user", save_all_that_was_sent)
        scene = scenes("web", "customer")
        attack(scene, Operation("POST", "/api/web/auth/v1/auth/signup"))
        assert "customers.User" in set_by_name(scene)
