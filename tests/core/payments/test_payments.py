"""What is owed for an order, and that it has come."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from core.payments import selectors
from core.payments.models import LedgerEntry, Payment
from core.payments.selectors import balances, payment_of, providers, takings
from core.payments.services import open_payment, record_received, refund, unwind
from core.payments.types import Account, PaymentStatus, Provider, RefundTooHigh
from core.shared.errors import NotFound
from core.shared.money import Money
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed() -> str:
    open_payment(reference="ORDER1", provider=Provider.MANUAL, amount=Money(2490, "EUR"), now=NOW)
    return "ORDER1"


def test_what_is_owed_is_awaited(owed: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        payment = payment_of(owed)
    assert (payment.amount, payment.provider) == (Money(2490, "EUR"), Provider.MANUAL)
    assert payment.status is PaymentStatus.AWAITED


def test_money_that_has_come_is_recorded_once(owed: str) -> None:
    said = [record_received(reference=owed, now=NOW + timedelta(days=day)) for day in range(3)]
    assert said == [True, False, False]
    assert payment_of(owed).status is PaymentStatus.RECEIVED
    assert Payment.objects.get().received_at == NOW, "the first time counts"


def test_money_for_nothing_is_not_recorded(owed: str) -> None:
    assert not record_received(reference="ORDER2", now=NOW)
    assert payment_of(owed).status is PaymentStatus.AWAITED


def nonzero() -> dict[Account, int]:
    return {account: amount for account, amount in balances().items() if amount}


def called_off(reference: str) -> None:
    unwind(reference=reference, reason="", now=NOW)


def test_what_is_called_off_is_not_owed_any_more_and_cannot_come(owed: str) -> None:
    for day in range(2):
        unwind(reference=owed, reason="", now=NOW + timedelta(days=day))
    assert not record_received(reference=owed, now=NOW)
    assert not refund(reference=owed, now=NOW)
    assert payment_of(owed).status is PaymentStatus.CANCELLED
    assert Payment.objects.get().closed_at == NOW, "the first time counts"
    assert set(balances().values()) == {0}


def test_manual_money_that_has_come_stays_until_staff_give_it_back(owed: str) -> None:
    assert not refund(reference=owed, now=NOW), "nothing has come yet"
    record_received(reference=owed, now=NOW)
    called_off(owed)
    assert payment_of(owed).status is PaymentStatus.RECEIVED
    assert nonzero() == {Account.OWED: -2490, Account.MONEY: 2490}, "the shop owes it"
    said = [refund(reference=owed, now=NOW + timedelta(days=day)) for day in range(1, 3)]
    assert said == [2490, 0]
    payment = Payment.objects.get()
    assert (payment.status, payment.received_at, payment.closed_at) == ("refunded", NOW, NOW + timedelta(days=1))
    assert set(balances().values()) == {0}


def test_a_part_can_be_given_back_and_never_more_than_came(owed: str) -> None:
    record_received(reference=owed, now=NOW)
    assert refund(reference=owed, amount=490, reason="Late", now=NOW) == 490
    payment = payment_of(owed)
    assert (payment.status, payment.refunded.amount, payment.refundable.amount) == (PaymentStatus.RECEIVED, 490, 2000)
    for wrong in (2001, -1):
        with pytest.raises(RefundTooHigh):
            refund(reference=owed, amount=wrong, now=NOW)
    assert nonzero() == {Account.SALES: -2000, Account.MONEY: 2000}
    assert refund(reference=owed, now=NOW) == 2000
    assert payment_of(owed).status is PaymentStatus.REFUNDED


def test_what_costs_nothing_is_paid() -> None:
    open_payment(reference="FREE", provider=Provider.MANUAL, amount=Money(0, "EUR"), now=NOW)
    assert payment_of("FREE").status is PaymentStatus.RECEIVED


def test_the_ledger_is_only_added_to_and_no_amount_is_entered_twice(owed: str) -> None:
    entry = LedgerEntry.objects.get()
    for change in (entry.delete, LedgerEntry.objects.all().delete, lambda: LedgerEntry.objects.update(amount=1)):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_what_is_not_owed_is_not_found() -> None:
    with pytest.raises(NotFound):
        payment_of("ORDER1")


def open_more(*amounts: Money) -> list[str]:
    for nth, amount in enumerate(amounts):
        open_payment(reference=f"MORE{nth}", provider=Provider.MANUAL, amount=amount, now=NOW)
    return [f"MORE{nth}" for nth in range(len(amounts))]


def test_what_is_awaited_adds_up_in_each_currency(owed: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _, _, came, gone = open_more(Money(10, "EUR"), Money(7, "USD"), Money(99, "EUR"), Money(99, "EUR"))
    record_received(reference=came, now=NOW)
    called_off(gone)
    with django_assert_num_queries(1):
        assert selectors.owed() == (3, (Money(2500, "EUR"), Money(7, "USD")))


def test_takings_are_what_came_and_stayed_on_each_day(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    same_day, before, too_early, back, other, early = open_more(
        *[Money(100, "EUR")] * 4, Money(5, "USD"), Money(11, "EUR")
    )
    midnight = NOW.replace(hour=0)
    for reference, moment in {
        same_day: midnight + timedelta(hours=23, minutes=59),
        before: midnight - timedelta(minutes=1),
        too_early: midnight - timedelta(days=3),
        back: NOW,
        other: NOW,
        early: midnight,
    }.items():
        record_received(reference=reference, now=moment)
    refund(reference=back, now=NOW)
    with django_assert_num_queries(1):
        came = takings(currency="EUR", since=midnight - timedelta(days=2))
    assert came == {
        (midnight - timedelta(days=1)).date(): Money(100, "EUR"),
        midnight.date(): Money(111, "EUR"),
    }


def test_a_shop_can_be_paid_with_no_account_anywhere() -> None:
    assert providers() == (Provider.MANUAL,)


def test_the_database_refuses_a_second_payment_for_one_order(owed: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        open_payment(reference=owed, provider=Provider.MANUAL, amount=Money(1, "EUR"), now=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": -1},
        {"provider": "gold"},
        {"status": "lost"},
        {"status": "received"},
        {"received_at": NOW},
        {"status": "cancelled"},
        {"closed_at": NOW},
        {"status": "cancelled", "received_at": NOW, "closed_at": NOW},
        {"status": "refunded", "closed_at": NOW},
        {"status": "refunded", "received_at": NOW},
    ],
)
def test_the_database_refuses_what_is_no_payment(owed: str, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.update(**wrong)
