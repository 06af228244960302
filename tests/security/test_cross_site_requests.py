"""Nothing on the web can be done by a page that is not the shop's own: not by a stranger's, nor by a sibling's."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client

import web_api.authentication
from core.carts.models import CartLine
from tests.factories import Shop, a_shop
from tests.personas import PASSWORD, WEB, WEB_AUTH, Browser, make_customer
from tests.security.surface import paths_of

pytestmark = pytest.mark.django_db
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
TOKEN = "a" * 32  # a secret of the attacker's own
JSON, FORM, TEXT = "application/json", "application/x-www-form-urlencoded", "text/plain"


@dataclass(frozen=True)
class Attack:
    """What a hostile page makes the victim's browser send, with the victim's cookies."""

    content_type: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    body: str = "{}"

    @property
    def methods(self) -> tuple[str, ...]:
        """A form can only POST (HTML, 4.10.21.3); a script may try all."""
        return UNSAFE if self.content_type == JSON else ("POST",)


CROSS_SITE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
SIBLING = {"Origin": "http://blog.testserver", "Sec-Fetch-Site": "same-site"}
ATTACKS = {
    "cross-site form": Attack(FORM, CROSS_SITE, body="do=add"),
    "cross-site script": Attack(JSON, CROSS_SITE),
    "cross-site text/plain": Attack(TEXT, CROSS_SITE),
    "sibling that set a cookie": Attack(
        FORM,
        SIBLING | {"X-CSRFToken": TOKEN},
        {"web_csrf": TOKEN},
        body=f"csrfmiddlewaretoken={TOKEN}&do=add",
    ),
    "sandboxed frame": Attack(FORM, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}),
    "browser that tells nothing": Attack(FORM),
    "old browser at a stranger's": Attack(FORM, {"Origin": "https://evil.example"}),
}
NOTHING = "/api/web/"  # what is nowhere answers 404 and does nothing
PATHS = [path for path in paths_of("web") if path != NOTHING and not path.startswith("/healthz/")]


def a_victim() -> Client:
    """Somebody signed in at the shop."""
    make_customer()
    browser = Browser()
    browser.sign_in()
    return browser.client


def send(victim: Client, method: str, path: str, attack: Attack) -> Any:
    kept = {name: victim.cookies[name].value for name in victim.cookies}
    for name, value in attack.cookies.items():
        victim.cookies[name] = value
    response = victim.generic(method, path, attack.body, attack.content_type, headers=attack.headers)
    victim.cookies.clear()
    for name, value in kept.items():
        victim.cookies[name] = value
    return response


def admitted(attack: Attack) -> list[str]:
    """Whatever of the web's URLs did not refuse it."""
    victim = a_victim()
    asked = [(method, path) for path in PATHS for method in attack.methods]
    return [f"{method} {path}" for method, path in asked if send(victim, method, path, attack).status_code != 403]


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_every_unsafe_method_of_every_url_refuses(attack: Attack) -> None:
    assert admitted(attack) == []


def test_the_shops_own_pages_are_let_in(db: None) -> None:
    shop, browser = a_shop(), Browser()
    assert browser.add(shop.record.variant).status_code == 200
    form = {"do": "add", "variant": str(shop.record.variant), "quantity": "1"}
    own = browser.client.post("/cart/", form, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code != 403


@pytest.fixture
def shop() -> Shop:
    return a_shop()


def test_without_the_token_check_a_strangers_script_fills_the_cart(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    attack = Attack(JSON, CROSS_SITE, body=f'{{"variant": {shop.record.variant}, "quantity": 1}}')
    victim = a_victim()
    assert send(victim, "POST", WEB + "cart/lines/", attack).status_code == 403
    assert not CartLine.objects.exists()
    monkeypatch.setattr(web_api.authentication, "_require_csrf_token", lambda request: None)
    assert send(victim, "POST", WEB + "cart/lines/", attack).status_code == 200
    assert CartLine.objects.exists()


def test_without_the_look_at_their_origin_forms_are_anybodys(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_out = Attack(FORM, CROSS_SITE, body="do=sign_out")
    victim = a_victim()
    assert send(victim, "POST", "/account/", sign_out).status_code == 403
    assert victim.get(WEB_AUTH + "auth/session").status_code == 200
    monkeypatch.setattr(web_api.authentication, "require_same_origin", lambda request: None)
    assert send(victim, "POST", "/account/", sign_out).status_code == 303
    assert victim.get(WEB_AUTH + "auth/session").status_code == 401


def signed_in_by(attack: Attack) -> bool:
    """Whether a hostile page can sign its visitor in to the attacker's account, who would then see their orders."""
    visitor = Client(enforce_csrf_checks=True)
    visitor.post("/account/", attack.body, attack.content_type, headers=attack.headers)
    visitor.post(WEB_AUTH + "auth/login", attack.body, attack.content_type, headers=attack.headers)
    return visitor.get(WEB_AUTH + "auth/session").status_code == 200


ATTACKERS_ACCOUNT = {
    "form": Attack(FORM, CROSS_SITE, body=f"do=sign_in&email=ada%40example.org&password={PASSWORD}"),
    "text": Attack(TEXT, CROSS_SITE, body=f'{{"email": "ada@example.org", "password": "{PASSWORD}"}}'),
    "script": Attack(JSON, CROSS_SITE, body=f'{{"email": "ada@example.org", "password": "{PASSWORD}"}}'),
}


@pytest.mark.parametrize("attack", ATTACKERS_ACCOUNT.values(), ids=ATTACKERS_ACCOUNT.keys())
def test_nobody_is_signed_in_by_a_strangers_page(attack: Attack) -> None:
    make_customer()
    assert not signed_in_by(attack)


def test_somebody_would_be_without_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    make_customer()
    monkeypatch.setattr(CsrfViewMiddleware, "process_view", lambda *args: None)
    assert signed_in_by(ATTACKERS_ACCOUNT["script"])
    monkeypatch.setattr(web_api.authentication, "require_same_origin", lambda request: None)
    assert signed_in_by(ATTACKERS_ACCOUNT["form"])


@pytest.mark.parametrize("path", ["/", "/m/", "/api/mobile/v1/config", WEB_AUTH + "config", WEB + "pages/home/"])
def test_no_other_origin_may_read_an_answer(path: str) -> None:
    for method in ("GET", "OPTIONS"):
        asking = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        response = Client().generic(method, path, headers=asking)
        assert [name for name in response.headers if name.lower().startswith("access-control-")] == []
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
