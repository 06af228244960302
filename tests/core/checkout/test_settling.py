"""What becomes of an order that is paid now: whatever the provider says, and whenever."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.checkout.selectors import quote_for
from core.checkout.services import (
    call_off,
    expire_holds,
    place_order,
    reconcile,
    set_payment,
    settle,
    take_payment,
)
from core.checkout.services.placing import GRACE, HOLD
from core.checkout.types import Step
from core.customers.types import Guest
from core.inventory.models import Stock
from core.inventory.services import expire_reservations, reserve
from core.orders.selectors import order_of, orders_page
from core.orders.services import cancel, ship
from core.orders.types import OrderNotFound, OrderStatus
from core.outbox.models import OutboxEvent
from core.payments.models import Payment as PaymentRow
from core.payments.models import Refund
from core.payments.selectors import balances, count_unsettled, payment_of
from core.payments.services import hear, refund
from core.payments.types import (
    Account,
    Charge,
    EventRefused,
    Intent,
    Payment,
    PaymentDeclined,
    PaymentStatus,
    PaymentUnknown,
    Provider,
)
from tests.core.checkout.readiness import AGREED
from tests.core.examples import MARKET
from tests.factories import Record, someone
from tests.factories.bank import DECLINED, NEEDS_ACTION, VISA, Bank
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


class Time:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def pays(bank: Bank, guest: Guest) -> Callable[[str], str]:
    """Somebody places an order with a card; returns its number. Nobody has asked the provider yet."""

    def with_card(method: str) -> str:
        set_payment(principal=guest, provider="stripe", method=method)
        return place_order(principal=guest, expected_total=AGREED, return_url="https://shop.example/{number}", now=NOW)

    return with_card


def work(time: Time) -> None:
    """What the worker does for a while."""
    for _ in range(6):
        expire_holds(now=time())
        expire_reservations(now=time())
        reconcile(clock=time)
        time.go_on(timedelta(seconds=40))


def status(guest: Guest, number: str) -> tuple[OrderStatus, PaymentStatus]:
    return order_of(guest, number).status, payment_of(number).status


def stock() -> tuple[int, int]:
    return Stock.objects.values_list("available", "reserved").get()


def topics() -> list[str]:
    return list(OutboxEvent.objects.values_list("topic", flat=True))


def in_cart(guest: Guest) -> int:
    return cart_of(guest, market=MARKET).count


# --- Placed, and not paid yet ---------------------------------------------------------------------


def test_until_the_provider_is_asked_the_order_is_pending_and_its_goods_are_held(
    pays: Callable[[str], str], guest: Guest, bank: Bank
) -> None:
    number = pays(VISA)
    assert status(guest, number) == (OrderStatus.PENDING, PaymentStatus.PENDING)
    assert stock() == (3, 2)
    assert topics() == [], "nobody is told of what may come to nothing"
    assert set(balances().values()) == {0}, "nothing is owed yet"
    assert (bank.said, in_cart(guest)) == ([], 0)


def test_a_card_without_its_token_is_no_choice_and_a_transfer_with_one_neither(bank: Bank, guest: Guest) -> None:
    for provider, method in (("stripe", ""), ("manual", "pm_1")):
        with pytest.raises(PaymentUnknown):
            set_payment(principal=guest, provider=provider, method=method)
    assert Step.PAYMENT in quote_for(guest, market=MARKET).missing


# --- Paid -----------------------------------------------------------------------------------------


def test_a_card_that_is_good_confirms_the_order(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(VISA)
    payment = take_payment(number=number, clock=time)
    assert (payment.status, payment.captured) == (PaymentStatus.RECEIVED, AGREED)
    assert status(guest, number) == (OrderStatus.CONFIRMED, PaymentStatus.RECEIVED)
    assert sorted(topics()) == ["order.placed", "payment.received"]
    nothing = dict.fromkeys(Account, 0)
    assert balances() == nothing | {Account.SALES: -AGREED.amount, Account.MONEY: AGREED.amount}
    assert stock() == (3, 2)


def test_settling_again_asks_nobody_and_changes_nothing(pays: Callable[[str], str], time: Time, bank: Bank) -> None:
    number = pays(VISA)
    first = settle(number=number, clock=time)
    said = list(bank.said)
    assert settle(number=number, clock=time) == first
    work(time)
    assert bank.said == said
    assert topics().count("order.placed") == 1


def test_nobody_asks_while_somebody_else_is_at_it(pays: Callable[[str], str], time: Time, bank: Bank) -> None:
    number = pays(VISA)
    heard: list[Payment] = []
    confirm = bank.confirm

    def slowly(intent_id: str, *, return_url: str) -> object:
        heard.append(settle(number=number, clock=time))
        return confirm(intent_id, return_url=return_url)

    bank.confirm = slowly  # type: ignore[method-assign, assignment]  # for this once
    settle(number=number, clock=time)
    assert [payment.status for payment in heard] == [PaymentStatus.PENDING]
    assert bank.said.count("confirm") == 1


# --- Not known ------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("verb", ["open", "confirm"])
def test_an_answer_that_does_not_come_leaves_it_pending_until_the_provider_says_and_it_is_charged_once(
    pays: Callable[[str], str], guest: Guest, bank: Bank, verb: str, when: str
) -> None:
    number, time = pays(VISA), Time()
    with bank.down(verb, when=when):
        assert take_payment(number=number, clock=time).status is PaymentStatus.PENDING
    assert status(guest, number) == (OrderStatus.PENDING, PaymentStatus.PENDING)
    work(time)
    assert status(guest, number) == (OrderStatus.CONFIRMED, PaymentStatus.RECEIVED)
    assert bank.charged(number) == AGREED.amount


def test_a_payment_no_provider_answers_for_is_given_to_staff_and_still_counted(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(VISA)
    with bank.down():
        for _ in range(30):
            reconcile(clock=time)
            time.go_on(timedelta(hours=1))
    assert not payment_of(number).asked
    assert count_unsettled() == (1, 1)
    row = PaymentRow.objects.get()
    assert "no answer" in row.last_error


# --- Declined -------------------------------------------------------------------------------------


def test_a_declined_card_fails_the_order_and_gives_the_cart_back_as_it_was(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    before = quote_for(guest, market=MARKET)
    number = pays(DECLINED)
    with pytest.raises(PaymentDeclined) as refused:
        take_payment(number=number, clock=time)
    assert refused.value.details == {"number": number, "reason": "insufficient_funds"}
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.FAILED)
    assert stock() == (5, 0)
    after = quote_for(guest, market=MARKET)
    assert (after.total, after.address, after.email) == (before.total, before.address, before.email)
    assert after.cart.id != before.cart.id, "the next try is another attempt"
    assert topics() == ["order.failed"]
    assert orders_page(guest, page=1, size=9) == ()
    assert set(balances().values()) == {0}


def test_a_declined_intent_is_closed_so_that_nobody_can_pay_it_later(
    pays: Callable[[str], str], time: Time, bank: Bank
) -> None:
    number = pays(DECLINED)
    settle(number=number, clock=time)
    assert bank.of(number).state == "cancelled"


def test_what_comes_back_joins_what_was_put_into_the_cart_meanwhile(
    pays: Callable[[str], str], guest: Guest, record: Record, time: Time
) -> None:
    number = pays(DECLINED)
    add_line(principal=guest, variant_id=record.variant, quantity=1, market=MARKET, now=NOW)
    settle(number=number, clock=time)
    assert in_cart(guest) == 3


def test_the_same_question_again_gets_the_same_answer(pays: Callable[[str], str], time: Time) -> None:
    number = pays(DECLINED)
    for _ in range(2):
        with pytest.raises(PaymentDeclined):
            take_payment(number=number, clock=time)


# --- The shopper has to act -----------------------------------------------------------------------


def test_a_bank_that_wants_more_gives_the_shopper_a_step_and_the_order_waits(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    payment = take_payment(number=number, clock=time)
    assert payment.status is PaymentStatus.ACTION
    assert payment.step
    assert payment.step.url.startswith("https://bank.example/")
    assert payment.step.client_secret
    bank.approve(number)
    work(time)
    assert status(guest, number) == (OrderStatus.CONFIRMED, PaymentStatus.RECEIVED)
    assert payment_of(number).step is None, "the secret is forgotten"


def test_a_step_that_fails_fails_the_order(pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank) -> None:
    number = pays(NEEDS_ACTION)
    settle(number=number, clock=time)
    bank.refuse(number)
    work(time)
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.FAILED)
    assert payment_of(number).failure == "authentication_failure"
    assert in_cart(guest) == 2


# --- Time runs out --------------------------------------------------------------------------------


def test_a_payment_not_made_in_time_is_given_up_and_the_cart_comes_back(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    settle(number=number, clock=time)
    time.go_on(HOLD)
    work(time)
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.FAILED)
    assert (stock(), in_cart(guest), bank.charged(number)) == ((5, 0), 2, 0)


def test_money_that_came_just_before_time_ran_out_buys_the_goods(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    settle(number=number, clock=time)
    time.go_on(HOLD)
    bank.approve(number)
    work(time)
    assert status(guest, number) == (OrderStatus.CONFIRMED, PaymentStatus.RECEIVED)
    assert stock() == (3, 2)


def out_of_time_and_out_of_reach(number: str, time: Time, bank: Bank) -> None:
    """The provider says nothing while the goods' time, and the grace after it, run out."""
    settle(number=number, clock=time)
    time.go_on(HOLD)
    with bank.down():
        work(time)
        time.go_on(GRACE)
        work(time)


