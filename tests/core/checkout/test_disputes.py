"""A shopper's bank takes a payment back: what the shop knows of it, and that it never gives the money back twice."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from core.checkout.services import call_off, place_order, reconcile, set_payment, settle
from core.customers.types import Guest
from core.orders.selectors import count_to_refund, order_of
from core.orders.types import OrderStatus
from core.payments.models import Dispute, LedgerEntry, Payment, Refund
from core.payments.selectors import balances, disputes_to_answer, payment_of, takings
from core.payments.services import claim, hear, pursue, record_answer, refund
from core.payments.types import CONTESTED, Account, DisputeStatus, PaymentDisputed, PaymentStatus, Provider
from core.shared.money import Money
from tests.core.checkout.readiness import AGREED
from tests.factories.bank import FEE, VISA, Bank
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

ALL = AGREED.amount
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def number(bank: Bank, guest: Guest) -> str:
    """An order that was paid by card."""
    set_payment(principal=guest, provider="stripe", method=VISA)
    number = place_order(principal=guest, expected_total=AGREED, now=NOW)
    settle(number=number, clock=lambda: NOW)
    return number


def told(bank: Bank, number: str, *, event: str = "evt_1", now: datetime = LATER) -> bool:
    """The provider calls, the worker asks; returns whether it was new."""
    body = f"{event} {bank.of(number).id}".encode()
    new = hear(provider=Provider.STRIPE, body=body, signature="signed", now=now)
    reconcile(clock=lambda: now)
    return new


def in_accounts() -> tuple[int, int, int]:
    """The shop's money, what banks have taken back, and what it cost."""
    sums = balances()
    assert sum(sums.values()) == 0
    return sums[Account.MONEY], sums[Account.DISPUTED], sums[Account.FEES]


def test_what_a_bank_takes_back_is_in_the_ledger_and_what_it_costs(bank: Bank, number: str) -> None:
    bank.dispute(number)
    told(bank, number)
    assert in_accounts() == (-FEE, ALL, FEE)
    dispute, payment = Dispute.objects.get(), payment_of(number)
    assert (dispute.status, dispute.reason, dispute.amount) == ("open", "product_not_received", ALL)
    assert dispute.answer_by == NOW + timedelta(days=10)
    assert (payment.status, payment.contested, payment.refundable.amount) == (PaymentStatus.RECEIVED, True, 0)
    assert takings(currency="EUR", since=NOW)[NOW.date()] == Money(0, "EUR")


@pytest.mark.parametrize(
    ("status", "money", "contested"), [(DisputeStatus.WON, ALL, False), (DisputeStatus.LOST, 0, True)]
)
def test_what_the_bank_decides_is_final_for_the_money(
    bank: Bank, number: str, status: DisputeStatus, money: int, contested: bool
) -> None:
    name = bank.dispute(number)
    told(bank, number)
    bank.decide(name, status)
    told(bank, number, event="evt_2", now=LATER + timedelta(days=30))
    assert in_accounts() == (money - FEE, ALL - money, FEE)
    dispute = Dispute.objects.get()
    assert (dispute.status, dispute.answer_by, dispute.closed_at) == (status, None, LATER + timedelta(days=30))
    assert payment_of(number).contested is contested


def test_a_fee_that_is_given_back_comes_back(bank: Bank, number: str) -> None:
    bank.dispute(number, fee_back=FEE)
    told(bank, number)
    assert in_accounts() == (0, ALL, 0)


def test_told_of_it_again_late_or_all_at_once_nothing_moves_twice(bank: Bank, number: str) -> None:
    """The first of four events comes when all is over, then the same again, then those before it."""
    bank.decide(bank.dispute(number), DisputeStatus.WON)
    said = [told(bank, number, event=event) for event in ("evt_4", "evt_4", "evt_1", "evt_3", "evt_2")]
    assert said == [True, False, True, True, True]
    entries = LedgerEntry.objects.filter(kind__in=("disputed", "reinstated", "fee")).values_list("kind", "amount")
    assert list(entries) == [("disputed", ALL), ("reinstated", ALL), ("fee", FEE)]
    assert Dispute.objects.get().status == "won"


