"""A stolen refresh token ends with its family; signing out and a new password end what they should, at once."""

import time
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.signals import user_logged_out

from core.customers.models import User
from mobile_api import signals, tokens
from mobile_api.models import RefreshFamily
from tests.mobile_api.test_refresh_race import _all_at_once, _use
from tests.personas import Browser, Phone, make_customer


@pytest.fixture
def phones() -> list[Phone]:
    """Two, of one customer."""
    make_customer()
    phones = [Phone(), Phone()]
    for phone in phones:
        phone.sign_in()
    return phones


def steal_and_use(phone: Phone) -> int:
    """The owner refreshes, then a thief uses the token before; returns what the thief is answered."""
    stolen, phone.session = phone.refresh, ""
    phone.renew()
    newest = phone.refresh
    thief = Phone()
    status = int(thief.renew(stolen).status_code)
    phone.refresh = newest
    return status


@pytest.mark.django_db
def test_a_reused_token_ends_its_own_family_and_no_other(phones: list[Phone]) -> None:
    assert steal_and_use(phones[0]) == 400
    assert [phone.is_let_in() for phone in phones] == [False, True]


@pytest.mark.django_db
def test_a_new_password_puts_every_device_out_within_a_second(phones: list[Phone]) -> None:
    browser = Browser()
    browser.sign_in()
    before = time.monotonic()
    phones[0].change_password("quite-another-9")
    assert [browser.is_signed_in(), *(phone.is_let_in() for phone in phones)] == [False, False, False]
    assert time.monotonic() - before < 1


@pytest.mark.django_db
def test_signing_out_puts_that_device_out_within_a_second(phones: list[Phone]) -> None:
    access = phones[0].access
    before = time.monotonic()
    phones[0].sign_out()
    phones[0].access = access
    assert [phone.is_let_in() for phone in phones] == [False, True]
    assert time.monotonic() - before < 1


# --- The same without the defence -----------------------------------------------------------------


@pytest.mark.django_db
def test_without_looking_for_reuse_thief_and_owner_go_on(phones: list[Phone], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_end_if_reused", lambda family_id, used, now: None)
    steal_and_use(phones[0])
    assert phones[0].is_let_in()


@pytest.mark.django_db
def test_without_the_epoch_a_new_password_ends_no_phone(phones: list[Phone], monkeypatch: pytest.MonkeyPatch) -> None:
    save = User.save

    def save_alone(user: User, *args: Any, **kwargs: Any) -> None:
        setattr(user, "_password", None)  # noqa: B010 -- Django's own mark of a new password, which has no type
        save(user, *args, **kwargs)

    monkeypatch.setattr(User, "save", save_alone)
    browser = Browser()
    browser.sign_in()
    browser.change_password("quite-another-9")
    assert all(phone.is_let_in() for phone in phones)


@pytest.mark.django_db
def test_without_ending_the_tokens_who_signed_out_is_still_in(phones: list[Phone]) -> None:
    access = phones[0].access
    assert user_logged_out.disconnect(signals.end_the_tokens)
    try:
        phones[0].sign_out()
    finally:
        user_logged_out.connect(signals.end_the_tokens)
    phones[0].access = access
    assert phones[0].is_let_in()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_were_the_token_read_before_it_is_changed_several_rivals_would_win(monkeypatch: pytest.MonkeyPatch) -> None:
    def rotate(family_id: UUID, used: str, renewed: str, now: datetime) -> bool:
        if not RefreshFamily.objects.filter(id=family_id, refresh_hash=tokens.digest(used)).exists():
            return False
        time.sleep(0.05)
        return bool(RefreshFamily.objects.filter(id=family_id).update(refresh_hash=tokens.digest(renewed)))

    monkeypatch.setattr(tokens, "_rotate", rotate)
    make_customer()
    phone = Phone()
    phone.sign_in()
    assert sum(_all_at_once(_use(phone.refresh))) > 1
