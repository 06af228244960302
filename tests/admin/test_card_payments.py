"""Payments by card at the back office: seen in plain words, captured, given back in part, asked about again."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from core.carts.services import add_line
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, reconcile, set_address, set_payment, settle
from core.orders.models import Order
from core.payments.models import Payment, ProviderEvent, Refund
from core.payments.services import wake
from core.payments.types import DisputeStatus
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


# --- Disputes -------------------------------------------------------------------------------------


def disputed(bank: Bank) -> tuple[Order, str]:
    """An order whose payment the shopper's bank has taken back, and the dispute's name."""
    order = bought_by(VISA)
    name = bank.dispute(order.number)
    told_of(order)
    return order, name


def told_of(order: Order) -> None:
    wake(reference=order.number, now=NOW)
    the_worker_runs()


def listed(staff: Staff, asked: str = "") -> str:
    return " ".join(staff.get(f"payments/payment/?{asked}").content.decode().split())


def test_a_dispute_is_on_the_dashboard_the_list_and_the_sheet_with_the_day_it_is_to_be_answered(
    staff: Staff, bank: Bank
) -> None:
    order, _ = disputed(bank)
    page = " ".join(staff.get("").content.decode().split())
    assert '<strong class="office-due">1</strong> dispute to answer <span class="office-soft">by 11 Jun 2026' in page
    assert order.number in listed(staff, "dispute=answer")
    assert order.number not in listed(staff, "dispute=won")
    page = shown(staff, order)
    for text in ("product not received", "Evidence is heard until 11 Jun 2026", "fee: €15.00.", "Disputed"):
        assert text in page, text
    assert "Taken back by the bank" in page
    payment = Payment.objects.get()
    assert "product_not_received" in staff.get(f"payments/payment/{payment.pk}/change/").content.decode()


def test_what_became_of_a_dispute_is_in_the_orders_history_and_nothing_is_left_to_answer(
    staff: Staff, bank: Bank
) -> None:
    order, name = disputed(bank)
    bank.decide(name, DisputeStatus.WON)
    told_of(order)
    assert "The bank has decided for you." in shown(staff, order)
    assert "to answer" not in staff.get("").content.decode()
    assert offered(staff, order) == {"ship", "cancel", "refund"}


def test_what_the_bank_has_is_not_offered_to_be_given_back_and_refused_in_words(staff: Staff, bank: Bank) -> None:
    order, _ = disputed(bank)
    assert offered(staff, order) == {"ship", "cancel", "ask_again"}
    assert "It cannot be given back once more." in take(staff, order, "refund", amount="1")
    staff.act("payments/payment/", "mark_refunded", *Payment.objects.values_list("pk", flat=True))
    assert "0 given back, or on the way. 1 cannot be" in listed(staff)
    assert not Refund.objects.exists()


def test_an_order_called_off_is_not_to_be_refunded_while_the_bank_has_its_money(staff: Staff, bank: Bank) -> None:
    order, _ = disputed(bank)
    page = take(staff, order, "cancel", reason="It broke.")
    assert "Give the money back" not in page
    assert "to refund" not in staff.get("").content.decode()
