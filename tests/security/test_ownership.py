"""Nobody reads or changes what is another shopper's, whichever operation they try and whoever they are.

Each operation of both contracts and each HTML page and form stands in ASKS, as its owner would ask; whoever adds an
operation has to say there whose it is. Strangers ask the very same, of what is the owner's, and with all of its names
known. allauth's endpoints are attacked one and all with everything that an owner's account is known by.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any, NoReturn
from uuid import UUID, uuid4

import pytest
from allauth.headless.usersessions.views import SessionsView
from allauth.usersessions.models import UserSession
from django.db import transaction

from core.customers.selectors import sign_ins
from core.customers.types import Principal
from core.orders import selectors as orders
from core.orders.types import OrderStateConflict
from mobile_api.models import Installation
from tests.security.operations import Operation, contracted, pages, sign_in
from tests.security.parties import ADDRESS, Party, Scene, Scenes, Things, changed

pytestmark = pytest.mark.django_db  # each test in a transaction of its own, inside that of the scene


class Whose(Enum):
    ALL = "what it shows is the same for everybody, and nobody's"
    OWN = "it is about whoever asks, and names nothing"
    NAMED = "it names what is somebody's: to others that is missing"


def nothing(of: Things) -> Any:
    return None


@dataclass(frozen=True, slots=True)
class Ask:
    """How the owner asks: `named` says which of their things (see Owner) the path names, `body` what they send.

    `names` are those of their things that are named somewhere. `by` tells who can own such a thing, `tells` whether a
    customer's answer has something in it by which they can be known.
    """

    whose: Whose
    body: Callable[[Things], Any] = nothing
    named: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    by: tuple[str, ...] = ("guest", "customer")
    tells: bool = True

    def path(self, template: str, of: Things) -> str:
        return template.format(**{parameter: of[thing] for parameter, thing in self.named})


def everybody(**named: str) -> Ask:
    return Ask(Whose.ALL, named=tuple(named.items()))


def everybody_with(body: Any) -> Ask:
    return Ask(Whose.ALL, said(body))


def own(body: Callable[[Things], Any] = nothing, **named: str) -> Ask:
    return Ask(Whose.OWN, body, tuple(named.items()))


def theirs(*names: str, body: Callable[[Things], Any] = nothing, **named: str) -> Ask:
    return Ask(Whose.NAMED, body, tuple(named.items()), (*names, *named.values()))


def line(of: Things, **fields: Any) -> Any:
    return {"line": of["line"], **fields}


def variant(of: Things, **fields: Any) -> Any:
    return {"variant": of["variant"], **fields}


def gone(*things: str, of: Things) -> Any:
    """What is sold out, beside some of their things."""
    return {"variant": of["gone"], **{name: of[name] for name in things}}


def said(body: Any) -> Callable[[Things], Any]:
    return lambda of: body


def form(do: str, *things: str, **fields: str) -> Callable[[Things], Any]:
    return lambda of: {"do": do, "idempotency_key": str(uuid4()), **fields, **{name: of[name] for name in things}}


def recipient(of: Things) -> Any:
    return {"email": of["email"], "address": {**ADDRESS, "country": "DE"}}


WEB, PHONE = "/api/web/v1/", "/api/mobile/v1/"
NAMING = ("confirm", "email", "passkeys", "password")
SAYING_LITTLE = ("connections", "sessions", "two-step")
ASKS: dict[str, Ask] = {
    # The web's contract.
    f"GET {WEB}pages/home/": own(),
    f"GET {WEB}pages/category/{{path}}/": own(path="category_path"),
    f"GET {WEB}pages/search/": own(),
    f"GET {WEB}pages/product/{{slug}}/": own(slug="slug"),
    f"GET {WEB}pages/account/": own(),
    f"GET {WEB}pages/cart/": own(),
    f"GET {WEB}pages/checkout/": own(),
    f"GET {WEB}pages/orders/": own(),
    f"GET {WEB}pages/order/{{number}}/": theirs(number="number"),
    f"GET {WEB}suggestions/": everybody(),
    f"PUT {WEB}market/": everybody_with({"locale": "de", "currency": "EUR"}),
    f"GET {WEB}alerts/": Ask(Whose.OWN, by=("customer",)),
    f"POST {WEB}alerts/": own(lambda of: gone("email", of=of)),
    f"DELETE {WEB}alerts/{{alert}}/": Ask(Whose.NAMED, named=(("alert", "alert"),), names=("alert",), by=("customer",)),
    f"POST {WEB}cart/lines/": own(variant),
    f"PATCH {WEB}cart/lines/{{line}}/": theirs(body=said({"quantity": 2}), line="line"),
    f"DELETE {WEB}cart/lines/{{line}}/": theirs(line="line"),
    f"POST {WEB}cart/coupon/": own(said({"code": "CANARY"})),
    f"DELETE {WEB}cart/coupon/": own(),
    f"PUT {WEB}checkout/address/": own(recipient),
    f"PUT {WEB}checkout/shipping/": own(said({"shipping": "standard"})),
    f"PUT {WEB}checkout/payment/": own(said({"payment": "manual"})),
    f"POST {WEB}checkout/complete/": own(lambda of: {"expected_total": of["total"]}),
    f"POST {WEB}orders/{{number}}/cancel/": theirs(number="number"),
    f"GET {WEB}orders.csv": own(),
    # The web's pages, and the forms on them.
    "GET /": everybody(),
    "POST / do=market": everybody_with({"do": "market", "locale": "de", "currency": "EUR"}),
    "GET /c/{path}/": everybody(path="category_path"),
    "GET /search/": everybody(),
    "GET /p/{slug}/": everybody(slug="slug"),
    "POST /p/{slug}/ do=alert": own(lambda of: {"do": "alert", **gone("email", of=of)}, slug="slug"),
    "POST /p/{slug}/ do=add": own(form("add", "variant", quantity="1"), slug="slug"),
    "GET /cart/": own(),
    "POST /cart/ do=set": theirs("line", body=form("set", "line", quantity="2")),
    "POST /cart/ do=remove": theirs("line", body=form("remove", "line")),
    "POST /cart/ do=coupon": own(form("coupon", code="CANARY")),
    "POST /cart/ do=remove_coupon": own(form("remove_coupon")),
    "GET /checkout/": own(),
    "POST /checkout/ do=address": own(form("address", "email", country="DE", **ADDRESS)),
    "POST /checkout/ do=shipping": own(form("shipping", shipping="standard")),
    "POST /checkout/ do=payment": own(form("payment", payment="manual")),
    "POST /checkout/ do=remove_coupon": own(form("remove_coupon")),
    "POST /checkout/ do=complete": own(lambda of: form("complete", expected_total=of["total"])(of)),
    "GET /account/": own(),
    "GET /account/reset/": own(),
    **{
        f"GET /account/{page}/": Ask(Whose.OWN, by=("customer",))
        for page in ("confirm", "email", "passkeys", "password")
    },
    **{f"GET /account/{page}/": Ask(Whose.OWN, by=("customer",), tells=False) for page in SAYING_LITTLE},
    "GET /account/alerts/": Ask(Whose.OWN, by=("customer",)),
    "POST /account/alerts/ do=cancel": Ask(Whose.NAMED, form("cancel", "alert"), names=("alert",), by=("customer",)),
    "GET /orders/": own(),
    "GET /orders/{number}/": theirs(number="number"),
    "POST /orders/{number}/ do=cancel": theirs(body=form("cancel", "number"), number="number"),
    "POST /orders/{number}/ do=check": theirs(body=form("check", "number"), number="number"),
    # The phone's contract.
    f"POST {PHONE}devices": own(said({"platform": "ios"})),
    f"DELETE {PHONE}devices/{{id}}": Ask(Whose.NAMED, named=(("id", "device"),), names=("device",), by=("guest",)),
    f"GET {PHONE}lookup/barcode/{{gtin}}": everybody(gtin="gtin"),
    f"GET {PHONE}config": everybody(),
    f"GET {PHONE}screens/alerts": Ask(Whose.OWN, by=("customer",)),
    f"GET {PHONE}screens/home": own(),
    f"GET {PHONE}screens/browse/{{category}}": everybody(category="category"),
    f"GET {PHONE}screens/search": everybody(),
    f"GET {PHONE}screens/search/suggestions": everybody(),
    f"GET {PHONE}screens/product/{{id}}": everybody(id="product"),
    f"GET {PHONE}screens/cart": own(),
    f"GET {PHONE}screens/checkout": own(),
    f"GET {PHONE}screens/orders": own(),
    f"GET {PHONE}screens/order/{{number}}": theirs(number="number"),
    f"POST {PHONE}actions/cart/add": own(variant),
    f"POST {PHONE}actions/cart/set": theirs("line", body=partial(line, quantity=2)),
    f"POST {PHONE}actions/cart/coupon": own(said({"code": "CANARY"})),
    f"POST {PHONE}actions/alerts": own(lambda of: gone("email", of=of)),
    f"POST {PHONE}actions/alerts/cancel": Ask(
        Whose.NAMED, lambda of: {"alert": of["alert"]}, names=("alert",), by=("customer",)
    ),
    f"POST {PHONE}actions/checkout/address": own(recipient),
    f"POST {PHONE}actions/checkout/shipping": own(said({"shipping": "standard"})),
    f"POST {PHONE}actions/checkout/payment": own(said({"payment": "manual"})),
    f"POST {PHONE}actions/checkout/complete": own(lambda of: {"expected_total": of["total"]}),
    f"POST {PHONE}actions/orders/{{number}}/cancel": theirs(body=said({}), number="number"),
    f"POST {PHONE}actions/orders/{{number}}/check": theirs(body=said({}), number="number"),
}
QUERIES = {f"GET {WEB}suggestions/": "?q=rec", f"GET {PHONE}screens/search/suggestions": "?q=rec"}

OPERATIONS = {str(operation): operation for operation in (*contracted(), *pages())}
CASES = [(name, kind) for name, ask in ASKS.items() for kind in ask.by]
ATTACKS = {str(operation): operation for operation in sign_in()}


# --- What is checked ------------------------------------------------------------------------------


def ask(party: Party, name: str, of: Things, *, key: str = "canary-key") -> Any:
    """By default under a key that the owner has used before."""
    operation, how = OPERATIONS[name], ASKS[name]
    path = how.path(operation.path, of) + QUERIES.get(name, "")
    return party.ask(operation.method, path, how.body(of), **{"Idempotency-Key": key})


def missing(scene: Scene, names: tuple[str, ...]) -> Things:
    """As the owner's things, but what is named is nowhere."""
    nowhere = {"number": "NOSUCHONE", "line": str(uuid4()), "device": str(uuid4()), "alert": 2**40}
    return {**scene.owner.things, **{name: nowhere[name] for name in names}}


