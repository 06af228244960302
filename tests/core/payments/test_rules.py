"""What a payment becomes by what its provider says, in whatever order that is heard."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.payments.rules import ACCOUNTS, status_after, wait_to_ask
from core.payments.types import Account, EntryKind, IntentState, PaymentStatus

statuses = st.sampled_from([status for status in PaymentStatus if status is not PaymentStatus.AWAITED])
states = st.sampled_from(IntentState)
CAME = {PaymentStatus.RECEIVED, PaymentStatus.REFUNDED}


def after(current: PaymentStatus, state: IntentState, captured: int = 0, refunded: int = 0) -> PaymentStatus:
    return status_after(current, state, captured=captured, refunded=refunded)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (IntentState.NEW, PaymentStatus.PENDING),
        (IntentState.PROCESSING, PaymentStatus.PENDING),
        (IntentState.ACTION, PaymentStatus.ACTION),
        (IntentState.AUTHORISED, PaymentStatus.AUTHORISED),
        (IntentState.DECLINED, PaymentStatus.FAILED),
        (IntentState.CANCELLED, PaymentStatus.FAILED),
    ],
)
def test_a_pending_payment_is_what_its_provider_says(state: IntentState, status: PaymentStatus) -> None:
    assert after(PaymentStatus.PENDING, state) is status


@given(statuses, states, st.integers(1, 10), st.integers(0, 10))
def test_money_that_has_come_counts_whatever_else_was_said(
    current: PaymentStatus, state: IntentState, captured: int, refunded: int
) -> None:
    expected = PaymentStatus.REFUNDED if refunded >= captured else PaymentStatus.RECEIVED
    assert after(current, state, captured, min(refunded, captured)) is expected


@given(st.sampled_from([PaymentStatus.FAILED, PaymentStatus.CANCELLED]), states)
def test_what_is_closed_is_only_reopened_by_money(current: PaymentStatus, state: IntentState) -> None:
    became = after(current, state)
    reopened = {IntentState.AUTHORISED: PaymentStatus.AUTHORISED, IntentState.CAPTURED: PaymentStatus.RECEIVED}
    assert became is reopened.get(state, current)


@given(states)
def test_an_authorised_payment_does_not_become_unsettled_again(state: IntentState) -> None:
    assert after(PaymentStatus.AUTHORISED, state).is_settled


def test_an_authorised_payment_that_is_let_go_was_called_off() -> None:
    assert after(PaymentStatus.AUTHORISED, IntentState.CANCELLED) is PaymentStatus.CANCELLED


@given(st.permutations([IntentState.PROCESSING, IntentState.ACTION, IntentState.AUTHORISED]))
def test_in_whatever_order_answers_arrive_the_furthest_one_stands(order: list[IntentState]) -> None:
    status = PaymentStatus.PENDING
    for state in order:
        status = after(status, state)
    assert status is PaymentStatus.AUTHORISED


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)))
def test_a_provider_is_asked_again_after_half_the_time_it_has_had(age: timedelta) -> None:
    wait = wait_to_ask(age)
    assert timedelta(seconds=2) <= wait <= timedelta(minutes=10)
    assert wait in (age / 2, timedelta(seconds=2), timedelta(minutes=10))


def test_each_entry_moves_between_two_accounts_and_back_by_its_opposite() -> None:
    assert {frozenset(pair) for pair in ACCOUNTS.values()} == {
        frozenset({Account.SALES, Account.OWED}),
        frozenset({Account.OWED, Account.MONEY}),
        frozenset({Account.MONEY, Account.DISPUTED}),
        frozenset({Account.MONEY, Account.FEES}),
    }
    assert ACCOUNTS[EntryKind.BILLED] == ACCOUNTS[EntryKind.CREDITED][::-1]
    assert ACCOUNTS[EntryKind.PAID] == ACCOUNTS[EntryKind.REFUNDED][::-1]
    assert ACCOUNTS[EntryKind.DISPUTED] == ACCOUNTS[EntryKind.REINSTATED][::-1]
    assert ACCOUNTS[EntryKind.FEE] == ACCOUNTS[EntryKind.FEE_BACK][::-1]
