"""Alerts: whoever waits for what is sold out is told once, as soon as it can be had."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from core.catalog.models import Product
from core.catalog.services import archive_product
from core.catalog.types import Market
from core.customers.types import AddressInvalid, Customer
from core.inventory.models import StockAlert
from core.inventory.selectors import alerts_of
from core.inventory.services import (
    alerts,
    ask_alert,
    cancel_alert,
    close_take,
    count,
    expire_reservations,
    forget_alerts,
    open_take,
    receive,
    release_all,
    reserve,
    set_backorder,
    set_levels,
    set_safety,
    take_back,
)
from core.inventory.types import AlertNotFound, AlertNotNeeded, AlertsTooMany, StockLevel, VariantUnavailable
from core.notifications.models import Mail
from core.outbox.models import OutboxEvent
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_record, a_warehouse, someone, the_post_goes
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"


def ask(record: Record, email: str = ADA, *, market: Market = MARKET) -> int:
    return ask_alert(principal=someone(), variant_id=record.variant, email=email, market=market, now=NOW)


@pytest.fixture
def gone() -> Record:
    """Five were reserved by one order for an hour, and one is safety stock."""
    record = a_record(title="Kind of <Blue>", slug="kind-of-blue", stock=6)
    set_safety(variant_id=record.variant, units=1, now=NOW)
    reserve(quantities={record.variant: 5}, reference="A", expires_at=NOW + timedelta(hours=1), now=NOW)
    return record


@pytest.fixture
def customer() -> Customer:
    user = make_customer("grace@example.org")
    return Customer(user.pk, user.email)


def told() -> list[str]:
    the_post_goes(now=NOW + timedelta(hours=1))
    return sorted(message.to[0] for message in mail.outbox)


def _taken(record: Record) -> None:
    warehouse = a_warehouse()
    take = open_take(warehouse_id=warehouse.pk, now=NOW)
    count(take_id=take, counts={record.variant: 1}, now=NOW)
    close_take(take_id=take, now=NOW)


RETURNS: dict[str, Callable[[Record], object]] = {
    "received": lambda record: receive(variant_id=record.variant, quantity=1, now=NOW),
    "returned": lambda record: take_back(quantities={record.variant: 1}, reference="B", now=NOW),
    "released": lambda record: release_all(reference="A", now=NOW),
    "expired": lambda record: expire_reservations(now=NOW + timedelta(hours=1)),
    "counted": lambda record: set_levels(levels=[StockLevel(record.variant, 1)], reference="", now=NOW),
    "not counted": lambda record: set_levels(levels=[StockLevel(record.variant, 0, True)], reference="", now=NOW),
    "found": _taken,
    "backorder": lambda record: set_backorder(variant_id=record.variant, limit=1, expected_at=None, now=NOW),
    "freed": lambda record: set_safety(variant_id=record.variant, units=0, now=NOW),
}


@pytest.mark.parametrize("how", RETURNS)
def test_however_it_comes_back_everybody_who_waits_is_told_once(gone: Record, how: str) -> None:
    ask(gone)
    ask(gone, "bob@example.org")
    assert told() == []
    RETURNS[how](gone)
    assert told() == [ADA, "bob@example.org"]
    receive(variant_id=gone.variant, quantity=1, now=NOW)
    assert told() == [ADA, "bob@example.org"], "nobody waits any more"
    assert not StockAlert.objects.exists()


def test_the_mail_says_what_it_is_and_leads_there(gone: Record) -> None:
    ask(gone)
    RETURNS["received"](gone)
    the_post_goes()
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert "Kind of <Blue> is back" in message.subject
    assert "Kind of <Blue> (LP) can be had again:" in str(message.body)
    assert "http://127.0.0.1:8000/p/kind-of-blue/" in str(message.body)
    ((html, _),) = message.alternatives
    assert "Kind of &lt;Blue&gt;" in str(html)
    assert 'href="http://127.0.0.1:8000/p/kind-of-blue/"' in str(html)


def test_it_is_called_as_it_is_in_the_language_it_was_asked_in(gone: Record) -> None:
    Product.objects.filter(pk=gone.product_id).update(translations={"de": {"title": "Eine Art Blau"}})
    ask(gone, market=Market(CURRENCY, "de"))
    RETURNS["received"](gone)
    the_post_goes()
    assert "Eine Art Blau" in mail.outbox[0].subject


def test_whoever_waits_for_what_is_sold_out_again_waits_on(gone: Record) -> None:
    ask(gone)
    RETURNS["received"](gone)
    reserve(quantities={gone.variant: 1}, reference="B", now=NOW)
    assert told() == []
    release_all(reference="B", now=NOW)
    assert told() == [ADA]


def test_a_crowd_is_told_in_parts_and_everybody_once(gone: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "BATCH", 3)
    people = sorted(f"p{number}@example.org" for number in range(7))
    for email in people:
        ask(gone, email)
    RETURNS["received"](gone)
    for _ in range(4):
        the_post_goes()
    assert sorted(message.to[0] for message in mail.outbox) == people
    assert Mail.objects.values("message_id").distinct().count() == len(people)


def test_nothing_is_published_where_nobody_waits(gone: Record) -> None:
    RETURNS["received"](gone)
    assert not OutboxEvent.objects.filter(topic="stock.back").exists()


def test_asking_again_is_no_second_alert_whatever_the_letters_size(gone: Record) -> None:
    assert ask(gone) == ask(gone, "ADA@example.org")
    assert StockAlert.objects.count() == 1


def test_what_can_be_had_needs_no_waiting(gone: Record) -> None:
    with pytest.raises(AlertNotNeeded):
        ask(a_record(stock=1))
    on_backorder = a_record(stock=0)
    set_backorder(variant_id=on_backorder.variant, limit=1, expected_at=None, now=NOW)
    with pytest.raises(AlertNotNeeded):
        ask(on_backorder)


def test_nobody_waits_for_what_is_not_sold(gone: Record) -> None:
    archive_product(product_id=gone.product_id)
    with pytest.raises(VariantUnavailable):
        ask(gone)
    with pytest.raises(VariantUnavailable):
        ask_alert(principal=someone(), variant_id=0, email=ADA, market=MARKET, now=NOW)
    assert ask(a_record(stock=0)), "what never came in can be waited for"


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c.example", "x" * 250 + "@example.org"])
def test_an_address_that_is_none_is_refused(gone: Record, email: str) -> None:
    with pytest.raises(AddressInvalid):
        ask(gone, email)


def test_an_address_and_a_customer_wait_for_so_many_things_at_most(
    customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "MOST", 2)
    records = [a_record(stock=0) for _ in range(3)]
    for record in records[:2]:
        ask(record)
    with pytest.raises(AlertsTooMany) as refused:
        ask(records[2])
    assert refused.value.details == {"limit": 2}
    for at, record in enumerate(records[:2]):
        ask_alert(principal=customer, variant_id=record.variant, email=f"{at}@example.org", market=MARKET, now=NOW)
    with pytest.raises(AlertsTooMany):
        ask_alert(principal=customer, variant_id=records[2].variant, email="2@example.org", market=MARKET, now=NOW)


def test_a_customer_sees_and_cancels_their_own_and_nobody_elses(gone: Record, customer: Customer) -> None:
    theirs = ask(gone)
    own = ask_alert(principal=customer, variant_id=gone.variant, market=MARKET, now=NOW)
    (alert,) = alerts_of(customer)
    assert (alert.id, alert.email, alert.title, alert.variant_title) == (own, customer.email, "Kind of <Blue>", "LP")
    for principal, alert_id in ((customer, theirs), (someone(), own), (someone(), theirs)):
        with pytest.raises(AlertNotFound):
            cancel_alert(principal=principal, alert_id=alert_id)
    assert alerts_of(someone()) == alerts_of(None) == ()
    cancel_alert(principal=customer, alert_id=own)
    assert [row.pk for row in StockAlert.objects.all()] == [theirs]


def test_whoever_has_waited_for_a_year_waits_no_longer(gone: Record) -> None:
    ask(gone)
    assert forget_alerts(now=NOW + timedelta(days=365)) == 0
    assert forget_alerts(now=NOW + timedelta(days=366)) == 1
