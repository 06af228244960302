"""The account's pages without script: each form posts to its own page, and what it may not do it says."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.core import mail
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import Shop
from tests.personas import PASSWORD, WEB_AUTH, Browser, Phone, code_from_app, code_from_mail, make_customer

FOR_CUSTOMERS = {  # and a form of each
    "confirm": "password",
    "email": "change",
    "password": "change",
    "two-step": "begin",
    "passkeys": "remove",
    "connections": "disconnect",
    "sessions": "end",
}
SECRET = re.compile(r'class="setup-secret">([A-Z2-7]+)<')
CODES = re.compile(r"<li><code>(\d{8})</code></li>")


@pytest.fixture
def ada(shop: Shop) -> Browser:
    """Signed in, with a password and nothing else."""
    make_customer()
    browser = Browser()
    browser.sign_in()
    return browser


@pytest.fixture
def proven(ada: Browser) -> Browser:
    """Who has just shown again that it is her."""
    ada.submit("/account/confirm/", do="password", password=PASSWORD)
    return ada


def html(browser: Browser, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return str(response.content.decode())


def turn_two_step_on(browser: Browser) -> tuple[str, list[str]]:
    """The app's secret, and the recovery codes."""
    browser.submit("/account/two-step/", do="begin")
    found = SECRET.search(html(browser, "/account/two-step/"))
    assert found
    answer = browser.submit("/account/two-step/", do="turn_on", code=code_from_app(found[1]))
    return found[1], CODES.findall(answer.content.decode())


def recovery_codes(browser: Browser) -> dict[str, Any]:
    """What the API tells of them to who asks later."""
    told = browser.get(WEB_AUTH + "account/authenticators/recovery-codes").json()["data"]
    return dict(told)


# --- Who sees them --------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "form"), FOR_CUSTOMERS.items())
def test_who_is_not_signed_in_is_led_to_where_they_can(page: str, form: str, shop: Shop, browser: Browser) -> None:
    for response in (browser.get(f"/account/{page}/"), browser.submit(f"/account/{page}/", do=form)):
        assert (response.status_code, response["Location"]) == (303, "/account/")


@pytest.mark.parametrize("page", FOR_CUSTOMERS)
def test_looking_at_a_page_writes_nothing(
    page: str, ada: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8) as queries:
        html(ada, f"/account/{page}/")
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_a_form_from_elsewhere_does_nothing(proven: Browser) -> None:
    response = proven.client.post("/account/two-step/", {"do": "begin"}, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert not SECRET.search(html(proven, "/account/two-step/"))


# --- Proving it again -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["email", "two-step", "passkeys", "connections"])
def test_what_protects_the_account_is_changed_only_after_proof(page: str, ada: Browser) -> None:
    way = f'href="/account/confirm/?next=/account/{page}/"'
    assert way in html(ada, f"/account/{page}/")
    ada.submit("/account/confirm/", do="password", password=PASSWORD)
    assert way not in html(ada, f"/account/{page}/")


def test_a_change_that_was_not_proved_leads_to_the_proof_and_back(ada: Browser) -> None:
    refused = ada.submit("/account/email/", do="change", email="new@example.org")
    assert (refused.status_code, refused["Location"]) == (303, "/account/confirm/?next=%2Faccount%2Femail%2F")
    assert not mail.outbox
    proved = ada.submit(refused["Location"], do="password", password=PASSWORD)
    assert (proved.status_code, proved["Location"]) == (303, "/account/email/")


def test_the_proof_says_what_is_wrong(ada: Browser) -> None:
    response = ada.submit("/account/confirm/", do="password", password="wrong")
    assert response.status_code == 422
    assert "Incorrect password." in response.content.decode()


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""])
def test_the_proof_never_leads_away_from_the_shop(there: str, ada: Browser) -> None:
    response = ada.submit(f"/account/confirm/?next={there}", do="password", password=PASSWORD)
    assert (response.status_code, response["Location"]) == (303, "/account/")


# --- Two-step sign-in -----------------------------------------------------------------------------


def test_two_step_sign_in_is_set_up_with_an_app(proven: Browser) -> None:
    proven.submit("/account/two-step/", do="begin")
    page = html(proven, "/account/two-step/")
    secret = SECRET.findall(page)[0]
    assert f"secret={secret}" in page, "the link that opens an app"
    assert 'src="data:image/svg+xml;base64,' in page, "the picture to scan"
    wrong = proven.submit("/account/two-step/", do="turn_on", code="000000")
    assert wrong.status_code == 422
    assert SECRET.findall(wrong.content.decode()) == [secret], "the app that has it need not be set up anew"


