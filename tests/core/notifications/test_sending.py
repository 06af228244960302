"""Mails are owed with what they tell of, and sent outside of any transaction until the mail server has taken them."""

from datetime import timedelta
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from core.notifications.models import Mail
from core.notifications.services import send_mails
from core.orders.services import cancel, ship
from core.outbox.models import OutboxEvent
from core.outbox.services import relay, retry
from tests.factories import a_record, an_order, news, someone, the_post_goes
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> & <b>"


@pytest.fixture
def number() -> str:
    return an_order(someone(), a_record(title=HOSTILE).variant)


def mail_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def send(self: object) -> None:
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)


def test_the_relay_only_writes_a_mail_down(number: str) -> None:
    relay(now=NOW)
    assert mail.outbox == []
    row = Mail.objects.get()
    assert (row.kind, row.to, row.due_at, row.sent_at) == ("order_placed", "ada@example.org", NOW, None)
    later = NOW + timedelta(seconds=1)
    assert [send_mails(clock=lambda: later) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.due_at, row.sent_at) == (None, later)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_a_mail_is_sent(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    within = []
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: within.append(connection.in_atomic_block))
    the_post_goes()
    assert within == [False]


def test_where_mail_is_down_the_order_stands_and_the_mail_follows(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as down:
        mail_is_down(down)
        the_post_goes()
    assert OutboxEvent.objects.get().relayed_at == NOW
    assert Mail.objects.get().last_error == "OSError('no route')"
    send_mails(clock=lambda: NOW + timedelta(seconds=2))
    assert len(mail.outbox) == 1


def test_one_address_that_is_refused_stops_no_other(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    an_order(someone(), a_record().variant, email="grace@example.org")
    send = EmailMultiAlternatives.send

    def refuse_ada(self: EmailMultiAlternatives, *args: Any) -> int:
        if self.to == ["ada@example.org"]:
            raise OSError("550 no such user")
        return send(self)

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse_ada)
    the_post_goes()
    assert [message.to for message in mail.outbox] == [["grace@example.org"]]


def test_a_mail_nobody_takes_is_given_up_and_can_be_retried(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    relay(now=NOW)
    with monkeypatch.context() as down:
        mail_is_down(down)
        for hour in range(Mail.MOST_ATTEMPTS):
            assert send_mails(clock=lambda hour=hour: NOW + timedelta(hours=hour)) == 1  # type: ignore[misc]  # bound at once
    later = NOW + timedelta(days=30)
    assert Mail.objects.get().dead_at is not None
    assert send_mails(clock=lambda: later) == 0
    retry(jobs=Mail.objects.all(), now=later)
    assert send_mails(clock=lambda: later) == 1
    assert len(mail.outbox) == 1


def test_one_that_is_sent_again_can_be_told_as_the_same(number: str) -> None:
    """Its worker died between the sending and the writing down."""
    the_post_goes()
    Mail.objects.update(sent_at=None, due_at=NOW)
    the_post_goes()
    first, second = (str(message.extra_headers["Message-ID"]) for message in mail.outbox)
    assert first == second == f"<order-placed-{OutboxEvent.objects.get().pk}@bespoke>"


def parts(sent: Any) -> tuple[str, str]:
    """Its text and its HTML, as a mail program reads them."""
    message = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert message.get_content_type() == "multipart/alternative"
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return text.get_content(), html.get_content()


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def test_every_mail_is_text_and_html_alike_and_nothing_in_it_is_markup(number: str) -> None:
    ship(number=number, carrier=HOSTILE, tracking=HOSTILE, now=NOW)
    other = an_order(someone(), a_record(title=HOSTILE).variant)
    cancel(number=other, reason=HOSTILE, now=NOW)
    news("order.failed", number=number, reason=HOSTILE)
    news("payment.refunded", number=number, amount=100, currency="EUR")
    the_post_goes()
    assert len(mail.outbox) == 6
    for message in mail.outbox:
        text, html = parts(message)
        assert number in text or other in text
        assert number in html or other in html
        assert "&lt;" not in text
        tags = Tags(html)
        assert not {"script", "b", "img", "link", "a"} & set(tags.names), (
            "nothing of others', and nothing to be fetched"
        )
        assert tags.names.count("h1") == 1
        assert ("lang", "en") in tags.attributes
        assert ("name", "color-scheme") in tags.attributes


def test_a_mail_shows_its_order(number: str) -> None:
    the_post_goes()
    text, html = parts(mail.outbox[0])
    for said in ("€24.89", "Ada Lovelace", "10115 Berlin", "Germany"):
        assert said in text
        assert said in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html
    assert "<script>alert(1)</script> & <b>" in text
