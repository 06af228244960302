"""Whoever guesses at sign-in, sign-up and reset does not learn who has an account, and is slowed down on every way in.

Work is compared, not time: password hashes, which take nearly all of it, and statements.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from core.lockout.rules import FREE
from project.identity import authentication
from project.identity.adapters import AccountAdapter
from tests.personas import PASSWORD, PHONE_AUTH, WEB_AUTH, Browser, Phone, code_from_app, code_from_mail, make_customer

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "ada@example.org", "eve@example.org"
WRONG = "not-the-right-one-9"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each password hash that is computed."""
    done: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        done.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return done


type Work = tuple[int, int, Any, list[str], int]


type Ask = Callable[[type[Browser | Phone], str], Any]


def both(ask: Ask, client: type[Browser | Phone], hashes: list[str]) -> list[Work]:
    """What it takes to answer about a known and about an unknown address."""
    return [work_of(ask, client, email, hashes) for email in (KNOWN, UNKNOWN)]


def work_of(ask: Ask, client: type[Browser | Phone], email: str, hashes: list[str]) -> Work:
    """Status, password hashes, body, reading statements, mails."""
    hashes.clear()
    mail.outbox.clear()
    with CaptureQueriesContext(connection) as captured:
        response = ask(client, email)
    tables = [query["sql"].split()[0] for query in captured if query["sql"].startswith("SELECT")]
    return response.status_code, len(hashes), told(response), tables, len(mail.outbox)


def told(response: Any) -> Any:
    """What a client is told, without what names the session or repeats what it sent."""
    answer = response.json()
    answer.get("meta", {}).pop("session_token", None)
    return json.loads(json.dumps(answer).replace(KNOWN, "…").replace(UNKNOWN, "…"))


def sign_in(client: type[Browser | Phone], email: str) -> Any:
    return client().sign_in(email, WRONG)


def sign_up(client: type[Browser | Phone], email: str) -> Any:
    return _asked(client(), "auth/signup", {"email": email, "password": PASSWORD})


def reset(client: type[Browser | Phone], email: str) -> Any:
    return _asked(client(), "auth/password/request", {"email": email})


def _asked(client: Browser | Phone, path: str, data: dict[str, str]) -> Any:
    return client.send("POST", (WEB_AUTH if isinstance(client, Browser) else PHONE_AUTH) + path, data)


@pytest.mark.parametrize("client", [Browser, Phone])
class TestAnAddressIsNotGivenAway:
    def test_at_sign_in(self, client: type[Browser | Phone], hashes: list[str]) -> None:
        make_customer(KNOWN)
        known, unknown = both(sign_in, client, hashes)
        assert known == unknown
        assert (known[0], known[1]) == (400, 1)

    def test_at_sign_in_while_locked(self, client: type[Browser | Phone], hashes: list[str]) -> None:
        make_customer(KNOWN)
        for email in (KNOWN, UNKNOWN):
            for _ in range(FREE):
                sign_in(client, email)
        known, unknown = both(sign_in, client, hashes)
        assert known == unknown
        assert (known[1], known[2]["errors"][0]["code"]) == (0, "too_many_login_attempts")

    def test_at_sign_up(self, client: type[Browser | Phone], hashes: list[str]) -> None:
        make_customer(KNOWN)
        known, unknown = both(sign_up, client, hashes)
        assert known[:3] == unknown[:3]
        assert (known[1], known[4], unknown[4]) == (1, 1, 1)

    def test_at_reset(self, client: type[Browser | Phone], hashes: list[str]) -> None:
        make_customer(KNOWN)
        known, unknown = both(reset, client, hashes)
        assert known[:3] == unknown[:3]
        assert (known[4], unknown[4]) == (1, 1)

    def test_which_would_be_seen_at_sign_in_without_the_hash_for_nobody(
        self, client: type[Browser | Phone], hashes: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda self, password: None)
        make_customer(KNOWN)
        known, unknown = both(sign_in, client, hashes)
        assert (known[1], unknown[1]) == (1, 0)

    def test_which_would_be_seen_at_sign_up_without_the_hash_for_nobody(
        self, client: type[Browser | Phone], hashes: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delattr(AccountAdapter, "send_account_already_exists_mail")
        make_customer(KNOWN)
        known, unknown = both(sign_up, client, hashes)
        assert (known[1], unknown[1]) == (0, 1)

    def test_which_would_be_seen_without_the_same_answer(
        self, client: type[Browser | Phone], hashes: list[str], settings: Settings
    ) -> None:
        settings.ACCOUNT_PREVENT_ENUMERATION = False
        make_customer(KNOWN)
        known, unknown = both(sign_up, client, hashes)
        assert known[:3] != unknown[:3]


def at_the_admin(email: str, password: str) -> Any:
    """Straight at the back office's own form."""
    client = Client()
    return client.post("/admin/auth/login/", {"login": email, "password": password})


def hashes_of_stuffing(hashes: list[str], *, tries: int = 30) -> int:
    """Guess by either client in turn, each time from an address said to be another; returns how many were looked at."""
    browser, phone = Browser(), Phone()
    hashes.clear()
    for number in range(tries):
        forged = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}"}
        guess = {"email": KNOWN, "password": f"guess-{number}"}
        browser.send("POST", WEB_AUTH + "auth/login", guess, **forged)
        phone.send("POST", PHONE_AUTH + "auth/login", guess, **forged)
    return len(hashes)


