"""People with something to lose, people who should not get it, and how each of them proves who they are."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Model
from django.test import Client

from core.catalog.models import Variant
from core.customers.sessions import SessionStore
from core.inventory.models import StockAlert
from core.lockout.models import Attempts
from tests.factories import Shop
from tests.personas import PHONE, WEB, Browser, Phone, make_customer

ADDRESS = {"name": "Canary Owner", "line1": "7 Canary Wharf", "postcode": "10115", "city": "Canaryville"}

GTIN = "4006381333931"
GONE = "sold-out-for-now"  # the slug of what there is none of

type Persona = Browser | Phone
type Things = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody at a backend, by the headers that prove them; none prove nobody."""

    name: str
    headers: Mapping[str, str]

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """A JSON request, or one of an HTML form where there is a `do` in the body."""
        sent = {"Origin": "http://testserver", **self.headers, **headers}
        client = Client(enforce_csrf_checks=True)
        if isinstance(body, dict) and "do" in body:
            return client.post(path, body, headers=sent)
        content = b"" if body is None else json.dumps(body)
        return client.generic(method, path, content, "application/json", headers=sent)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who has an order, a cart, and (a customer) ways to sign in; `things` are what all that is known by."""

    party: Party
    things: Things

    @property
    def canaries(self) -> frozenset[str]:
        """What nobody else may ever read."""
        secret = ("email", "number", "line", "device", "cart", "passkey_name", "agent")
        named = {str(self.things[name]) for name in secret if name in self.things}
        return frozenset({"Canary Owner", "7 Canary Wharf", "Canaryville"} | named)


def proof(persona: Persona) -> dict[str, str]:
    """The headers that somebody's requests carry."""
    if isinstance(persona, Phone):
        return {"Authorization": f"Bearer {persona.access or persona.guest}"}
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in persona.client.cookies.items())
    return {"Cookie": cookies, "X-CSRFToken": persona.cookie("web_csrf")}


def admin_cookie(user: Any) -> str:
    """Of somebody signed in at the back office."""
    session = SessionStore(audience="admin")
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"admin_session={session.session_key}"


def persona_at(backend: str) -> Persona:
    """A guest, who has not done anything yet."""
    if backend == "web":
        return Browser()
    phone = Phone()
    phone.register()
    return phone


def strangers(backend: str, shop: Shop) -> tuple[Party, ...]:
    """Everybody else: another guest, another customer, staff as a shopper, staff with the admin's cookie, nobody."""
    other = make_customer(f"other.{uuid4().hex}@example.org")
    staff = make_customer(f"staff.{uuid4().hex}@example.org", is_staff=True, is_superuser=True)
    guest, customer, shopping = (persona_at(backend) for _ in range(3))
    guest.add(shop.record.variants[1])
    customer.sign_in(other.email)
    shopping.sign_in(staff.email)
    unknown = proof(Browser()) if backend == "web" else {}
    at_the_admin = "; ".join(filter(None, [unknown.get("Cookie"), admin_cookie(staff)]))
    return (
        Party("another guest", proof(guest)),
        Party("another customer", proof(customer)),
        Party("staff as a shopper", proof(shopping)),
        Party("staff with the admin's cookie", {**unknown, "Cookie": at_the_admin}),
        Party("nobody", unknown),
    )


def an_owner(backend: str, kind: str, shop: Shop) -> Owner:
    """A guest or a customer at a backend, with something of everything."""
    persona, email = persona_at(backend), f"canary.{kind}.{backend}@example.org"
    device = persona.register().json()["id"] if isinstance(persona, Phone) else str(uuid4())
    account = _account(persona, email) if kind == "customer" else {}
    persona.add(shop.record.variant, 1, **{"Idempotency-Key": "canary-key"})
    persona.give_address(email, **ADDRESS)
    number = persona.complete(key="canary-key").json()["number"]
    cart = persona.add(shop.record.variant).json()
    persona.use_coupon("CANARY")
    persona.give_address(email, **ADDRESS)
    gone = _wait_for_what_is_gone(persona, email)
    things = {
        "email": email,
        "number": number,
        "line": cart["lines"][0]["id"],
        "device": device,
        **_quoted(persona),
        "gone": gone,
        **_alert(email),
        "variant": shop.record.variant,
        "product": shop.record.product_id,
        "slug": shop.record.slug,
        "category": shop.jazz,
        "category_path": "jazz",
        "gtin": GTIN,
        **account,
    }
    return Owner(Party(kind, proof(persona)), things)


def _wait_for_what_is_gone(persona: Persona, email: str) -> int:
    """Ask to be told of something that is sold out, which it is."""
    gone = Variant.objects.get(product__slug=GONE).pk
    path = f"{WEB}alerts/" if isinstance(persona, Browser) else f"{PHONE}actions/alerts"
    assert persona.send("POST", path, {"variant": gone, "email": email}).status_code == 200
    return gone


def _alert(email: str) -> dict[str, Any]:
    """A customer's; a guest cannot name theirs."""
    alert = StockAlert.objects.filter(customer__email=email).first()
    return {"alert": alert.pk} if alert else {}


def _quoted(persona: Persona) -> dict[str, Any]:
    if isinstance(persona, Phone):
        screen = persona.screen("checkout")
        return {"cart": screen["attempt"], "total": screen["amount"]}
    page = persona.page("checkout/")
    return {"cart": page["attempt"], "total": page["quote"]["total"]["amount"]}


def _account(persona: Persona, email: str) -> dict[str, Any]:
    """Signs in, and leaves there whatever a customer's account can hold."""
    user = make_customer(email)
    persona.sign_in(email)
    passkey = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Canary key", "credential": {}}
    )
    place = UserSession.objects.get(user=user)
    UserSession.objects.filter(pk=place.pk).update(user_agent="Canary Browser 7")
    return {"session": place.pk, "passkey": passkey.pk, "passkey_name": "Canary key", "agent": "Canary Browser 7"}


# --- What is theirs in the database ---------------------------------------------------------------

type Rows = dict[type[Model], dict[Any, dict[str, Any]]]


def all_rows() -> Rows:
    """Of every table of the shop and of its accounts. (A session is known by its key, and changes with every visit.)

    But for the counts of guesses: whoever guesses at an account changes those, and is meant to.
    """
    models = [model for model in apps.get_models() if model.__module__.startswith(("core.", "mobile_api.", "allauth."))]
    return {model: rows_of(model) for model in models if model is not Attempts}


def rows_of(model: type[Model], **those: Any) -> dict[Any, dict[str, Any]]:
    """By primary key."""
    names = (field.attname for field in model._meta.concrete_fields)
    return {row["pk"]: row for row in model._base_manager.filter(**those).values("pk", *names)}


def new_rows(before: Rows) -> Rows:
    now = all_rows()
    new = {model: {pk: row for pk, row in rows.items() if pk not in before[model]} for model, rows in now.items()}
    return {model: rows for model, rows in new.items() if rows}


def changed(theirs: Rows) -> Iterator[str]:
    """The tables in which a row of theirs is not any more what it was."""
    for model, rows in theirs.items():
        if rows_of(model, pk__in=rows) != rows:
            yield model._meta.label


# --- The scene ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scene:
    """`theirs` are the rows that came with the owner."""

    owner: Owner
    strangers: tuple[Party, ...]
    theirs: Rows


type Scenes = Callable[[str, str], Scene]


def a_scene(backend: str, kind: str, shop: Shop) -> Scene:
    others = strangers(backend, shop)
    before = all_rows()
    owner = an_owner(backend, kind, shop)
    return Scene(owner, others, new_rows(before))