def test_recovery_codes_are_shown_once(proven: Browser) -> None:
    _, codes = turn_two_step_on(proven)
    assert len(codes) == 10
    page = html(proven, "/account/two-step/")
    assert not CODES.search(page)
    assert "10 left" in page
    renewed = CODES.findall(proven.submit("/account/two-step/", do="new_codes").content.decode())
    assert len(renewed) == 10
    assert not set(renewed) & set(codes)
    assert "unused_codes" not in recovery_codes(proven)


def test_they_would_be_there_to_read_if_they_were_not_for_once(proven: Browser, settings: Settings) -> None:
    settings.MFA_RECOVERY_CODES_SHOW_ONCE = False
    _, codes = turn_two_step_on(proven)
    assert recovery_codes(proven)["unused_codes"] == codes


def test_after_the_password_the_code_is_asked_for(proven: Browser) -> None:
    secret, codes = turn_two_step_on(proven)
    for code in (code_from_app(secret), codes[0]):
        browser = Browser()
        browser.submit("/account/", do="sign_in", email="ada@example.org", password=PASSWORD)
        assert browser.page("account/")["awaits"] == "mfa_authenticate"
        assert browser.page("account/")["shell"]["email"] is None
        wrong = browser.submit("/account/", do="code", code="12345678")
        assert wrong.status_code == 422
        assert "Incorrect code." in wrong.content.decode()
        browser.submit("/account/", do="code", code=code)
        assert browser.page("account/")["shell"]["email"] == "ada@example.org"


def test_whoever_cannot_give_the_code_can_start_over_with_their_cart(proven: Browser, shop: Shop) -> None:
    turn_two_step_on(proven)
    browser = Browser()
    browser.add(shop.record.variant)
    browser.submit("/account/", do="sign_in", email="ada@example.org", password=PASSWORD)
    browser.submit("/account/", do="start_over")
    page = browser.page("account/")
    assert (page["awaits"], page["shell"]["cart_count"]) == (None, 1)


def test_two_step_sign_in_is_turned_off(proven: Browser) -> None:
    turn_two_step_on(proven)
    assert proven.page("account/")["protection"] == {"totp": True, "passkeys": 0}
    off = proven.submit("/account/two-step/", do="turn_off")
    assert off["Location"] == "/account/two-step/?done=two_step_off"
    assert "Two-step sign-in is off." in html(proven, off["Location"])
    assert not Authenticator.objects.exists(), "recovery codes for nothing are gone, too"


# --- Address and password -------------------------------------------------------------------------


def test_a_new_address_counts_once_its_code_has_come_back(proven: Browser) -> None:
    proven.submit("/account/email/", do="change", email="new@example.org")
    assert mail.outbox[-1].to == ["new@example.org"]
    assert "We have sent a code to <strong>new@example.org</strong>" in html(proven, "/account/email/")
    assert proven.page("account/")["shell"]["email"] == "ada@example.org"
    assert proven.submit("/account/email/", do="verify", key="AAAA-AAAA").status_code == 422
    done = proven.submit("/account/email/", do="verify", key=code_from_mail())
    assert done["Location"] == "/account/email/?done=email_changed"
    assert proven.page("account/")["shell"]["email"] == "new@example.org"
    assert [str(one) for one in EmailAddress.objects.values_list("email", flat=True)] == ["new@example.org"]


def test_a_new_address_can_be_thought_better_of(proven: Browser) -> None:
    proven.submit("/account/email/", do="change", email="new@example.org")
    proven.submit("/account/email/", do="keep", email="new@example.org")
    assert "Another address" in html(proven, "/account/email/")
    assert proven.page("account/")["shell"]["email"] == "ada@example.org"


def test_a_changed_password_signs_out_and_says_so(ada: Browser) -> None:
    wrong = ada.submit("/account/password/", do="change", current_password="wrong", new_password="quite-another-9")
    assert wrong.status_code == 422
    done = ada.submit("/account/password/", do="change", current_password=PASSWORD, new_password="quite-another-9")
    assert "Your new password is set. Sign in with it." in html(ada, done["Location"])
    assert not ada.is_signed_in()
    ada.sign_in(password="quite-another-9")
    assert ada.is_signed_in()


def test_a_forgotten_password_is_set_anew_with_the_code_from_the_mail(shop: Shop, browser: Browser) -> None:
    make_customer()
    asked = browser.submit("/account/reset/", do="request", email="ada@example.org")
    assert (asked.status_code, asked["Location"]) == (303, "/account/reset/")
    assert "<strong>ada@example.org</strong>" in html(browser, "/account/reset/")
    code = code_from_mail()
    weak = browser.submit("/account/reset/", do="reset", key=code, password="12345678")
    assert weak.status_code == 422
    assert "too common" in weak.content.decode()
    done = browser.submit("/account/reset/", do="reset", key=code, password="quite-another-9")
    assert (done.status_code, done["Location"]) == (303, "/account/?done=password_set")
    browser.sign_in(password="quite-another-9")
    assert browser.is_signed_in()


