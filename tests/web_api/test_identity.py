"""Signing up, in and out on the web; guests and their cookies; and who may write at all (CSRF)."""

from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from core.carts.models import Cart
from core.customers.sessions import SessionStore
from core.customers.types import Customer
from tests.factories import a_record
from tests.personas import PASSWORD, WEB_AUTH, Browser, make_customer
from web_api.authentication import CsrfFailed, principal_of, require_same_origin

pytestmark = pytest.mark.django_db

LINES = "/api/web/v1/cart/lines/"


# --- Signing up, in and out -----------------------------------------------------------------------


def test_signing_up_needs_the_code_from_the_mail() -> None:
    browser = Browser()
    browser.send("POST", WEB_AUTH + "auth/signup", {"email": "ada@example.org", "password": PASSWORD})
    assert not browser.is_signed_in()
    assert Browser().sign_in().status_code == 401, "an address that is not verified signs nobody in"
    assert Browser().sign_up("bob@example.org").status_code == 200


def test_signing_in_and_out() -> None:
    make_customer()
    browser = Browser()
    browser.sign_in()
    assert browser.is_signed_in()
    session = browser.cookie("web_session")
    browser.sign_out()
    assert not browser.is_signed_in()
    browser.client.cookies["web_session"] = session
    assert not browser.is_signed_in(), "the old session is gone, not only its cookie"


def test_signing_in_gives_the_session_a_new_id() -> None:
    make_customer()
    browser = Browser()
    browser.send("POST", WEB_AUTH + "auth/signup", {"email": "bob@example.org", "password": PASSWORD})
    before = browser.cookie("web_session")
    browser.sign_in()
    assert before
    assert browser.cookie("web_session") != before
    assert not Session.objects.filter(pk=before).exists()


def test_a_session_id_somebody_made_up_is_not_taken_on() -> None:
    make_customer()
    browser = Browser()
    browser.client.cookies["web_session"] = "a" * 32
    browser.sign_in()
    assert browser.is_signed_in()
    assert browser.cookie("web_session") != "a" * 32


def test_a_changed_password_signs_out_every_browser() -> None:
    make_customer()
    browser, other = Browser(), Browser()
    browser.sign_in()
    other.sign_in()
    browser.change_password("quite-another-9")
    assert not browser.is_signed_in()
    assert not other.is_signed_in()


# --- Cookies --------------------------------------------------------------------------------------


def test_config_sets_a_csrf_cookie_that_pages_can_read() -> None:
    response = Client().get(WEB_AUTH + "config")
    (cookie,) = response.cookies.values()
    assert cookie.key == "web_csrf"
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Lax", "/", 31449600)
    assert not cookie["httponly"]
    assert not cookie["secure"]
    assert "Cookie" in response["Vary"]


def test_the_session_cookie_is_out_of_scripts_reach() -> None:
    make_customer()
    cookie = Browser().sign_in().cookies["web_session"]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Lax", "/", 1209600)
    assert cookie["httponly"]


def test_over_https_cookies_are_bound_to_this_host() -> None:
    make_customer()
    browser = Browser(https=True)
    cookies = browser.sign_in().cookies
    assert set(cookies) == {"__Host-web_session", "__Host-web_csrf"}
    assert all(cookie["secure"] and cookie["path"] == "/" and not cookie["domain"] for cookie in cookies.values())
    assert browser.is_signed_in()


def test_over_https_a_cookie_without_the_prefix_is_nothing() -> None:
    make_customer()
    browser = Browser()
    browser.sign_in()
    assert browser.client.get(WEB_AUTH + "auth/session", secure=True).status_code == 401


def test_signing_out_deletes_the_session_cookie() -> None:
    make_customer()
    browser = Browser()
    browser.sign_in()
    cookie = browser.sign_out().cookies["web_session"]
    assert cookie.value == ""
    assert cookie["max-age"] == 0


# --- Who is asking --------------------------------------------------------------------------------