def test_stuffing_that_alternates_backends_and_forges_addresses_meets_one_limit(hashes: list[str]) -> None:
    make_customer(KNOWN)
    assert hashes_of_stuffing(hashes) == FREE


def test_stuffing_from_addresses_that_are_real_meets_the_same_limit(hashes: list[str]) -> None:
    make_customer(KNOWN)
    hashes.clear()
    for number in range(30):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        guess = json.dumps({"email": KNOWN, "password": f"guess-{number}"})
        client.post(PHONE_AUTH + "auth/login", guess, content_type="application/json")
    assert len(hashes) == FREE


def test_stuffing_goes_on_for_ever_without_the_lockout(hashes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authentication, "attempt", lambda **about: None)
    make_customer(KNOWN)
    assert hashes_of_stuffing(hashes) == 60


def test_what_was_guessed_at_the_clients_counts_at_the_back_office(hashes: list[str]) -> None:
    make_customer(KNOWN, is_staff=True, is_superuser=True)
    make_customer(UNKNOWN, is_staff=True, is_superuser=True)
    hashes_of_stuffing(hashes)
    hashes.clear()
    assert at_the_admin(KNOWN, PASSWORD).status_code == 200  # the form again
    assert hashes == []
    assert at_the_admin(UNKNOWN, PASSWORD).status_code == 302
    assert hashes == [PASSWORD]


def test_the_right_password_is_refused_too_while_locked_and_let_in_afterwards() -> None:
    make_customer(KNOWN)
    for _ in range(FREE):
        sign_in(Browser, KNOWN)
    assert Browser().sign_in(KNOWN).json()["errors"][0]["code"] == "too_many_login_attempts"
    with travel(timezone.now() + timedelta(seconds=6), tick=False):
        assert Browser().sign_in(KNOWN).status_code == 200


@contextmanager
def strangers_guessing() -> Iterator[None]:
    """Somebody else guesses until the account is locked, from an address of their own."""
    guess = json.dumps({"email": KNOWN, "password": WRONG})
    for _ in range(FREE + 1):
        Client(REMOTE_ADDR="203.0.113.66").post(PHONE_AUTH + "auth/login", guess, content_type="application/json")
    yield


def test_strangers_do_not_lock_the_owner_out_where_they_have_signed_in_before() -> None:
    make_customer(KNOWN)
    Browser().sign_in(KNOWN)
    with strangers_guessing():
        assert Phone().sign_in(KNOWN).status_code == 200


def test_strangers_do_not_lock_the_owner_out_who_reads_their_mail() -> None:
    make_customer(KNOWN)
    browser = Browser()
    with strangers_guessing():
        assert browser.sign_in(KNOWN).status_code == 400
        browser.send("POST", WEB_AUTH + "auth/password/request", {"email": KNOWN})
        new = {"key": code_from_mail(), "password": "another-horse-9"}
        browser.send("POST", WEB_AUTH + "auth/password/reset", new)
        assert Browser().sign_in(KNOWN, "another-horse-9").status_code == 200