def test_who_is_signed_in_can_have_forgotten_it_too(ada: Browser) -> None:
    assert ada.submit("/account/reset/", do="request", email="ada@example.org").status_code == 303
    again = ada.submit("/account/reset/", do="again", email="ada@example.org")
    assert again["Location"] == "/account/reset/?done=sent_again"
    done = ada.submit("/account/reset/", do="reset", key=code_from_mail(), password="quite-another-9")
    assert done["Location"] == "/account/?done=password_set"
    assert not ada.is_signed_in()


def test_a_reset_reads_alike_for_addresses_nobody_has(shop: Shop) -> None:
    make_customer()
    pages = []
    for email in ("ada@example.org", "bob@example.org"):
        browser = Browser()
        browser.submit("/account/reset/", do="request", email=email)
        wrong = browser.submit("/account/reset/", do="reset", key="AAAA-AAAA", password="quite-another-9")
        pages += [html(browser, "/account/reset/").replace(email, ""), wrong.content.decode().replace(email, "")]
    assert pages[:2] == pages[2:]


def test_too_many_wrong_codes_end_a_reset(shop: Shop, browser: Browser) -> None:
    make_customer()
    browser.submit("/account/reset/", do="request", email="ada@example.org")
    answers = [
        browser.submit("/account/reset/", do="reset", key="AAAA-AAAA", password="quite-another-9") for _ in range(4)
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert "Forgot your password?" in html(browser, "/account/reset/")
    assert get_user_model().objects.get().check_password(PASSWORD)


# --- Connected accounts, and where somebody is signed in ------------------------------------------


@pytest.fixture
def provider(settings: Settings) -> str:
    app = {"provider_id": "id-example", "name": "Example ID", "client_id": "c", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [{**app, "settings": {"server_url": "http://127.0.0.1:1"}}]}
    }
    return "id-example"


def test_another_account_is_shown_and_disconnected(proven: Browser, provider: str) -> None:
    user = get_user_model().objects.get()
    SocialAccount.objects.create(user=user, provider=provider, uid="7", extra_data={"userinfo": {"email": "a@b.org"}})
    page = html(proven, "/account/connections/")
    assert "Example ID" in page
    assert "a@b.org" in page
    proven.submit("/account/connections/", do="disconnect", provider=provider, account="7")
    assert not SocialAccount.objects.exists()


def test_nobody_disconnects_what_is_anothers(proven: Browser, provider: str) -> None:
    other = make_customer("bob@example.org")
    SocialAccount.objects.create(user=other, provider=provider, uid="8")
    response = proven.submit("/account/connections/", do="disconnect", provider=provider, account="8")
    assert response.status_code == 422
    assert SocialAccount.objects.exists()


def test_providers_are_offered_where_there_are_some(shop: Shop, browser: Browser, provider: str) -> None:
    assert "Continue with Example ID" in html(browser, "/account/")
    assert browser.page("account/")["providers"] == [{"id": "id-example", "name": "Example ID"}]


def test_a_provider_that_does_not_answer_is_not_the_end(shop: Shop, browser: Browser, provider: str) -> None:
    form = {"provider": provider, "process": "login", "callback_url": "/account/"}
    response = browser.submit("/account/", do="provider", **form)
    assert response.status_code == 422
    assert "They do not answer over there just now." in response.content.decode()


def test_browsers_and_phones_are_listed_and_signed_out(ada: Browser) -> None:
    phone, other = Phone(), Browser()
    phone.sign_in()
    other.submit("/account/", do="sign_in", email="ada@example.org", password=PASSWORD)
    page = html(ada, "/account/sessions/")
    assert page.count('class="thing"') == 3
    assert page.count("Phone app") == 1
    others = re.findall(r'name="do" value="end_others">\s*<input type="hidden" name="ids" value="([\d ]+)"', page)
    ended = ada.submit("/account/sessions/", do="end_others", ids=others[0])
    assert ended["Location"] == "/account/sessions/?done=signed_out_elsewhere"
    assert (ada.is_signed_in(), other.is_signed_in(), phone.is_let_in()) == (True, False, False)


def test_nobody_ends_the_session_of_another(ada: Browser) -> None:
    make_customer("bob@example.org")
    bob = Browser()
    bob.sign_in("bob@example.org")
    found = re.findall(r'name="ids" value="(\d+)', html(ada, "/account/sessions/"))
    assert found == []
    ids = [place["id"] for place in bob.get("/api/web/auth/v1/auth/sessions").json()["data"]]
    assert ada.submit("/account/sessions/", do="end", ids=ids[0]).status_code == 422
    assert bob.is_signed_in()
