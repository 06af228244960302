"""A credential of one backend is worth nothing at another."""

from datetime import timedelta

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core.customers.sessions import SessionStore
from mobile_api.models import RefreshFamily
from mobile_api.tokens import MOBILE, _signing_key
from tests.admin.staff import SIGN_IN
from tests.personas import PASSWORD, PHONE_AUTH, WEB_AUTH, Browser, Phone, make_customer

pytestmark = pytest.mark.django_db

CART = "/api/mobile/v1/screens/cart"
SESSION_COOKIES = ("web_session", "__Host-web_session", "admin_session", "sessionid")


def with_cookies(value: str) -> Client:
    """A client that sends one value under every name a session cookie has anywhere."""
    client = Client()
    for name in SESSION_COOKIES:
        client.cookies[name] = value
    return client


def web_session(email: str = "ada@example.org") -> str:
    browser = Browser()
    browser.sign_in(email)
    return browser.cookie("web_session")


@pytest.fixture
def staff_session() -> str:
    """The session of somebody signed in at the back office."""
    make_customer("staff@example.org", is_staff=True, is_superuser=True)
    client = Client()
    client.post(SIGN_IN, {"login": "staff@example.org", "password": PASSWORD})
    return client.cookies["admin_session"].value


def phone_with_tokens() -> Phone:
    phone = Phone()
    phone.register()
    guest = phone.guest
    phone.sign_in()
    other = Phone()
    other.register()
    phone.guest = other.guest  # its first was spent by signing in
    assert guest != other.guest
    return phone


def phone_tokens(phone: Phone) -> dict[str, str]:
    """Every token a phone holds, and its session's raw key, which it never sees."""
    key = RefreshFamily.objects.get().session_key
    return {
        "session": phone.session,
        "access": phone.access,
        "refresh": phone.refresh,
        "guest": phone.guest,
        "key": key,
    }


def is_anonymous_on_the_web(client: Client, **headers: str) -> bool:
    return client.get(WEB_AUTH + "auth/session", headers=headers).status_code == 401


def is_anonymous_at_the_admin(client: Client, **headers: str) -> bool:
    return "/admin/login/" in client.get("/admin/", headers=headers).headers.get("Location", "")


def test_the_admins_own_session_opens_the_admin(staff_session: str) -> None:
    client = Client()
    client.cookies["admin_session"] = staff_session
    assert not is_anonymous_at_the_admin(client)


def test_a_web_session_opens_nothing_on_the_phone() -> None:
    make_customer()
    key = web_session()
    refused = with_cookies(key).get(CART)
    assert (refused.status_code, refused.json()["code"]) == (401, "token_required")
    assert with_cookies(key).get(PHONE_AUTH + "auth/session").status_code == 401
    assert Phone().get(CART, bearer=key).json()["code"] == "invalid_token"
    assert Phone().get(PHONE_AUTH + "auth/session", **{"X-Session-Token": key}).status_code == 410


def test_a_web_session_opens_nothing_at_the_admin_even_to_staff() -> None:
    make_customer(is_staff=True, is_superuser=True)
    assert is_anonymous_at_the_admin(with_cookies(web_session()))


def test_an_admin_session_opens_nothing_elsewhere(staff_session: str) -> None:
    client = with_cookies(staff_session)
    assert is_anonymous_on_the_web(client)
    assert client.get(CART).status_code == 401
    assert Phone().get(PHONE_AUTH + "auth/session", **{"X-Session-Token": staff_session}).status_code == 410


@pytest.mark.parametrize("kind", ["session", "access", "refresh", "guest", "key"])
def test_no_token_of_the_phone_opens_anything_elsewhere(kind: str) -> None:
    make_customer(is_staff=True, is_superuser=True)
    token = phone_tokens(phone_with_tokens())[kind]
    bearer = {"Authorization": f"Bearer {token}", "X-Session-Token": token}
    assert is_anonymous_on_the_web(Client(), **bearer)
    assert is_anonymous_on_the_web(with_cookies(token))
    assert is_anonymous_at_the_admin(Client(), **bearer)
    assert is_anonymous_at_the_admin(with_cookies(token))