def leaks(scene: Scene, name: str) -> set[str]:
    """What strangers get to see or change of the owner's by an operation, in words."""
    found = set()
    for stranger in scene.strangers:
        with transaction.atomic():
            response = ask(stranger, name, scene.owner.things)
            found |= {f"{stranger.name}: {fault}" for fault in _faults(scene, name, stranger, response)}
            transaction.set_rollback(True)
    return found


def _faults(scene: Scene, name: str, stranger: Party, response: Any) -> Iterator[str]:
    sent = json.dumps([ASKS[name].body(scene.owner.things), response.request["PATH_INFO"]])
    yield from _takes(scene, response, sent)
    if ASKS[name].whose is Whose.NAMED and not _looks_missing(scene, name, stranger, response):
        yield f"can tell it from a missing one: {response.status_code}"


def _takes(scene: Scene, response: Any, sent: str) -> Iterator[str]:
    """What the stranger could not have read before, and what is not any more as it was."""
    body = response.getvalue().decode()
    yield from (f"reads {canary}" for canary in scene.owner.canaries if canary in body and canary not in sent)
    yield from (f"changes {table}" for table in changed(scene.theirs))


def _looks_missing(scene: Scene, name: str, stranger: Party, response: Any) -> bool:
    """404, or nobody let in at all, or the page again (422); and each as for what is not there."""
    nowhere = missing(scene, ASKS[name].names)
    other = ask(stranger, name, nowhere)
    same = response.status_code == other.status_code and _bare(response, scene.owner.things) == _bare(other, nowhere)
    return same and response.status_code in ({404, 422} if OPERATIONS[name].form else {404, 401})


