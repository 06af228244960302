"""Whoever is vouched for by a provider gets their own account, and nobody else's: against a real OpenID provider."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import get_user_model
from pytest_django import Settings

from project.identity import id_tokens
from project.identity.adapters import SocialAccountAdapter
from tests.personas import PASSWORD, PHONE_AUTH, WEB_AUTH, Browser, Phone, make_customer
from tests.security.vouching import Voucher, a_voucher

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"


@pytest.fixture(scope="module")
def voucher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voucher]:
    with a_voucher(tmp_path_factory.mktemp("voucher")) as running:
        yield running


@pytest.fixture(autouse=True)
def _trusted(voucher: Voucher, settings: Settings) -> None:
    acme: dict[str, Any] = {"provider_id": "acme", "name": "Acme", "client_id": "shop", "secret": "s"}
    acme["settings"] = {"server_url": voucher.url}
    ours = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": ours | {"APPS": [acme]}}


def ask(browser: Browser) -> str:
    """Press the provider's button; returns where the shop sends the browser."""
    answer = browser.submit("/account/", do="provider", provider="acme", process="login", callback_url="/account/")
    return str(answer["Refresh"]).removeprefix("0; url=")


def come_back(browser: Browser, location: str) -> Any:
    return browser.get(location.removeprefix("http://testserver"))


def at_a_browser(voucher: Voucher, subject: str, email: str = ADA, *, verified: bool = True) -> Browser:
    voucher.knows(subject, email, verified=verified)
    browser = Browser()
    come_back(browser, voucher.agree(ask(browser), subject))
    return browser


def with_token(token: str) -> tuple[Phone, Any]:
    phone = Phone()
    body = {"provider": "acme", "process": "login", "token": {"client_id": "shop", "id_token": token}}
    return phone, phone._auth("POST", "auth/provider/token", body)


def on_a_phone(voucher: Voucher, subject: str, email: str = ADA, *, verified: bool = True) -> Phone:
    voucher.knows(subject, email, verified=verified)
    return with_token(voucher.id_token(subject, "shop"))[0]


def is_in(someone: Browser | Phone) -> bool:
    return someone.is_let_in() if isinstance(someone, Phone) else someone.is_signed_in()


either = pytest.mark.parametrize("arrive", [at_a_browser, on_a_phone])


# --- Whoever is vouched for -----------------------------------------------------------------------


@either
def test_whom_the_provider_vouches_for_is_in_and_comes_back_to_the_same_account(voucher: Voucher, arrive: Any) -> None:
    assert is_in(arrive(voucher, "ada"))
    assert is_in(arrive(voucher, "ada"))
    assert get_user_model().objects.count() == SocialAccount.objects.count() == 1


def test_it_is_the_same_account_from_either_client(voucher: Voucher) -> None:
    at_a_browser(voucher, "ada")
    assert on_a_phone(voucher, "ada").is_let_in()
    assert get_user_model().objects.count() == 1


@either
@pytest.mark.parametrize("verified", [True, False])
def test_an_address_opens_no_account_that_was_there_before(voucher: Voucher, arrive: Any, verified: bool) -> None:
    make_customer()
    assert not is_in(arrive(voucher, "eve", verified=verified))
    assert not SocialAccount.objects.exists()
    assert get_user_model().objects.count() == 1


@either
def test_an_address_that_is_only_claimed_opens_no_new_account_either(voucher: Voucher, arrive: Any) -> None:
    assert not is_in(arrive(voucher, "eve", verified=False))
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("prefix", [WEB_AUTH, PHONE_AUTH])
def test_a_password_sign_up_takes_over_no_account_of_a_provider(voucher: Voucher, prefix: str) -> None:
    on_a_phone(voucher, "ada")
    eve: Browser | Phone = Browser() if prefix == WEB_AUTH else Phone()
    eve.send("POST", prefix + "auth/signup", {"email": ADA, "password": PASSWORD})
    assert get_user_model().objects.count() == 1
    assert not get_user_model().objects.get().has_usable_password()
    assert eve.sign_in().status_code == 400


# --- The way there and back -----------------------------------------------------------------------


def test_the_shop_asks_with_a_state_and_a_challenge(voucher: Voucher) -> None:
    """RFC 6749 section 10.12 and RFC 7636: the answer is of use to this browser alone."""
    first, again = (parse_qs(urlsplit(ask(Browser())).query) for _ in range(2))
    assert first["code_challenge_method"] == ["S256"]
    assert first["state"] != again["state"]
    assert first["code_challenge"] != again["code_challenge"]
    assert first["redirect_uri"] == ["http://testserver/account/social/acme/login/callback/"]