@pytest.mark.parametrize("kind", ["access", "refresh", "guest", "key"])
def test_only_the_session_token_is_a_session_token(kind: str) -> None:
    make_customer()
    token = phone_tokens(phone_with_tokens())[kind]
    assert Phone().get(PHONE_AUTH + "auth/session", **{"X-Session-Token": token}).status_code == 410


@pytest.mark.parametrize("kind", ["session", "refresh", "key"])
def test_only_access_and_guest_tokens_open_screens(kind: str) -> None:
    make_customer()
    token = phone_tokens(phone_with_tokens())[kind]
    assert Phone().get(CART, bearer=token).json()["code"] == "invalid_token"


@pytest.mark.parametrize("kind", ["session", "access", "guest", "key"])
def test_only_a_refresh_token_refreshes(kind: str) -> None:
    make_customer()
    phone = phone_with_tokens()
    assert Phone().renew(phone_tokens(phone)[kind]).status_code == 400
    assert phone.is_let_in()


def test_a_guest_token_is_not_a_customer() -> None:
    phone = Phone()
    phone.register()
    assert phone.get(PHONE_AUTH + "auth/session").status_code == 401
    assert phone.get(PHONE_AUTH + "account/email").status_code == 401


def test_an_access_token_is_taken_only_with_this_backends_key_algorithm_audience_and_an_end() -> None:
    make_customer()
    phone = phone_with_tokens()
    claims = jwt.decode(phone.access, options={"verify_signature": False})
    right, later = _signing_key(), timezone.now() + timedelta(minutes=1)
    forged = [
        jwt.encode(claims, settings.SECRET_KEY, algorithm="HS256"),
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims, right.ljust(64, b"0"), algorithm="HS512"),
        jwt.encode({**claims, "aud": "web"}, right, algorithm="HS256"),
        jwt.encode({"fid": claims["fid"], "exp": later}, right, algorithm="HS256"),
        jwt.encode({"fid": claims["fid"], "aud": MOBILE}, right, algorithm="HS256"),
    ]
    assert [phone.get(CART, bearer=token).status_code for token in forged] == [401] * len(forged)


def test_every_session_carries_the_backend_it_was_made_at(staff_session: str) -> None:
    make_customer()
    keys = {"web": web_session(), "admin": staff_session}
    Phone().sign_in()
    keys["mobile"] = RefreshFamily.objects.get().session_key
    assert Session.objects.filter(pk__in=keys.values()).count() == 3
    for home, key in keys.items():
        open_at = {audience for audience in ("", *keys) if list(SessionStore(key, audience=audience).keys())}
        assert open_at == {home}


# --- Half signed in: the password was right, the second factor is awaited --------------------------


@pytest.fixture
def _second_factor() -> None:
    TOTP.activate(make_customer(is_staff=True, is_superuser=True), generate_totp_secret())


@pytest.mark.usefixtures("_second_factor")
def test_a_session_that_awaits_the_second_factor_opens_nothing_anywhere() -> None:
    browser, phone = Browser(), Phone()
    assert browser.sign_in().status_code == phone.sign_in().status_code == 401
    key = browser.cookie("web_session")
    assert key
    assert phone.session
    assert not phone.access
    assert not browser.is_signed_in()
    assert is_anonymous_at_the_admin(with_cookies(key))
    assert Phone().get(PHONE_AUTH + "auth/session", **{"X-Session-Token": key}).status_code == 410
    assert Phone().get(CART, bearer=phone.session).json()["code"] == "invalid_token"
    assert is_anonymous_on_the_web(with_cookies(phone.session))
    assert phone.get(PHONE_AUTH + "account/email", **{"X-Session-Token": phone.session}).status_code == 401


# --- The same without the defence -----------------------------------------------------------------


def test_without_the_audience_a_web_session_opens_the_admin_to_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionStore, "load", DatabaseStore.load)
    make_customer(is_staff=True, is_superuser=True)
    assert not is_anonymous_at_the_admin(with_cookies(web_session()))
