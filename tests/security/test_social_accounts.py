"""Whoever is vouched for by a provider gets their own account, and nobody else's."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from pytest_django import Settings

from project.identity.adapters import SocialAccountAdapter
from tests.personas import PASSWORD, PHONE_AUTH, WEB_AUTH, Browser, Phone, make_customer

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"


@pytest.fixture(autouse=True)
def _provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that the shop trusts. Its tokens are plain claims here, as if their signature had been checked."""
    acme: dict[str, Any] = {"provider_id": "acme", "name": "Acme", "client_id": "shop", "secret": "s"}
    acme["settings"] = {"server_url": "https://acme.example"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [acme]}}

    def claims(self: Any, request: HttpRequest, token: Any) -> Any:
        subject, email, verified = token["id_token"].split()
        said = {"sub": subject, "email": email, "email_verified": verified == "verified"}
        return self.sociallogin_from_response(request, said)

    monkeypatch.setattr(OpenIDConnectProvider, "verify_token", claims)


def vouched_for(subject: str, email: str = ADA, *, verified: bool = True) -> tuple[Phone, Any]:
    """Somebody on a phone, with what the provider says of them."""
    phone = Phone()
    token = {"client_id": "shop", "id_token": f"{subject} {email} {'verified' if verified else 'claimed'}"}
    return phone, phone._auth("POST", "auth/provider/token", {"provider": "acme", "process": "login", "token": token})


def test_whom_the_provider_vouches_for_is_in_and_comes_back_to_the_same_account() -> None:
    first, _ = vouched_for("ada")
    again, _ = vouched_for("ada")
    assert first.is_let_in()
    assert again.is_let_in()
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_opens_no_account_that_was_there_before(verified: bool) -> None:
    make_customer()
    phone, _ = vouched_for("eve", verified=verified)
    assert not phone.is_let_in()
    assert not SocialAccount.objects.exists()


def test_an_address_that_is_only_claimed_opens_no_new_account_either() -> None:
    phone, answer = vouched_for("eve", verified=False)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "no_verified_email")
    assert not phone.is_let_in()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("prefix", [WEB_AUTH, PHONE_AUTH])
def test_a_password_sign_up_takes_over_no_account_of_a_provider(prefix: str) -> None:
    vouched_for("ada")
    eve: Browser | Phone = Browser() if prefix == WEB_AUTH else Phone()
    eve.send("POST", prefix + "auth/signup", {"email": ADA, "password": PASSWORD})
    assert get_user_model().objects.count() == 1
    assert not get_user_model().objects.get().has_usable_password()
    assert eve.sign_in().status_code == 400


# --- The same without the defence -----------------------------------------------------------------


def test_without_the_refusal_a_claimed_address_waits_in_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SocialAccountAdapter, "pre_social_login", DefaultSocialAccountAdapter.pre_social_login)
    vouched_for("eve", verified=False)
    assert SocialAccount.objects.get().user == EmailAddress.objects.get(email=ADA).user


def test_were_addresses_proof_enough_an_account_would_open(settings: Settings) -> None:
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    make_customer()
    phone, _ = vouched_for("eve")
    assert phone.is_let_in()