def test_strangers_would_lock_the_owner_out_if_no_place_were_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authentication, "network_of", lambda request: "")
    make_customer(KNOWN)
    Browser().sign_in(KNOWN)
    with strangers_guessing():
        assert Phone().sign_in(KNOWN).status_code == 400


# --- The second factor ----------------------------------------------------------------------------


def with_second_factor() -> str:
    """A customer who also has to tell a code; returns its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(make_customer(KNOWN), secret)
    return secret


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each code that is compared with the right one."""
    codes: list[str] = []

    def wrong(self: TOTP, code: str) -> bool:
        codes.append(code)
        return False

    monkeypatch.setattr(TOTP, "validate_code", wrong)
    return codes


def guess_codes(client: Browser | Phone, *, tries: int = 10) -> None:
    client.sign_in(KNOWN)
    for number in range(tries):
        tell_code(client, f"{number:06}")


def tell_code(client: Browser | Phone, code: str) -> int:
    """The status that it is answered with."""
    session = {"X-Session-Token": client.session} if isinstance(client, Phone) else {}
    prefix = PHONE_AUTH if isinstance(client, Phone) else WEB_AUTH
    return int(client.send("POST", prefix + "auth/2fa/authenticate", {"code": code}, **session).status_code)


def test_codes_guessed_on_both_clients_meet_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    with_second_factor()
    codes = looked_at(monkeypatch)
    guess_codes(Browser())
    guess_codes(Phone())
    assert len(codes) == FREE


def test_codes_are_guessed_for_ever_without_the_lockout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authentication, "attempt", lambda **about: None)
    with_second_factor()
    codes = looked_at(monkeypatch)
    guess_codes(Browser())
    guess_codes(Phone())
    assert len(codes) == 20


def test_the_right_code_lets_in_after_a_few_wrong_ones() -> None:
    secret = with_second_factor()
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
    browser = Browser()
    guess_codes(browser, tries=FREE - 1)
    assert tell_code(browser, code_from_app(secret)) == 200


def told_twice() -> list[int]:
    """One code, looked over a shoulder, at two processes that share nothing but the database."""
    secret = with_second_factor()
    with travel(timezone.now(), tick=False):
        clients: list[Browser | Phone] = [Browser(), Phone()]
        code = code_from_app(secret)
        for client in clients:
            client.sign_in(KNOWN)
        answers = []
        for client in clients:
            cache.clear()
            answers.append(tell_code(client, code))
        return answers


def test_a_code_counts_once_in_whichever_process() -> None:
    assert told_twice() == [200, 400]


@pytest.mark.parametrize(("seconds", "status"), [(-1, 400), (0, 200), (59, 200), (60, 400)])
def test_a_code_is_good_for_its_period_and_the_next_in_which_it_may_arrive(seconds: int, status: int) -> None:
    secret, began = with_second_factor(), timezone.now().timestamp() // 30 * 30
    with travel(began, tick=False):
        code = code_from_app(secret)
    with travel(began + seconds, tick=False):
        browser = Browser()
        browser.sign_in(KNOWN)
        assert tell_code(browser, code) == status


def test_a_code_that_was_looked_over_a_shoulder_is_spent_when_a_later_one_was_used() -> None:
    secret, began = with_second_factor(), timezone.now().timestamp() // 30 * 30
    with travel(began, tick=False):
        seen = code_from_app(secret)
    with travel(began + 31, tick=False):
        owner, thief = Browser(), Browser()
        for browser, code, status in ((owner, code_from_app(secret), 200), (thief, seen, 400)):
            browser.sign_in(KNOWN)
            assert tell_code(browser, code) == status


def test_it_counts_once_in_each_where_each_remembers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TOTP, "_mark_code_used", lambda self, code: cache.add(code, "used"))  # as allauth has it
    assert told_twice() == [200, 200]
