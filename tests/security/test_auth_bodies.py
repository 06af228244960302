"""Whatever is sent to allauth's endpoints, on either backend: its own envelope, never an error of the server."""

import pytest
from django.contrib.auth import get_user_model

from tests.personas import PHONE_AUTH, WEB_AUTH, Browser, Phone, make_customer

BROKEN = {
    "cut off": b"{",
    "a list": b"[]",
    "deep": b"[" * 30_000,
    "deep inside": b'{"email":' * 5_000,
    "not UTF-8": b'{"email":"\xff"}',
    "half a surrogate pair": b'{"email":"ada@example.org","password":"\\ud800-long-enough"}',
    "a number that is none": b'{"email":NaN}',
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["account/phone", "auth/phone/verify", "auth/phone/verify/resend"])
def test_accounts_have_no_phone_number(path: str) -> None:
    """allauth asks an adapter for one that there is not."""
    make_customer()
    browser, phone = Browser(), Phone()
    browser.sign_in()
    phone.sign_in()
    assert [browser.get(WEB_AUTH + path).status_code, phone.get(PHONE_AUTH + path).status_code] == [404, 404]


@pytest.mark.django_db
@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("path", ["auth/signup", "auth/login"])
@pytest.mark.parametrize("prefix", [WEB_AUTH, PHONE_AUTH])
def test_a_broken_body_is_refused(prefix: str, path: str, body: bytes) -> None:
    browser = Browser()
    headers = {"X-CSRFToken": browser.cookie("web_csrf"), "Origin": "http://testserver"}
    response = browser.client.generic("POST", prefix + path, body, "application/json", headers=headers)
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == "malformed_json"
    assert not get_user_model().objects.exists()
