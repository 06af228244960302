"""Staff sign in at the back office, and nobody else; with a second factor, where the shop wants one."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from core.customers.sessions import SessionStore
from project.middleware import staff as gate
from tests.admin.staff import SIGN_IN, Form, Staff
from tests.personas import PASSWORD, make_customer

pytestmark = pytest.mark.django_db

SECOND_FACTORS = "/admin/auth/2fa/"
TOTP = SECOND_FACTORS + "totp/activate/"


def code_for(secret: str) -> str:
    """What an authenticator app shows for a secret now (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def submit(client: Client, path: str, **changes: str) -> Any:
    """Open a page, fill in its forms and send them."""
    form = Form(client.get(path, follow=True).content.decode()).fields
    return client.post(path, form | changes)


def sign_in(client: Client, email: str = "staff@example.org") -> Any:
    return submit(client, SIGN_IN, login=email, password=PASSWORD)


def enrol(client: Client) -> str:
    """Set up an authenticator app; returns its secret."""
    submit(client, "/admin/auth/reauthenticate/", password=PASSWORD)
    form = Form(client.get(TOTP).content.decode()).fields
    secret = str(session_of(client)["mfa.totp.secret"])
    assert client.post(TOTP, form | {"code": code_for(secret)}).status_code == 302
    return secret


def session_of(client: Client) -> SessionStore:
    return SessionStore(client.cookies["admin_session"].value, audience="admin")


@pytest.fixture
def strict(settings: Settings) -> None:
    settings.STAFF_MFA_REQUIRED = True


def is_inside(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_the_admins_own_sign_in_leads_to_ours() -> None:
    answer = Client().get("/admin/login/?next=/admin/orders/order/")
    assert answer.headers["Location"] == f"{SIGN_IN}?next=/admin/orders/order/"


def test_staff_get_in(staff: Staff) -> None:
    assert is_inside(staff.client)


def test_a_shopper_does_not_and_nothing_is_left_of_the_try() -> None:
    make_customer()
    client = Client()
    answer = sign_in(client, "ada@example.org")
    assert (answer.status_code, answer.headers["Location"]) == (302, SIGN_IN)
    assert not Session.objects.exists()
    assert "Only who works in this shop signs in here." in client.get(SIGN_IN).content.decode()


def test_who_is_no_longer_staff_is_out_at_once(staff: Staff) -> None:
    get_user_model().objects.update(is_staff=False)
    assert not is_inside(staff.client)
    assert staff.client.get(SIGN_IN).status_code == 200
    assert not Session.objects.exists()


def test_nobody_signs_up_here() -> None:
    client = Client()
    page = client.get("/admin/auth/signup/").content.decode()
    assert "Nobody signs up here" in page
    client.post("/admin/auth/signup/", {"email": "eve@example.org", "password1": PASSWORD})
    assert not get_user_model().objects.exists()


def test_signing_out_leads_back_to_the_sign_in(staff: Staff) -> None:
    answer = submit(staff.client, "/admin/auth/logout/")
    assert answer.headers["Location"] == SIGN_IN
    assert not is_inside(staff.client)


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("path", ["", "orders/order/", "auth/email/", "auth/password/change/", "password_change/"])
def test_without_a_second_factor_there_is_nothing_but_setting_one_up(path: str, staff: Staff) -> None:
    answer = staff.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, SECOND_FACTORS)
    assert "Before you begin" in staff.client.get(SECOND_FACTORS).content.decode()


@pytest.mark.usefixtures("strict")
def test_with_an_authenticator_app_the_back_office_opens_and_asks_for_it_from_then_on(staff: Staff) -> None:
    secret = enrol(staff.client)
    assert is_inside(staff.client)
    again = Client()
    assert sign_in(again).headers["Location"].startswith(SECOND_FACTORS + "authenticate/")
    assert not is_inside(again)
    assert submit(again, SECOND_FACTORS + "authenticate/", code="000000").status_code == 200
    assert not is_inside(again)
    assert submit(again, SECOND_FACTORS + "authenticate/", code=code_for(secret)).status_code == 302
    assert is_inside(again)


@pytest.mark.parametrize("path", ["totp/activate/", "webauthn/add/", "recovery-codes/generate/"])
def test_what_proves_somebody_changes_only_after_they_have_proved_it_anew(path: str, staff: Staff) -> None:
    answer = staff.client.get(SECOND_FACTORS + path)
    assert answer.headers["Location"].startswith(("/admin/auth/reauthenticate/", SECOND_FACTORS))


# --- The same without the defence -----------------------------------------------------------------


def test_without_the_look_at_who_signs_in_a_shopper_has_a_session_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("project.identity.adapters._is_at_the_admin", lambda request: False)
    make_customer()
    client = Client()
    sign_in(client, "ada@example.org")
    assert SESSION_KEY in session_of(client)


@pytest.mark.usefixtures("strict")
def test_without_the_gate_a_password_is_enough(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_must_enrol", lambda request: False)
    assert is_inside(staff.client)