def _bare(response: Any, of: Things) -> str:
    """The answer without what is named, and what every answer has of its own."""
    body: str = response.content.decode()
    for thing in ("number", "line", "device"):
        body = body.replace(str(of[thing]), thing)
    if response["Content-Type"].startswith("text/html"):
        return body
    return json.dumps({key: value for key, value in json.loads(body).items() if key != "request_id"})


def test_every_operation_has_an_owner() -> None:
    unheard, gone = OPERATIONS.keys() - ASKS.keys(), ASKS.keys() - OPERATIONS.keys()
    assert not unheard, f"Say in ASKS of tests/security/test_ownership.py whose this is, and how it asks: {unheard}"
    assert not gone, f"Take out of ASKS what is not there any more: {gone}"


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_strangers_neither_read_nor_change_it(name: str, kind: str, scenes: Scenes) -> None:
    assert not leaks(scenes(OPERATIONS[name].backend, kind), name)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_the_owner_does(name: str, kind: str, scenes: Scenes) -> None:
    """Else the test before would be content with an operation that nobody can use."""
    owner = scenes(OPERATIONS[name].backend, kind).owner
    response = ask(owner.party, name, owner.things, key="another-key")
    assert response.status_code < 400, response
    body = response.getvalue().decode()
    shown = any(canary in body for canary in owner.canaries)
    if OPERATIONS[name].method == "GET" and kind == "customer":
        assert shown is (ASKS[name].whose is not Whose.ALL and ASKS[name].tells)


# --- Signing in, and the account -------------------------------------------------------------------