def test_an_answer_that_comes_late_does_not_say_how_a_dispute_stands(bank: Bank, number: str) -> None:
    """Whoever asked first comes back last, when the bank has decided and somebody else was told."""
    name = bank.dispute(number)
    hear(provider=Provider.STRIPE, body=f"evt_1 {bank.of(number).id}".encode(), signature="signed", now=LATER)
    errand = claim(reference=number, now=LATER)
    assert errand
    answer = pursue(errand=errand)
    bank.decide(name, DisputeStatus.WON)
    told(bank, number, event="evt_2", now=LATER + timedelta(seconds=1))
    record_answer(errand=errand, answer=answer, now=LATER + timedelta(seconds=2))
    assert Dispute.objects.get().status == "won"
    assert not payment_of(number).contested


def test_a_lost_dispute_can_be_appealed_and_won(bank: Bank, number: str) -> None:
    name = bank.dispute(number)
    for nth, status in enumerate((DisputeStatus.LOST, DisputeStatus.OPEN, DisputeStatus.WON)):
        bank.decide(name, status)
        told(bank, number, event=f"evt_{nth}")
        assert (Dispute.objects.get().closed_at is None) == (status is DisputeStatus.OPEN)
    assert in_accounts() == (ALL - FEE, 0, FEE)


@pytest.mark.parametrize("status", CONTESTED)
def test_what_the_bank_has_is_not_given_back_once_more(bank: Bank, number: str, status: DisputeStatus) -> None:
    bank.decide(bank.dispute(number), status)
    told(bank, number)
    for amount in (None, 1):
        with pytest.raises(PaymentDisputed):
            refund(reference=number, amount=amount, now=LATER)
    assert not Refund.objects.exists()


def test_a_part_that_was_given_back_before_can_be_followed_by_the_rest_once_the_dispute_is_won(
    bank: Bank, number: str
) -> None:
    refund(reference=number, amount=490, now=NOW)
    reconcile(clock=lambda: NOW)
    name = bank.dispute(number, amount=ALL - 490)
    told(bank, number)
    assert in_accounts() == (-FEE, ALL - 490, FEE)
    bank.decide(name, DisputeStatus.WON)
    told(bank, number, event="evt_2")
    assert refund(reference=number, now=LATER) == ALL - 490


def test_a_bank_that_only_asks_has_taken_nothing_and_the_money_can_be_given_back(bank: Bank, number: str) -> None:
    bank.dispute(number, status=DisputeStatus.INQUIRY, withdrawn=0, fee=0)
    told(bank, number)
    assert in_accounts() == (ALL, 0, 0)
    assert refund(reference=number, now=LATER) == ALL


def test_of_an_order_called_off_nothing_is_given_back_until_the_bank_gives_it_to_the_shop(
    bank: Bank, guest: Guest, number: str
) -> None:
    name = bank.dispute(number)
    told(bank, number)
    call_off(principal=guest, number=number, reason="", now=LATER)
    assert order_of(guest, number).status is OrderStatus.CANCELLED
    assert (Refund.objects.count(), count_to_refund()) == (0, 0)
    bank.decide(name, DisputeStatus.WON)
    for event in ("evt_2", "evt_3"):
        told(bank, number, event=event)
    assert [amount for _, amount in bank.given_back.values()] == [ALL]
    assert in_accounts() == (-FEE, 0, FEE)


def test_a_provider_that_does_not_say_how_a_dispute_stands_is_asked_again(bank: Bank, number: str) -> None:
    bank.dispute(number)
    with bank.down("disputes"):
        told(bank, number)
    assert not Dispute.objects.exists()
    reconcile(clock=lambda: LATER + timedelta(hours=1))
    assert payment_of(number).contested


def test_of_a_payment_that_nobody_disputes_nothing_is_asked(bank: Bank, number: str) -> None:
    told(bank, number)
    assert "disputes" not in bank.said


def test_disputes_that_want_an_answer_are_counted(
    bank: Bank, number: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert disputes_to_answer() == (0, None)
    for days in (9, 5, None):
        bank.dispute(number, answer_by=NOW + timedelta(days=days) if days else None)
    told(bank, number)
    with django_assert_num_queries(1):
        assert disputes_to_answer() == (2, NOW + timedelta(days=5))
    assert Payment.objects.get().withdrawn == 3 * ALL
