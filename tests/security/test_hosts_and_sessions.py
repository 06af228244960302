"""No session can be planted, and nothing that a client merely claims of hosts, addresses or schemes has any effect."""

from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core import mail
from django.test import Client
from pytest_django import Settings

from core.customers.sessions import SessionStore
from project.middleware import client_address, hosts
from tests.factories import Shop, a_shop
from tests.personas import PASSWORD, PHONE_AUTH, WEB_AUTH, Browser, Phone, make_customer

pytestmark = pytest.mark.django_db
EVIL = "evil.example"


# --- Session fixation -----------------------------------------------------------------------------


def a_guest() -> tuple[Browser, Shop]:
    """Somebody with a session already, for there is something in their cart."""
    shop, browser = a_shop(), Browser()
    browser.add(shop.record.variant)
    return browser, shop


def test_signing_in_on_the_web_changes_the_session_and_ends_the_old_one() -> None:
    make_customer()
    browser, _ = a_guest()
    before = browser.cookie("web_session")
    browser.sign_in()
    assert browser.cookie("web_session") not in ("", before)
    assert not SessionStore(before, audience="web").exists(before)
    assert len(browser.page("cart/")["cart"]["lines"]) == 1


def test_without_that_whoever_planted_the_session_would_be_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionBase, "cycle_key", lambda self: None)
    make_customer()
    browser, _ = a_guest()
    planted = Client()
    planted.cookies["web_session"] = browser.cookie("web_session")
    browser.sign_in()
    assert planted.get(WEB_AUTH + "auth/session").status_code == 200


def test_a_session_that_somebody_made_up_is_not_taken_over() -> None:
    make_customer()
    browser = Browser()
    browser.client.cookies["web_session"] = "planted-by-somebody-else-0123456"
    browser.sign_in()
    assert browser.cookie("web_session") != "planted-by-somebody-else-0123456"
    assert browser.is_signed_in()


def test_signing_in_at_the_back_office_changes_the_session() -> None:
    make_customer(is_staff=True, is_superuser=True)
    client = Client()
    client.cookies["admin_session"] = "planted-by-somebody-else-0123456"
    client.post("/admin/auth/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert client.cookies["admin_session"].value not in ("", "planted-by-somebody-else-0123456")


def test_signing_in_on_the_phone_gives_a_token_that_nobody_had_before() -> None:
    make_customer()
    phone = Phone()
    asked = phone.send("POST", PHONE_AUTH + "auth/password/request", {"email": "ada@example.org"})
    before = asked.json()["meta"]["session_token"]
    phone.session = before
    phone.sign_in()
    assert phone.session not in ("", before)
    assert Phone().get(PHONE_AUTH + "auth/session", **{"X-Session-Token": before}).status_code == 410


# --- Hosts ----------------------------------------------------------------------------------------


@pytest.fixture
def own_hosts(settings: Settings) -> None:
    """Each backend on a host of its own; the shop's are public, the other two are not."""
    settings.BACKEND_HOSTS = {
        "web": "shop.example",
        "mobile": "app.shop.example",
        "admin": "office.example",
        "ops": "ops.example",
    }
    settings.ALLOWED_HOSTS = list(settings.BACKEND_HOSTS.values())


PUBLIC = ("shop.example", "app.shop.example")
NOT_PUBLIC = ("/admin/", "/admin/login/", "/admin/auth/login/", "/metrics", "/healthz/live", "/healthz/ready")


@pytest.mark.parametrize("host", PUBLIC)
@pytest.mark.parametrize("path", NOT_PUBLIC)
def test_what_is_not_public_is_nothing_on_the_public_hosts(own_hosts: None, host: str, path: str) -> None:
    assert Client().get(path, headers={"Host": host}).status_code == 404


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("shop.example", "/"),
        ("app.shop.example", "/m/"),
        ("app.shop.example", "/api/mobile/v1/config-that-is-not-there"),
        ("office.example", "/admin/login/"),
        ("ops.example", "/healthz/live"),
    ],
)
def test_each_backend_answers_on_its_own_host_and_on_no_other(own_hosts: None, host: str, path: str) -> None:
    answers = {name: Client().get(path, headers={"Host": name}) for name in (*PUBLIC, "office.example", "ops.example")}
    unlike = {name for name, response in answers.items() if response.content != answers[host].content}
    assert unlike == set(answers) - {host}
    assert {answers[name].status_code for name in unlike} == {404}