def test_who_says_no_is_back_at_the_account_page_and_not_in(voucher: Voucher) -> None:
    browser = Browser()
    answer = come_back(browser, voucher.refuse(ask(browser)))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/")
    assert not browser.is_signed_in()
    assert not get_user_model().objects.exists()


def lured(voucher: Voucher) -> Browser:
    """Somebody about to sign in, whose browser follows the answer that eve got from the provider for herself."""
    voucher.knows("eve", "eve@example.org", verified=True)
    victim = Browser()
    ask(victim)
    come_back(victim, voucher.agree(ask(Browser()), "eve"))
    return victim


def test_nobody_is_signed_in_by_an_answer_that_another_asked_for(voucher: Voucher) -> None:
    assert not lured(voucher).is_signed_in()
    assert not SocialAccount.objects.exists()


def test_an_answer_works_once(voucher: Voucher) -> None:
    voucher.knows("ada", ADA, verified=True)
    browser = Browser()
    location = voucher.agree(ask(browser), "ada")
    come_back(browser, location)
    browser.sign_out()
    come_back(browser, location)
    assert not browser.is_signed_in()


# --- Tokens that a phone hands in -----------------------------------------------------------------


def test_a_token_for_another_audience_is_refused(voucher: Voucher) -> None:
    voucher.knows("ada", ADA, verified=True)
    phone, answer = with_token(voucher.id_token("ada", "another-shop"))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "invalid_token")
    assert not phone.is_let_in()


def renamed(voucher: Voucher) -> str:
    """A token of the provider whose claims were changed, under the signature of what they were."""
    voucher.knows("eve", "eve@example.org", verified=True)
    head, _, signature = voucher.id_token("eve", "shop").split(".")
    claims = jwt.decode(voucher.id_token("eve", "shop"), options={"verify_signature": False})
    body = jwt.encode(claims | {"sub": "ada", "email": ADA}, "k" * 32, algorithm="HS256").split(".")[1]
    return f"{head}.{body}.{signature}"


def test_a_token_that_the_provider_did_not_sign_is_refused(voucher: Voucher) -> None:
    phone, answer = with_token(renamed(voucher))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "invalid_token")
    assert not phone.is_let_in()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
@pytest.mark.parametrize("kid", [True, False])
def test_a_token_that_names_its_own_algorithm_is_refused(voucher: Voucher, algorithm: str, kid: bool) -> None:
    """RFC 8725 section 2.1: nobody picks how their own token is checked."""
    voucher.knows("eve", "eve@example.org", verified=True)
    real = voucher.id_token("eve", "shop")
    claims = jwt.decode(real, options={"verify_signature": False})
    headers = {"kid": jwt.get_unverified_header(real)["kid"]} if kid else {}
    key = "" if algorithm == "none" else "k" * 32
    phone, answer = with_token(jwt.encode(claims, key, algorithm=algorithm, headers=headers))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "invalid_token")
    assert not phone.is_let_in()


# --- The same without the defence -----------------------------------------------------------------


def test_without_the_look_at_its_header_a_forged_token_is_a_failure_of_ours(
    voucher: Voucher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jwtkit, "fetch_key", id_tokens._fetch_key)
    with pytest.raises(KeyError, match="kid"):
        with_token(jwt.encode({"sub": "ada"}, "k" * 32, algorithm="HS256"))


@either
def test_without_the_refusal_a_claimed_address_waits_in_an_account(
    voucher: Voucher, arrive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SocialAccountAdapter, "pre_social_login", DefaultSocialAccountAdapter.pre_social_login)
    arrive(voucher, "eve", verified=False)
    assert SocialAccount.objects.get().user == EmailAddress.objects.get(email=ADA).user


@either
def test_were_addresses_proof_enough_an_account_would_open(voucher: Voucher, arrive: Any, settings: Settings) -> None:
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    make_customer()
    assert is_in(arrive(voucher, "eve"))


def test_were_the_state_not_compared_anybody_could_be_signed_in_as_another(
    voucher: Voucher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "supports_state", False)  # allauth then takes the newest it has
    monkeypatch.setattr(OpenIDConnectProvider, "get_pkce_params", lambda self: {})
    assert lured(voucher).is_signed_in()


def test_were_the_signature_not_checked_anybody_could_be_anyone(
    voucher: Voucher, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = jwtkit.verify_and_decode
    monkeypatch.setattr(jwtkit, "verify_and_decode", lambda **asked: check(**asked, verify_signature=False))
    phone, _ = with_token(renamed(voucher))
    assert phone.is_let_in()
    assert SocialAccount.objects.get().uid == "ada"