def everything(of: Things) -> dict[str, Any]:
    """All that an account is known by, under every name that allauth's endpoints call something."""
    guess = {
        "password": "a-guess-of-mine-7",
        "current_password": "a-guess-of-mine-7",
        "new_password": "mine-from-now-7",
    }
    codes = {"key": "ABCD-EFGH", "code": "123456", "credential": {}, "refresh_token": f"{uuid4()}.guess"}
    ids = {"id": of["passkey"], "authenticators": [of["passkey"]], "sessions": [of["session"]]}
    return {
        "email": of["email"],
        "primary": True,
        "name": "Taken",
        "provider": "oidc",
        "account": "1",
        **guess,
        **codes,
        **ids,
    }


def account_leaks(scene: Scene, operation: Operation) -> set[str]:
    body, found = everything(scene.owner.things), set()
    for stranger in scene.strangers:
        with transaction.atomic():
            response = stranger.ask(operation.method, operation.path, body)
            found |= {f"{stranger.name}: {fault}" for fault in _takes(scene, response, json.dumps(body))}
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", ATTACKS)
def test_strangers_neither_read_nor_change_an_account(name: str, scenes: Scenes) -> None:
    operation = ATTACKS[name]
    assert not account_leaks(scenes(operation.backend, "customer"), operation)


@pytest.mark.parametrize("backend", ["web", "mobile"])
def test_the_owner_sees_and_ends_what_is_theirs(backend: str, scenes: Scenes) -> None:
    owner = scenes(backend, "customer").owner
    auth = f"/api/{backend}/auth/v1/"
    assert owner.things["agent"] in owner.party.ask("GET", auth + "auth/sessions").content.decode()
    assert owner.things["email"] in owner.party.ask("GET", auth + "account/email").content.decode()
    assert owner.things["passkey_name"] in owner.party.ask("GET", auth + "account/authenticators").content.decode()
    owner.party.ask("DELETE", auth + "auth/sessions", {"sessions": [owner.things["session"]]})
    assert not UserSession.objects.filter(pk=owner.things["session"]).exists()


def test_the_admins_cookie_that_strangers_bring_opens_the_admin(scenes: Scenes) -> None:
    staff = next(party for party in scenes("web", "guest").strangers if "admin" in party.name)
    assert staff.ask("GET", "/admin/").status_code == 200


# --- What these checks are worth --------------------------------------------------------------------


class TestWithoutADefence:
    def test_orders_that_are_anybodys_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.orders.selectors.ownership", lambda principal: {})
        found = leaks(scenes("web", "customer"), f"GET {WEB}pages/order/{{number}}/")
        assert {"another guest: reads 7 Canary Wharf", "another customer: reads 7 Canary Wharf"} <= found
        assert leaks(scenes("mobile", "guest"), f"POST {PHONE}actions/orders/{{number}}/cancel")

    def test_carts_that_are_anybodys_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.carts.selectors.ownership", lambda principal: {})
        monkeypatch.setattr("core.carts.services.ownership", lambda principal: {})
        assert leaks(scenes("mobile", "customer"), f"GET {PHONE}screens/cart")
        found = leaks(scenes("web", "guest"), f"DELETE {WEB}cart/coupon/")
        assert "another customer: changes carts.Cart" in found

    def test_a_difference_between_foreign_and_missing_is_seen(
        self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def tells(principal: Principal | None, number: str) -> NoReturn:
            orders.order_by_number(number)
            raise OrderStateConflict

        monkeypatch.setattr("web_api.pages.order.order_of", tells)
        found = leaks(scenes("web", "customer"), f"GET {WEB}pages/order/{{number}}/")
        assert "another customer: can tell it from a missing one: 409" in found

    def test_devices_that_anybody_can_revoke_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        def revoke(installation_id: UUID, guest_id: UUID, now: datetime) -> bool:
            return bool(Installation.objects.filter(id=installation_id).update(revoked_at=now))

        monkeypatch.setattr("mobile_api.tokens.revoke_installation", revoke)
        assert leaks(scenes("mobile", "guest"), f"DELETE {PHONE}devices/{{id}}")

    def test_sign_ins_that_anybody_sees_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        scene = scenes("web", "customer")
        whose = UserSession.objects.get(pk=scene.owner.things["session"]).user_id
        monkeypatch.setattr("web_api.sign_ins.sign_ins", lambda **asked: sign_ins(**asked | {"customer_id": whose}))
        found = account_leaks(scene, Operation("GET", "/api/web/auth/v1/auth/sessions"))
        assert "another customer: reads Canary Browser 7" in found

    def test_accounts_that_anybody_changes_are_seen(self, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
        scene = scenes("mobile", "customer")
        owner = UserSession.objects.get(pk=scene.owner.things["session"]).user
        monkeypatch.setattr(SessionsView, "get_input_kwargs", lambda view: {"user": owner})
        found = account_leaks(scene, Operation("DELETE", "/api/mobile/auth/v1/auth/sessions"))
        assert "another customer: changes usersessions.UserSession" in found
