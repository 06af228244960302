"""Who has ordered is told when the order leaves, when it never will, and what becomes of the money."""

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage

from core.orders.services import cancel, ship
from core.outbox.models import OutboxEvent
from core.payments.services import record_received, refund
from tests.factories import a_record, an_order, news, someone, the_post_goes
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def number() -> str:
    """Its confirmation was sent already."""
    number = an_order(someone(), a_record(title="Rock & <Roll>").variant, quantity=2)
    the_post_goes()
    mail.outbox.clear()
    return number


def told() -> EmailMessage:
    """The one mail that goes, however often the worker works."""
    for _ in range(2):
        the_post_goes()
    (message,) = mail.outbox
    assert isinstance(message, EmailMessage)
    assert message.to == ["ada@example.org"]
    return message


def test_a_shipped_order_is_announced_with_its_tracking_number(number: str) -> None:
    ship(number=number, carrier="DHL", tracking="0034 1", now=NOW)
    message = told()
    assert message.subject == f"[{settings.SHOP_NAME}] Your order {number} is on its way"
    said = str(message.body).splitlines()
    assert said[0] == f"Your order {number} has left our house with DHL."
    assert "Follow it by its tracking number: 0034 1" in said
    assert "2 x Rock & <Roll> (LP)" in said
    assert "It goes to Ada Lovelace, 12 St James's Square, 10115 Berlin." in said


def test_a_letter_without_a_number_is_announced_without_one(number: str) -> None:
    ship(number=number, carrier="", tracking="", now=NOW)
    body = str(told().body)
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
        OutboxEvent.objects.filter(topic="payment.refunded").delete()  # that is told in a mail of its own
    message = told()
    assert message.subject == f"[{settings.SHOP_NAME}] Your order {number} was cancelled"
    lines = str(message.body).splitlines()
    assert lines[0] == f"Your order {number} was cancelled, and nothing of it will be sent."
    assert "The pressing plant <burned> down." in lines
    assert said in lines


def test_each_news_can_be_told_as_the_same_when_sent_again(number: str) -> None:
    ship(number=number, carrier="", tracking="", now=NOW)
    event = OutboxEvent.objects.get(topic="order.shipped")
    assert str(told().extra_headers["Message-ID"]).startswith(f"<order-shipped-{event.pk}@")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("declined", "Your payment was declined, and nothing was charged."),
        ("abandoned", "The payment was not completed, and nothing was charged."),
        ("expired", "The payment was not completed in time, and nothing was charged."),
        ("sold_out", "Something of it was sold out before your payment came."),
        ("a reason of next year", "Your payment did not go through."),
        (None, "Your payment did not go through."),
    ],
)
def test_an_order_that_was_not_placed_is_regretted_whatever_the_reason(
    number: str, reason: str | None, said: str
) -> None:
    news("order.failed", number=number, **({"reason": reason} if reason else {}))
    message = told()
    assert message.subject == f"[{settings.SHOP_NAME}] Your order {number} was not placed"
    assert said in str(message.body)
    assert "Your things are back in your cart:\n2 x Rock & <Roll> (LP)" in str(message.body)


@pytest.mark.parametrize(("amount", "all_of_it"), [(500, False), (4488, True)])
def test_who_gets_money_back_is_told_how_much(number: str, amount: int, all_of_it: bool) -> None:
    news("payment.refunded", number=number, amount=amount, currency="EUR")
    message = told()
    assert message.subject == f"[{settings.SHOP_NAME}] Money back for your order {number}"
    assert f"We have given back €{amount / 100:.2f}" in str(message.body)
    assert ("all that was paid" in str(message.body)) is all_of_it


def test_each_refund_of_an_order_is_told_of(number: str) -> None:
    for amount in (500, 700):
        news("payment.refunded", number=number, amount=amount, currency="EUR")
    the_post_goes()
    assert [("€5.00" in str(m.body), "€7.00" in str(m.body)) for m in mail.outbox] == [(True, False), (False, True)]
