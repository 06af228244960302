"""Payments by card at the back office: seen in plain words, captured, given back in part, asked about again."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from core.carts.services import add_line
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, reconcile, set_address, set_payment, settle
from core.orders.models import Order
from core.payments.models import Payment, ProviderEvent
from tests.admin.staff import Staff
from tests.admin.test_orders import offered, shown, state, take
from tests.core.examples import MARKET
from tests.factories import a_record, a_shipping_method, an_address, someone
from tests.factories.bank import NEEDS_ACTION, VISA, Bank
from tests.factories.shop import NOW


def bought_by(card: str, *, settled: bool = True) -> Order:
    """A record for 19.99, sent for 4.90."""
    guest = someone()
    a_shipping_method()
    add_line(principal=guest, variant_id=a_record(stock=2).variant, quantity=1, market=MARKET, now=NOW)
    set_address(principal=guest, email="ada@example.org", address=an_address())
    set_payment(principal=guest, provider="stripe", method=card)
    total = quote_for(guest, market=MARKET).total
    number = place_order(principal=guest, expected_total=total, now=timezone.now())
    if settled:
        settle(number=number, clock=timezone.now)
    return Order.objects.get(number=number)


def the_worker_runs() -> None:
    reconcile(clock=lambda: timezone.now().replace(year=2100))


def test_a_sheet_tells_all_of_a_cards_payment(staff: Staff, bank: Bank) -> None:
    page = shown(staff, bought_by(VISA))
    for text in ("Received", "It has come.", "Has come", "€24.89", "Stripe", "pi_1"):
        assert text in page, text


def test_a_part_is_given_back_and_then_the_rest(staff: Staff, bank: Bank) -> None:
    order = bought_by(VISA)
    assert "€5.50 is on its way back." in take(staff, order, "refund", amount="5.50", reason="A scratch.")
    page = shown(staff, order)
    assert "Being given back" in page
    assert "A scratch." in page
    the_worker_runs()
    assert "Given back" in shown(staff, order)
    assert state(order) == ("confirmed", "received")
    take(staff, order, "refund")
    the_worker_runs()
    assert state(order) == ("confirmed", "refunded")
    assert bank.of(order.number).refunded == 2489
    assert "refund" not in offered(staff, order)


@pytest.mark.parametrize(
    ("amount", "said"),
    [("24.90", "At most €24.89 can be given back."), ("1.005", "There is no such amount in EUR.")],
)
def test_what_cannot_be_given_back_is_said(staff: Staff, bank: Bank, amount: str, said: str) -> None:
    order = bought_by(VISA)
    assert said in take(staff, order, "refund", amount=amount)
    assert Payment.objects.get().refunds.count() == 0


def test_money_that_is_held_is_captured_at_once_if_staff_want(staff: Staff, bank: Bank, settings: Settings) -> None:
    settings.PAYMENT_CAPTURE = "on_shipping"
    order = bought_by(VISA)
    assert offered(staff, order) == {"ship", "cancel", "capture"}
    assert "It is being charged." in take(staff, order, "capture")
    the_worker_runs()
    assert state(order) == ("confirmed", "received")


def test_a_payment_that_waits_is_asked_about_or_given_up(staff: Staff, bank: Bank) -> None:
    order = bought_by(NEEDS_ACTION)
    assert offered(staff, order) == {"ask_again", "give_up"}
    assert "The shopper has to confirm it with their bank." in shown(staff, order)
    assert "It is asked again." in take(staff, order, "ask_again")
    assert "It is being given up." in take(staff, order, "give_up")
    assert "It was given up." in shown(staff, order)
    the_worker_runs()
    assert state(order) == ("failed", "failed")
    assert offered(staff, order) == set()


def test_a_payment_nobody_asks_about_any_more_is_on_the_dashboard(staff: Staff, bank: Bank) -> None:
    order = bought_by(NEEDS_ACTION)
    page = " ".join(staff.get("").content.decode().split())
    assert "<strong>1</strong> payment not decided" in page
    assert "not asked about any more" not in page
    Payment.objects.update(due_at=None, dead_at=NOW, last_error="GatewayUnavailable('no answer')", attempts=20)
    assert "not asked about any more" in staff.get("").content.decode()
    assert "no answer" in shown(staff, order)
    take(staff, order, "ask_again")
    assert Payment.objects.get().dead_at is None
    the_worker_runs()
    assert Payment.objects.get().last_error == ""


def test_a_payments_page_has_its_ledger_and_no_token(staff: Staff, bank: Bank) -> None:
    bought_by(VISA)
    ProviderEvent.objects.create(provider="stripe", event_id="evt_1", kind="charge.refunded", heard_at=NOW)
    payment = Payment.objects.get()
    page = staff.get(f"payments/payment/{payment.pk}/change/").content.decode()
    for text in ("Billed", "Paid", "€24.89"):
        assert text in page, text
    assert VISA not in page
    assert "charge.refunded" in staff.get("payments/providerevent/").content.decode()