@pytest.mark.parametrize("host", [*PUBLIC, "ops.example"])
def test_providers_call_on_whichever_host(own_hosts: None, host: str) -> None:
    called = Client().post("/hooks/payments/gold/", headers={"Host": host})
    assert called.json()["detail"] == "No such provider calls here."


def test_pictures_are_everywhere(own_hosts: None) -> None:
    assert "nothing here" not in Client().get("/media/x.avif", headers={"Host": PUBLIC[1]}).content.decode()


def test_without_the_look_at_hosts_the_back_office_is_public(own_hosts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_answers", lambda backend, host, request: True)
    assert Client().get("/admin/login/", headers={"Host": PUBLIC[0]}).status_code != 404
    assert Client().get("/healthz/live", headers={"Host": PUBLIC[0]}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/m/", "/admin/login/", "/healthz/live", "/api/web/v1/pages/home/", "/media/x"])
def test_a_host_that_is_not_ours_is_refused(path: str) -> None:
    refused = Client().get(path, headers={"Host": EVIL})
    assert (refused.status_code, refused.json()["code"]) == (400, "host_unknown")
    assert EVIL not in refused.content.decode()


FORGED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-For": "203.0.113.9",
    "Forwarded": f"for=203.0.113.9;host={EVIL};proto=https",
    "X-Host": EVIL,
    "X-Original-URL": "/admin/",
    "X-Rewrite-URL": "/admin/",
}


def links_of_a_product(shop: Shop) -> str:
    """The page of a product, which says where it is: canonical URL, Open Graph, structured data."""
    page = Client().get(f"/p/{shop.record.slug}/", headers=FORGED)
    assert page.status_code == 200
    return str(page.content.decode())


def reset_mail() -> str:
    browser = Browser()
    browser.send("POST", WEB_AUTH + "auth/password/request", {"email": "nobody@example.org"}, **FORGED)
    return str(mail.outbox[-1].body)


def test_links_in_pages_and_mails_are_not_poisoned() -> None:
    for text in (links_of_a_product(a_shop()), reset_mail()):
        assert "http://testserver/" in text
        assert EVIL not in text


def test_they_would_be_if_what_is_forwarded_were_believed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_address, "_forget", lambda request, keep="": None)
    settings.USE_X_FORWARDED_HOST, settings.ALLOWED_HOSTS = True, ["*"]
    assert f"http://{EVIL}/" in links_of_a_product(a_shop())
    assert f"http://{EVIL}/" in reset_mail_without_csrf()


def reset_mail_without_csrf() -> str:
    """By the phone, whose endpoints are not for browsers."""
    asked = Phone().send("POST", PHONE_AUTH + "auth/password/request", {"email": "nobody@example.org"}, **FORGED)
    assert asked.status_code == 401
    return str(mail.outbox[-1].body)


@pytest.fixture
def behind_a_proxy(settings: Settings) -> Settings:
    """As in production: what the proxy says of the scheme counts, if it is ours."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    return settings


def is_taken_for_https() -> bool:
    return bool(Client().get("/m/", headers={"X-Forwarded-Proto": "https"}).status_code == 200)


def test_nobody_makes_plain_http_look_like_https(behind_a_proxy: Settings) -> None:
    assert not is_taken_for_https()


def test_but_a_proxy_of_ours_does(behind_a_proxy: Settings, trust: Callable[[str], None]) -> None:
    trust("127.0.0.0/8")
    assert is_taken_for_https()


def test_and_anybody_would_if_nothing_were_taken_away(
    behind_a_proxy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_address, "_forget", lambda request, keep="": None)
    assert is_taken_for_https()


@pytest.fixture
def trust(settings: Settings) -> Callable[[str], None]:
    def trusted(network: str) -> None:
        settings.TRUSTED_PROXIES = (ip_network(network),)

    return trusted


def everything(response: Any) -> tuple[int, bytes]:
    return response.status_code, response.content


@pytest.mark.parametrize("name", FORGED)
def test_no_forged_header_changes_an_answer(name: str) -> None:
    a_shop()
    for path in ("/", "/m/", "/api/web/v1/pages/home/", "/api/mobile/v1/screens/home", "/admin/login/"):
        plain = Client().get(path)
        assert Client().get(path, headers={name: FORGED[name]}).status_code == plain.status_code
        if path != "/admin/login/":  # its form has a token of its own each time
            assert everything(Client().get(path, headers={name: FORGED[name]})) == everything(plain)
