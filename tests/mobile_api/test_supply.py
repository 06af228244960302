"""What the phone says of whether and when something can be had, what it cost before, and of waiting for it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core.inventory.models import StockAlert
from core.inventory.services import set_backorder
from core.pricing.services import set_price
from tests.factories import Record, Shop, a_record
from tests.personas import PHONE, Phone, make_customer

NEXT_YEAR = datetime(timezone.now().year + 1, 5, 12, tzinfo=UTC)


def on_backorder() -> Record:
    record = a_record(stock=0)
    set_backorder(variant_id=record.variant, limit=5, expected_at=NEXT_YEAR, now=timezone.now())
    return record


def test_a_backorder_says_when_it_is_sent_all_the_way(shop: Shop, guest: Phone) -> None:
    record = on_backorder()
    [variant] = guest.screen(f"product/{record.product_id}")["variants"]
    assert (variant["backorder"], datetime.fromisoformat(variant["ships_at"])) == (True, NEXT_YEAR)
    assert "left" not in variant
    guest.add(record.variant)
    [line] = guest.screen("cart")["lines"]
    assert (line["state"], datetime.fromisoformat(line["ships_at"])) == ("ready", NEXT_YEAR)
    guest.give_address()
    number = guest.complete().json()["number"]
    [bought] = guest.screen(f"order/{number}")["lines"]
    assert (bought["backorder"], datetime.fromisoformat(bought["expected_at"])) == (True, NEXT_YEAR)


@pytest.mark.parametrize("preorder", [True, False])
def test_what_is_ahead_says_whether_it_can_be_ordered(preorder: bool, shop: Shop, guest: Phone) -> None:
    ahead = a_record(release_at=NEXT_YEAR, preorder=preorder)
    screen = guest.screen(f"product/{ahead.product_id}")
    assert datetime.fromisoformat(screen["release_at"]) == NEXT_YEAR
    assert screen.get("preorder", False) is preorder
    assert guest.add(ahead.variant).status_code == (200 if preorder else 409)


def test_an_offer_says_the_lowest_price_of_the_thirty_days_before(shop: Shop, guest: Phone) -> None:
    record, now = a_record(price=1799), timezone.now()
    set_price(variant_id=record.variant, currency="EUR", amount=1999, starts_at=now - timedelta(days=20))
    set_price(variant_id=record.variant, currency="EUR", amount=1499, compare_at=1999, starts_at=now)
    [variant] = guest.screen(f"product/{record.product_id}")["variants"]
    assert (variant["price"], variant["was"], variant["lowest"]) == ("€14.99", "€19.99", "€17.99")


def test_a_customer_waits_and_waits_no_longer(shop: Shop, guest: Phone) -> None:
    gone = a_record(stock=0, title="Gone for now")
    make_customer()
    guest.sign_in()
    [alert] = guest.send("POST", f"{PHONE}actions/alerts", {"variant": gone.variant}).json()["alerts"]
    assert (alert["title"], alert["product"], alert["email"]) == ("Gone for now", gone.product_id, "ada@example.org")
    assert guest.screen("alerts")["alerts"] == [alert]
    assert guest.send("POST", f"{PHONE}actions/alerts/cancel", {"alert": alert["id"]}).json() == {"alerts": []}


def test_a_guest_is_told_by_e_mail_alone(shop: Shop, guest: Phone) -> None:
    gone = a_record(stock=0)
    answer = guest.send("POST", f"{PHONE}actions/alerts", {"variant": gone.variant, "email": "ada@example.org"})
    assert answer.json() == {"alerts": []}
    assert StockAlert.objects.get().email == "ada@example.org"


def test_an_address_nobody_can_be_written_to_is_refused_at_its_field(shop: Shop, guest: Phone) -> None:
    gone = a_record(stock=0)
    refused = guest.send("POST", f"{PHONE}actions/alerts", {"variant": gone.variant})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["email"])
