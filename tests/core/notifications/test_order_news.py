"""Who has ordered is told when the order leaves, and when it never will."""

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage

from core.orders.services import cancel, ship
from core.outbox.models import OutboxEvent
from core.outbox.services import relay
from core.payments.services import record_received, refund
from tests.factories import a_record, an_order, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def number() -> str:
    """Its confirmation was sent already."""
    number = an_order(someone(), a_record(title="Rock & <Roll>").variant, quantity=2)
    relay(now=NOW)
    mail.outbox.clear()
    return number


def news() -> EmailMessage:
    for _ in range(2):
        relay(now=NOW)
    (message,) = mail.outbox
    assert isinstance(message, EmailMessage)
    assert message.to == ["ada@example.org"]
    return message


def test_a_shipped_order_is_announced_with_its_tracking_number(number: str) -> None:
    ship(number=number, carrier="DHL", tracking="0034 1", now=NOW)
    message = news()
    assert message.subject == f"[{settings.SHOP_NAME}] Your order {number} is on its way"
    said = str(message.body).splitlines()
    assert said[0] == f"Your order {number} has left our house with DHL."
    assert "Follow it by its tracking number: 0034 1" in said
    assert "2 x Rock & <Roll> (LP)" in said
    assert "It goes to Ada Lovelace, 12 St James's Square, 10115 Berlin." in said


def test_a_letter_without_a_number_is_announced_without_one(number: str) -> None:
    ship(number=number, carrier="", tracking="", now=NOW)
    body = str(news().body)
    assert body.startswith(f"Your order {number} has left our house.\n")
    assert "tracking" not in body


@pytest.mark.parametrize(
    ("paid", "given_back", "said"),
    [
        (False, False, "There is nothing to pay."),
        (True, False, "We have received your payment, and are going to give it back."),
        (True, True, "We have given your payment back."),
    ],
)
def test_a_cancelled_order_is_regretted_with_the_reason_and_what_becomes_of_the_money(
    number: str, paid: bool, given_back: bool, said: str
) -> None:
    if paid:
        record_received(reference=number, now=NOW)
    cancel(number=number, reason="The pressing plant <burned> down.", now=NOW)
    if given_back:
        refund(reference=number, now=NOW)
    message = news()
    assert message.subject == f"[{settings.SHOP_NAME}] Your order {number} was cancelled"
    lines = str(message.body).splitlines()
    assert lines[0] == f"Your order {number} was cancelled, and nothing of it will be sent."
    assert "The pressing plant <burned> down." in lines
    assert said in lines


def test_each_news_can_be_told_as_the_same_when_sent_again(number: str) -> None:
    ship(number=number, carrier="", tracking="", now=NOW)
    event = OutboxEvent.objects.get(topic="order.shipped")
    assert str(news().extra_headers["Message-ID"]).startswith(f"<order-shipped-{event.pk}@")
