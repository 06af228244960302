"""Signing up, in and out on the phone, and what its tokens are worth when."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.carts.models import Cart
from mobile_api.models import Installation, RefreshFamily
from tests.personas import PASSWORD, PHONE_AUTH, Browser, Phone, code_from_mail, make_customer

pytestmark = pytest.mark.django_db

CART = "/api/mobile/v1/screens/cart"
DEVICES = "/api/mobile/v1/devices"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def phone() -> Phone:
    """A phone on which a customer has just signed in."""
    make_customer()
    phone = Phone()
    phone.sign_in()
    return phone


def code_of(response: Any) -> str:
    return str(response.json()["code"])


# --- Signing up, in and out -----------------------------------------------------------------------


def test_signing_up_needs_the_code_from_the_mail() -> None:
    phone = Phone()
    phone.send("POST", PHONE_AUTH + "auth/signup", {"email": "ada@example.org", "password": PASSWORD})
    assert not phone.access
    phone.sign_in()
    assert not phone.access, "an address that is not verified signs nobody in"
    phone._auth("POST", "auth/email/verify", {"key": code_from_mail()})
    assert phone.is_let_in()


def test_signing_in_answers_the_tokens_and_how_long_the_access_token_lasts() -> None:
    make_customer()
    meta = Phone().sign_in().json()["meta"]
    assert meta["expires_in"] == 300
    assert {"session_token", "access_token", "refresh_token"} < set(meta)


def test_signing_in_needs_the_password() -> None:
    make_customer()
    phone = Phone()
    assert phone.sign_in(password="wrong-horse-9").status_code == 400
    assert not phone.access


def test_neither_session_nor_refresh_token_is_stored(phone: Phone) -> None:
    kept = [
        *RefreshFamily.objects.values_list("refresh_hash", flat=True),
        *Session.objects.values_list("pk", flat=True),
    ]
    assert phone.refresh not in kept
    assert phone.session not in kept


def test_a_token_is_resolved_in_one_statement(phone: Phone, django_assert_num_queries: Any) -> None:
    gone = f"{DEVICES}/{NOBODY}"
    with django_assert_num_queries(1):
        assert phone.send("DELETE", gone).status_code == 404


@pytest.mark.parametrize("proof", ["access", "session"])
def test_signing_out_ends_every_token_of_that_phone(phone: Phone, proof: str) -> None:
    other = Phone()
    other.sign_in()
    access, session = phone.access, phone.session
    if proof == "access":
        phone.session = ""
    else:
        phone.access = ""
    phone.sign_out()
    phone.access, phone.session = access, session
    assert phone.get(CART).status_code == 401
    assert phone.renew().status_code in {400, 410}
    phone.session = ""
    assert phone.renew().status_code == 400
    assert other.is_let_in(), "the customer's other phone goes on"


def test_an_app_endpoint_of_allauth_takes_the_access_token_alone(phone: Phone) -> None:
    assert phone.get(PHONE_AUTH + "auth/session").status_code == 200


def test_an_address_already_known_is_told_so_only_by_mail() -> None:
    make_customer()
    known = Phone().send("POST", PHONE_AUTH + "auth/signup", {"email": "ada@example.org", "password": PASSWORD})
    new = Phone().send("POST", PHONE_AUTH + "auth/signup", {"email": "bob@example.org", "password": PASSWORD})
    assert (known.status_code, known.json()["data"]) == (new.status_code, new.json()["data"])


# --- Refreshing -----------------------------------------------------------------------------------


def test_a_refresh_token_is_exchanged_for_new_ones(phone: Phone) -> None:
    used = phone.refresh
    phone.session = ""
    assert phone.renew().status_code == 200
    assert phone.refresh != used
    assert phone.is_let_in()


def test_refreshing_works_with_an_expired_access_token_still_attached(phone: Phone) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert phone.get(CART).status_code == 401
        phone.session = ""
        assert phone.renew().status_code == 200
        assert phone.is_let_in()


def test_a_refresh_token_used_twice_ends_its_family(phone: Phone) -> None:
    used = phone.refresh
    phone.renew()
    session, phone.session = phone.session, ""
    assert phone.renew(used).status_code == 400
    assert phone.renew().status_code == 400, "the newest is worth nothing either"
    assert code_of(phone.get(CART)) == "invalid_token"
    assert phone.get(PHONE_AUTH + "auth/session", bearer="", **{"X-Session-Token": session}).status_code == 410
    assert RefreshFamily.objects.get().revoked_reason == RefreshFamily.Reason.REUSED


@pytest.mark.parametrize("token", ["x", ".", "a.b.c", NOBODY, f"{NOBODY}.secret", "\ud800", f"{NOBODY}.\ud800"])
def test_a_made_up_refresh_token_is_refused(token: str) -> None:
    assert Phone().renew(token).status_code == 400


def test_a_sign_in_lasts_ninety_days_however_often_it_is_refreshed(phone: Phone) -> None:
    signed_in = timezone.now()
    with time_machine.travel(signed_in + timedelta(days=89)):
        phone.session = ""
        assert phone.renew().status_code == 200
        assert phone.get(PHONE_AUTH + "auth/session").status_code == 200, "the session lasts as long"
    with time_machine.travel(signed_in + timedelta(days=90, seconds=1)):
        assert phone.get(CART).status_code == 401
        assert phone.renew().status_code == 400


# --- One password, two clients --------------------------------------------------------------------


def test_a_password_changed_on_the_web_signs_out_the_phone(phone: Phone) -> None:
    browser = Browser()
    browser.sign_in()
    browser.change_password("quite-another-9")
    assert phone.get(CART).status_code == 401
    assert phone.get(PHONE_AUTH + "auth/session", bearer="", **{"X-Session-Token": phone.session}).status_code == 401
    phone.session = ""
    assert phone.renew().status_code == 400
    assert not browser.is_signed_in()


def test_a_password_changed_on_the_phone_signs_out_the_web(phone: Phone) -> None:
    browser = Browser()
    browser.sign_in()
    assert browser.is_signed_in()
    phone.change_password("quite-another-9")
    assert not browser.is_signed_in()
    assert phone.get(CART).status_code == 401
    phone.session = phone.access = ""
    phone.sign_in(password="quite-another-9")
    assert phone.is_let_in()


def test_a_password_reset_by_code_signs_out_both(phone: Phone) -> None:
    browser, forgetful = Browser(), Phone()
    browser.sign_in()
    forgetful._auth("POST", "auth/password/request", {"email": "ada@example.org"})
    forgetful._auth("POST", "auth/password/reset", {"key": code_from_mail(), "password": "quite-another-9"})
    assert not browser.is_signed_in()
    assert phone.get(CART).status_code == 401


def test_a_customer_made_inactive_is_out(phone: Phone) -> None:
    get_user_model().objects.update(is_active=False)
    assert phone.get(CART).status_code == 401
    phone.session = ""
    assert phone.renew().status_code == 400


# --- Guests ---------------------------------------------------------------------------------------


def test_an_installation_gets_a_guest_token_that_opens_screens() -> None:
    phone = Phone()
    assert phone.register().status_code == 201
    assert phone.is_let_in()


def test_a_body_may_be_left_out_but_not_made_up() -> None:
    phone = Phone()
    assert phone.client.generic("POST", DEVICES).status_code == 201
    assert phone.send("POST", DEVICES, {"token_hash": "x"}).status_code in {400, 422}


def test_no_token_and_a_bad_token_are_told_apart() -> None:
    phone = Phone()
    assert code_of(phone.get(CART)) == "token_required"
    assert code_of(phone.get(CART, bearer="nonsense")) == "invalid_token"
    assert code_of(phone.client.get(CART, headers={"Authorization": "Basic YTpi"})) == "invalid_token"


def test_a_bad_token_is_refused_where_none_is_needed() -> None:
    assert code_of(Phone().send("POST", DEVICES, bearer="nonsense")) == "invalid_token"


def test_an_installation_is_revoked_by_its_own_guest_alone() -> None:
    phone, other = Phone(), Phone()
    own = f"{DEVICES}/{phone.register().json()['id']}"
    other.register()
    assert other.send("DELETE", own).status_code == 404
    assert phone.send("DELETE", own).status_code == 204
    assert phone.get(CART).status_code == 401


def test_signing_in_brings_the_guests_cart_along_and_spends_the_token() -> None:
    customer, phone = make_customer(), Phone()
    phone.register()
    Cart.objects.create(guest_id=Installation.objects.get().guest_id, updated_at=timezone.now())
    phone.sign_in()
    assert Cart.objects.get().customer_id == customer.id
    assert code_of(phone.get(CART, bearer=phone.guest)) == "invalid_token"


def test_signing_up_brings_the_guests_cart_along() -> None:
    phone = Phone()
    phone.register()
    Cart.objects.create(guest_id=Installation.objects.get().guest_id, updated_at=timezone.now())
    phone.sign_up()
    assert Cart.objects.get().customer == get_user_model().objects.get()