def test_where_the_provider_says_nothing_the_goods_are_for_sale_again_and_the_order_waits(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    out_of_time_and_out_of_reach(number, time, bank)
    assert status(guest, number) == (OrderStatus.PENDING, PaymentStatus.ACTION)
    assert (stock(), in_cart(guest)) == ((5, 0), 0)
    time.go_on(timedelta(hours=2))
    work(time)
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.FAILED)
    assert in_cart(guest) == 2


def test_late_money_buys_the_goods_where_they_are_still_there(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    out_of_time_and_out_of_reach(number, time, bank)
    bank.approve(number)
    time.go_on(timedelta(hours=2))
    work(time)
    assert status(guest, number) == (OrderStatus.CONFIRMED, PaymentStatus.RECEIVED)
    assert stock() == (3, 2)
    assert bank.given_back == {}


def test_late_money_for_what_was_sold_meanwhile_is_given_back(
    pays: Callable[[str], str], guest: Guest, record: Record, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    out_of_time_and_out_of_reach(number, time, bank)
    reserve(quantities={record.variant: 4}, reference="another", now=time())
    bank.approve(number)
    time.go_on(timedelta(hours=2))
    work(time)
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.REFUNDED)
    assert [amount for _, amount in bank.given_back.values()] == [AGREED.amount]
    assert stock() == (1, 4)
    assert set(balances().values()) == {0}


def test_money_that_comes_for_a_failed_order_is_given_back_and_never_fulfilled(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(DECLINED)
    settle(number=number, clock=time)
    bank.approve(number)
    hear(provider=Provider.STRIPE, body=f"evt_1 {bank.of(number).id}".encode(), signature="signed", now=time())
    work(time)
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.REFUNDED)
    assert bank.charged(number) == sum(amount for _, amount in bank.given_back.values())


# --- Called off -----------------------------------------------------------------------------------


def test_a_shopper_can_pay_another_way_instead(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    settle(number=number, clock=time)
    call_off(principal=guest, number=number, reason="", now=time())
    settle(number=number, clock=time)
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.FAILED)
    assert in_cart(guest) == 2


def test_a_payment_given_up_while_its_intent_was_being_opened_is_never_asked_for(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(VISA)
    open_intent = bank.open

    def slowly(charge: Charge) -> Intent:
        call_off(principal=guest, number=number, reason="", now=time())
        return open_intent(charge)

    bank.open = slowly  # type: ignore[method-assign]  # for this once
    settle(number=number, clock=time)
    assert status(guest, number) == (OrderStatus.FAILED, PaymentStatus.FAILED)
    assert (bank.said, in_cart(guest)) == (["open"], 2)


def test_a_shopper_cancels_a_paid_order_and_gets_the_money_back_once(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(VISA)
    settle(number=number, clock=time)
    for _ in range(2):
        call_off(principal=guest, number=number, reason="Changed my mind.", now=time())
    assert payment_of(number).refunding == AGREED
    work(time)
    assert status(guest, number) == (OrderStatus.CANCELLED, PaymentStatus.REFUNDED)
    assert [amount for _, amount in bank.given_back.values()] == [AGREED.amount]
    assert set(balances().values()) == {0}
    assert stock() == (5, 0)


def test_nobody_calls_off_somebody_elses_order(pays: Callable[[str], str], time: Time) -> None:
    number = pays(VISA)
    with pytest.raises(OrderNotFound):
        call_off(principal=someone(), number=number, reason="", now=time())


# --- Captured later -------------------------------------------------------------------------------


def test_what_is_captured_on_shipping_is_authorised_before(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank, settings: Settings
) -> None:
    settings.PAYMENT_CAPTURE = "on_shipping"
    number = pays(VISA)
    settle(number=number, clock=time)
    assert status(guest, number) == (OrderStatus.CONFIRMED, PaymentStatus.AUTHORISED)
    assert bank.charged(number) == 0
    ship(number=number, carrier="", tracking="", now=time())
    with bank.down("capture", when="after"):
        reconcile(clock=time)
    work(time)
    assert status(guest, number) == (OrderStatus.SHIPPED, PaymentStatus.RECEIVED)
    assert bank.charged(number) == AGREED.amount


def test_an_authorised_order_that_is_cancelled_is_never_captured(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank, settings: Settings
) -> None:
    settings.PAYMENT_CAPTURE = "on_shipping"
    number = pays(VISA)
    settle(number=number, clock=time)
    cancel(number=number, reason="", now=time())
    work(time)
    assert status(guest, number) == (OrderStatus.CANCELLED, PaymentStatus.CANCELLED)
    assert (bank.charged(number), set(balances().values())) == (0, {0})


# --- Refunds --------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_part_is_given_back_once_whatever_becomes_of_the_answer(
    pays: Callable[[str], str], time: Time, bank: Bank, when: str
) -> None:
    number = pays(VISA)
    settle(number=number, clock=time)
    assert refund(reference=number, amount=490, reason="Late", now=time()) == 490
    with bank.down("refund", when=when):
        reconcile(clock=time)
    assert payment_of(number).refunding.amount == 490
    work(time)
    payment = payment_of(number)
    assert (payment.status, payment.refunded.amount, payment.refunding.amount) == (PaymentStatus.RECEIVED, 490, 0)
    assert [amount for _, amount in bank.given_back.values()] == [490]
    assert Refund.objects.get().status == "done"
    assert balances()[Account.OWED] == 0


def test_a_refund_that_the_provider_refuses_is_left_to_staff(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(VISA)
    settle(number=number, clock=time)
    bank.refuses_refunds = True
    cancel(number=number, reason="", now=time())
    work(time)
    assert Refund.objects.get().status == "failed"
    assert status(guest, number) == (OrderStatus.CANCELLED, PaymentStatus.RECEIVED)
    assert not payment_of(number).asked


# --- What the provider says by itself -------------------------------------------------------------


def test_an_event_counts_once_and_only_makes_the_shop_ask(
    pays: Callable[[str], str], guest: Guest, time: Time, bank: Bank
) -> None:
    number = pays(NEEDS_ACTION)
    settle(number=number, clock=time)
    bank.approve(number)
    body = f"evt_1 {bank.of(number).id}".encode()
    said = [hear(provider=Provider.STRIPE, body=body, signature="signed", now=time()) for _ in range(3)]
    assert said == [True, False, False]
    assert status(guest, number) == (OrderStatus.PENDING, PaymentStatus.ACTION)
    reconcile(clock=time)
    assert status(guest, number) == (OrderStatus.CONFIRMED, PaymentStatus.RECEIVED)
    assert topics().count("order.placed") == 1


def test_an_event_nobody_signed_is_refused(bank: Bank) -> None:
    with pytest.raises(EventRefused):
        hear(provider=Provider.STRIPE, body=b"evt_1 pi_1", signature="forged", now=NOW)


def test_a_refund_made_at_the_providers_own_desk_is_found_in_the_ledger(
    pays: Callable[[str], str], time: Time, bank: Bank
) -> None:
    number = pays(VISA)
    settle(number=number, clock=time)
    bank.refund(bank.of(number).id, key="by hand", amount=100)
    hear(provider=Provider.STRIPE, body=f"evt_1 {bank.of(number).id}".encode(), signature="signed", now=time())
    work(time)
    assert payment_of(number).refunded.amount == 100
    assert balances()[Account.MONEY] == AGREED.amount - 100