def asked(session: SessionStore) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = session
    request.user = AnonymousUser()
    return request


def test_somebody_new_leaves_no_trace_by_reading() -> None:
    request = asked(SessionStore(audience="web"))
    assert principal_of(request) is None
    assert not request.session.accessed, "no Vary, no cookie"


def test_somebody_new_becomes_a_guest_by_writing_and_stays_the_same_one() -> None:
    record = a_record(formats=("LP", "CD"))
    browser = Browser()
    browser.add(record.variants[0])
    browser.add(record.variants[1])
    assert browser.page("cart/")["cart"]["count"] == 2
    assert Cart.objects.count() == 1


def test_somebody_new_leaves_no_trace_by_a_write_that_is_refused() -> None:
    browser = Browser()
    assert browser.add(999_999).status_code == 409
    assert not browser.cookie("web_session")


def test_a_customer_is_known_by_their_session() -> None:
    user = make_customer()
    request = asked(SessionStore("a" * 32, audience="web"))
    request.user = user
    assert principal_of(request) == Customer(id=user.id, email=user.email)


@pytest.mark.parametrize("path", ["/", "/api/web/v1/pages/home/"])
def test_public_pages_set_no_cookie(path: str) -> None:
    assert not Client().get(path).cookies


# --- Guests ---------------------------------------------------------------------------------------


def guest_with_a_cart() -> Browser:
    """A browser whose session names a guest, as a first write leaves it."""
    session = SessionStore(audience="web")
    session["guest_id"] = "00000000-0000-4000-8000-000000000001"
    session.save()
    Cart.objects.create(guest_id=UUID(session["guest_id"]), updated_at=timezone.now())
    browser = Browser()
    browser.client.cookies["web_session"] = str(session.session_key)
    return browser


def test_signing_in_brings_the_guests_cart_along_and_forgets_the_guest() -> None:
    customer, browser = make_customer(), guest_with_a_cart()
    browser.sign_in()
    assert Cart.objects.get().customer_id == customer.id
    assert "guest_id" not in SessionStore(browser.cookie("web_session"), audience="web")


def test_signing_up_brings_the_guests_cart_along() -> None:
    guest_with_a_cart().sign_up()
    assert Cart.objects.get().customer == get_user_model().objects.get()


# --- CSRF -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", LINES),
        ("POST", WEB_AUTH + "auth/login"),
        ("POST", WEB_AUTH + "auth/signup"),
        ("POST", WEB_AUTH + "auth/password/request"),
        ("DELETE", WEB_AUTH + "auth/session"),
    ],
)
@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_an_unsafe_request_without_the_token_is_refused_to_guests_too(
    method: str, path: str, content_type: str
) -> None:
    response = Browser().client.generic(method, path, "{}", content_type)
    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


@pytest.mark.parametrize(
    "headers", [{"X-CSRFToken": "a" * 32}, {"X-CSRFToken": "short"}, {"Origin": "https://evil.example"}]
)
def test_a_wrong_token_or_origin_is_refused(headers: dict[str, str]) -> None:
    response = Browser().send("POST", LINES, **headers)
    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


def test_a_guest_with_the_token_may_write() -> None:
    assert Browser().send("POST", LINES).status_code != 403


def test_a_form_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    refused = client.post("/cart/", {"do": "add"}, headers={"Sec-Fetch-Site": "cross-site"})
    taken = client.post("/cart/", {"do": "add"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert refused.status_code == 403
    assert taken.status_code != 403


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),  # as under Referrer-Policy: no-referrer
        ({}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver:8001"}, False),
        ({"Origin": "http://evil.testserver"}, False),
    ],
)
def test_a_form_is_taken_from_the_shops_own_origin_alone(headers: dict[str, str], taken: bool) -> None:
    request = RequestFactory().post("/cart/", headers=headers)
    if taken:
        require_same_origin(request)
    else:
        with pytest.raises(CsrfFailed):
            require_same_origin(request)
