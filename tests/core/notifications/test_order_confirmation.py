"""Who has ordered is told so by mail, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from core.carts.services import add_line, set_coupon
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.inventory.services import set_backorder
from core.notifications.handlers import confirm_order
from core.notifications.models import Mail
from core.orders.services import cancel
from core.outbox.models import OutboxEvent
from core.outbox.types import Event
from core.payments.services import record_received
from core.shipping.models import ShippingMethod
from tests.core.examples import MARKET
from tests.factories import (
    a_coupon,
    a_record,
    a_shipping_method,
    a_tax_rate,
    an_address,
    an_order,
    someone,
    the_post_goes,
)
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

SPRING = datetime(2099, 4, 1, 9, tzinfo=UTC)


def test_the_mail_names_the_order_its_lines_and_its_total() -> None:
    guest = someone()
    blue, red = a_record(title="Kind of Blue", price=1999), a_record(title="Rock & <Roll>", formats=("CD",), price=1000)
    a_shipping_method(name="By bike", price=490)
    for minute, (record, quantity) in enumerate([(blue, 2), (red, 1)]):
        now = NOW + timedelta(minutes=minute)
        add_line(principal=guest, variant_id=record.variant, quantity=quantity, market=MARKET, now=now)
    address = an_address(name="Ada O'Neil", line2="2nd floor", region="Berlin-Mitte", phone="+49 30 1")
    set_address(principal=guest, email="ada@example.org", address=address)
    total = quote_for(guest, market=MARKET).total
    number = place_order(principal=guest, expected_total=total, now=NOW)
    assert mail.outbox == [], "mail leaves after the order, not with it"
    the_post_goes()
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.subject == f"[{settings.SHOP_NAME}] Your order {number}"
    said = str(message.body).splitlines()
    assert said[0] == f"Thank you. Your order {number} is confirmed."
    assert "2 x Kind of Blue (LP)  €39.98" in said
    assert "1 x Rock & <Roll> (CD)  €10.00" in said
    assert "By bike  €4.90" in said
    assert "Total  €54.88" in said
    where = said.index("It goes to:") + 1
    assert said[where : where + 7] == [
        "Ada O'Neil",
        "12 St James's Square",
        "2nd floor",
        "10115 Berlin",
        "Berlin-Mitte",
        "Germany",
        "+49 30 1",
    ]


def test_it_tells_the_taxes_that_came_on_top_and_those_that_did_not() -> None:
    a_tax_rate()
    a_shipping_method()
    ShippingMethod.objects.update(tax_included=False)
    an_order(someone(), a_record(price=1999).variant)
    the_post_goes()
    (message,) = mail.outbox
    said = str(message.body).splitlines()
    sums = said.index("Standard delivery  €4.90")
    assert said[sums : sums + 4] == [
        "Standard delivery  €4.90",
        "VAT (19%)  €0.93",
        "Total  €25.82",
        "includes VAT (19%)  €3.19",
    ]
    assert isinstance(message, EmailMultiAlternatives)
    page = str(message.alternatives[0][0])
    on_top, total, within = (page.index(name) for name in (">VAT (19%)<", ">Total<", ">includes VAT (19%)<"))
    assert on_top < total < within


@pytest.mark.parametrize(
    ("record", "expected_at", "said"),
    [
        ({"stock": 0}, SPRING, "On backorder: sent by 1 April 2099"),
        ({"stock": 0}, None, "On backorder: sent when more has come in"),
        ({"release_at": SPRING, "preorder": True}, None, "Ordered ahead: sent by 1 April 2099"),
    ],
)
def test_it_says_what_waits_and_until_when(record: dict[str, Any], expected_at: datetime | None, said: str) -> None:
    guest, waiting = someone(), a_record(title="Still to come", **record)
    set_backorder(variant_id=waiting.variant, limit=5, expected_at=expected_at, now=NOW)
    add_line(principal=guest, variant_id=a_record().variant, quantity=1, market=MARKET, now=NOW - timedelta(days=1))
    number = an_order(guest, waiting.variant)
    the_post_goes()
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    text, page = str(message.body), str(message.alternatives[0][0])
    assert f"1 x Still to come (LP)  €19.99\n    {said}\n" in text
    assert (page.count(said), text.count(": sent"), page.count(": sent")) == (1, 1, 1), "the other is there"
    cancel(number=number, reason="", now=NOW)
    the_post_goes()
    assert ": sent" not in str(mail.outbox[-1].body)


def test_heard_twice_it_is_one_mail() -> None:
    an_order(someone(), a_record().variant)
    the_post_goes()
    event = OutboxEvent.objects.get()
    confirm_order(Event(event.pk, event.topic, event.payload, event.occurred_at))
    the_post_goes()
    assert len(mail.outbox) == Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("came", "said"), [(False, "Please pay by bank transfer, or on delivery"), (True, "We have received your payment.")]
)
def test_it_asks_for_money_only_where_that_is_awaited(came: bool, said: str) -> None:
    number = an_order(someone(), a_record().variant)
    if came:
        record_received(reference=number, now=NOW)
    the_post_goes()
    assert said in str(mail.outbox[0].body)
    assert ("Please pay" in str(mail.outbox[0].body)) is not came


def test_the_mail_says_what_a_coupon_took_off() -> None:
    guest = someone()
    a_shipping_method(price=490)
    a_coupon()
    add_line(principal=guest, variant_id=a_record(price=1999).variant, quantity=1, market=MARKET, now=NOW)
    set_coupon(principal=guest, code="tenth", market=MARKET, now=NOW)
    an_order(guest, a_record(price=1).variant)
    the_post_goes()
    (message,) = mail.outbox
    assert "Coupon TENTH  -€2.00" in str(message.body).splitlines()
    assert "Total  €22.90" in str(message.body).splitlines()
