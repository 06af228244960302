"""Where an order stands, on the phone; and that nobody is told of a million left."""

from core.inventory.services import set_levels
from core.inventory.types import StockLevel
from core.orders.services import cancel, deliver, ship
from core.orders.types import OrderStatus
from core.payments.services import record_received, refund
from core.payments.types import PaymentStatus
from project.backends import ROOT
from tests.factories import Shop, a_record
from tests.factories.shop import NOW
from tests.personas import Phone

WORDS = (ROOT / "mobile_api/client/static/mobile/parts/order.js").read_text()


def test_a_shipped_order_says_how_to_follow_it(regular: tuple[Phone, str]) -> None:
    phone, number = regular
    before = phone.screen(f"order/{number}")
    assert (before["status"], before["carrier"], before["tracking"]) == ("confirmed", "", "")
    ship(number=number, carrier="DHL", tracking="0034 1", now=NOW)
    after = phone.screen(f"order/{number}")
    assert (after["status"], after["carrier"], after["tracking"]) == ("shipped", "DHL", "0034 1")
    deliver(number=number, now=NOW)
    assert phone.screen("orders")["orders"][0]["status"] == "delivered"


def test_a_cancelled_order_says_what_becomes_of_the_money(regular: tuple[Phone, str]) -> None:
    phone, number = regular
    record_received(reference=number, now=NOW)
    cancel(number=number, reason="", now=NOW)
    screen = phone.screen(f"order/{number}")
    assert (screen["status"], screen["payment_status"]) == ("cancelled", "received")
    refund(reference=number, now=NOW)
    assert phone.screen(f"order/{number}")["payment_status"] == "refunded"


def test_the_app_has_a_word_for_every_state() -> None:
    assert [status for status in (*OrderStatus, *PaymentStatus) if f'{status}: "' not in WORDS] == []


def test_of_what_is_not_counted_no_number_is_told(shop: Shop, guest: Phone) -> None:
    record = a_record(stock=0)
    set_levels(levels=[StockLevel(record.variant, 0, unlimited=True)], reference="", now=NOW)
    assert guest.add(record.variant, 99).json()["lines"][0]["state"] == "ready"
    assert "left" not in guest.screen(f"product/{record.product_id}")["variants"][0]
