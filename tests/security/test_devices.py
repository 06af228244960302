"""A customer sees wherever they are signed in, and ends it from anywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete

from mobile_api import signals
from tests.personas import PHONE_AUTH, WEB_AUTH, Browser, Phone, make_customer

pytestmark = pytest.mark.django_db

type Persona = Browser | Phone


def places(persona: Persona) -> list[Any]:
    return list(persona.get(_prefix(persona) + "auth/sessions").json()["data"])


def end(persona: Persona, *ids: int) -> Any:
    return persona.send("DELETE", _prefix(persona) + "auth/sessions", {"sessions": ids})


def _prefix(persona: Persona) -> str:
    return WEB_AUTH if isinstance(persona, Browser) else PHONE_AUTH


def is_in(persona: Persona) -> bool:
    return persona.is_signed_in() if isinstance(persona, Browser) else persona.is_let_in()


@pytest.fixture
def at_home() -> tuple[Browser, Phone]:
    make_customer()
    browser, phone = Browser(), Phone()
    browser.sign_in()
    phone.sign_in()
    return browser, phone


@pytest.mark.parametrize(
    ("here", "clients"), [(0, [("mobile", False), ("web", True)]), (1, [("mobile", True), ("web", False)])]
)
def test_both_clients_list_both(at_home: tuple[Browser, Phone], here: int, clients: list[tuple[str, bool]]) -> None:
    shown = places(at_home[here])
    assert [(place["client"], place["is_current"]) for place in shown] == clients
    assert not set(shown[0]) - {"id", "client", "user_agent", "ip", "created_at", "is_current"}


def test_listing_writes_nothing(at_home: tuple[Browser, Phone], django_assert_num_queries: Callable[..., Any]) -> None:
    browser, phone = at_home
    phone.sign_out()
    with django_assert_num_queries(5) as queries:
        assert len(places(browser)) == 1
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


@pytest.mark.parametrize("ender", [0, 1])
@pytest.mark.parametrize("ended", [0, 1])
def test_either_client_ends_either(at_home: tuple[Browser, Phone], ender: int, ended: int) -> None:
    ids = {place["client"]: place["id"] for place in places(at_home[0])}
    answer = end(at_home[ender], ids[("web", "mobile")[ended]])
    assert answer.status_code == (401 if ender == ended else 200)
    assert [is_in(persona) for persona in at_home] == [position != ended for position in (0, 1)]
    if ended:
        phone = at_home[1]
        token = {"X-Session-Token": phone.session}
        assert phone.get(PHONE_AUTH + "auth/session", bearer="", **token).status_code == 410
        phone.session = ""
        assert phone.renew().status_code == 400
    assert Session.objects.count() == UserSession.objects.count() == 1


def test_nobody_ends_what_is_anothers(at_home: tuple[Browser, Phone]) -> None:
    make_customer("eve@example.org")
    eve = Browser()
    eve.sign_in("eve@example.org")
    foreign = [end(eve, place["id"]).json() for place in places(at_home[0])]
    assert [answer["status"] for answer in foreign] == [400, 400]
    assert end(eve, 999_999).json()["errors"][0]["code"] == foreign[0]["errors"][0]["code"]
    assert is_in(at_home[0])
    assert is_in(at_home[1])
    assert len(places(eve)) == 1


def test_what_a_new_password_ended_is_not_listed(at_home: tuple[Browser, Phone]) -> None:
    browser, phone = at_home
    browser.change_password("quite-another-9")
    phone.session = phone.access = ""
    phone.sign_in(password="quite-another-9")
    assert [place["client"] for place in places(phone)] == ["mobile"]


# --- The same without the defence -----------------------------------------------------------------


def test_without_the_tokens_ending_an_ended_phone_goes_on(at_home: tuple[Browser, Phone]) -> None:
    browser, phone = at_home
    ids = {place["client"]: place["id"] for place in places(browser)}
    assert post_delete.disconnect(signals.end_the_tokens_of, sender=UserSession)
    try:
        end(browser, ids["mobile"])
    finally:
        post_delete.connect(signals.end_the_tokens_of, sender=UserSession)
    assert phone.is_let_in()
