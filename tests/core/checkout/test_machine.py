"""Whatever shoppers, staff, worker and provider do, in whatever order: goods and money add up at every moment."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run

from core.checkout.selectors import quote_for
from core.checkout.services import call_off, expire_holds, place_order, reconcile, set_payment, settle
from core.customers.types import Guest
from core.inventory.services import expire_reservations, receive
from core.orders import services as orders
from core.orders.models import Order
from core.payments.models import Dispute, Payment
from core.payments.selectors import balances
from core.payments.services import refund, wake
from core.payments.types import Account, DisputeStatus
from core.shared.errors import DomainError
from tests.core.checkout.readiness import ready
from tests.core.examples import MARKET
from tests.factories import a_record, someone
from tests.factories.bank import DECLINED, NEEDS_ACTION, VISA, Bank
from tests.factories.shop import NOW
from tests.faults import books
from tests.faults.report import sized

pytestmark = pytest.mark.django_db

METHODS = st.sampled_from([VISA, DECLINED, NEEDS_ACTION, ""])
MOMENTS = st.sampled_from(["before", "after"])
VERBS = st.sampled_from(["open", "confirm", "look_up", "void", "refund"])


class Business(RuleBasedStateMachine):
    """One record, few of it, and everybody who has to do with its orders."""

    bank: Bank
    placed: Bundle[tuple[Guest, str]] = Bundle("placed")

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.bank.intents.clear()
        self.bank.charges.clear()
        self.bank.given_back.clear()
        self.bank.claims.clear()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def clock(self) -> datetime:
        return self.now

    @initialize()
    def open(self) -> None:
        self.record = a_record(stock=5)

    @rule(target=placed, method=METHODS, quantity=st.integers(1, 3))
    def order(self, method: str, quantity: int) -> Any:
        guest = someone()
        try:
            ready(guest, self.record, quantity=quantity)
            set_payment(principal=guest, provider="stripe" if method else "manual", method=method)
            total = quote_for(guest, market=MARKET).total
            return guest, place_order(principal=guest, expected_total=total, now=self.now)
        except DomainError:
            return multiple()

    @rule(of=placed)
    def ask(self, of: tuple[Guest, str]) -> None:
        settle(number=of[1], clock=self.clock)

    @rule(of=placed, verb=VERBS, moment=MOMENTS)
    def ask_in_vain(self, of: tuple[Guest, str], verb: str, moment: str) -> None:
        with self.bank.down(verb, when=moment):
            settle(number=of[1], clock=self.clock)

    @rule(of=placed, approves=st.booleans())
    def answer_as_the_bank(self, of: tuple[Guest, str], approves: bool) -> None:
        waiting = [i for i in self.bank.intents.values() if i.step and self.bank.charges[i.id].reference == of[1]]
        if waiting:
            (self.bank.approve if approves else self.bank.refuse)(of[1])

    @rule(minutes=st.sampled_from([1, 20, 45]))
    def work(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        expire_holds(now=self.now)
        reconcile(clock=self.clock)

    @rule()
    def sweep(self) -> None:
        expire_reservations(now=self.now)

    @rule(of=placed)
    def call_off(self, of: tuple[Guest, str]) -> None:
        self._try(lambda: call_off(principal=of[0], number=of[1], reason="", now=self.now))

    @rule(of=placed)
    def ship(self, of: tuple[Guest, str]) -> None:
        self._try(lambda: orders.ship(number=of[1], carrier="", tracking="", now=self.now))

    @rule(of=placed, amount=st.integers(1, 3000))
    def refund(self, of: tuple[Guest, str], amount: int) -> None:
        self._try(lambda: refund(reference=of[1], amount=amount, now=self.now))

    @rule(of=placed, parts=st.integers(1, 2))
    def dispute(self, of: tuple[Guest, str], parts: int) -> None:
        """The shopper's bank takes it back, or half of it."""
        order, payment = Order.objects.get(number=of[1]), Payment.objects.get(reference=of[1])
        if payment.provider == "stripe" and payment.captured and order.status != "failed":
            self.bank.dispute(of[1], amount=payment.captured // parts)
            wake(reference=of[1], now=self.now)

    @rule(of=placed, status=st.sampled_from([DisputeStatus.WON, DisputeStatus.LOST]))
    def decide(self, of: tuple[Guest, str], status: DisputeStatus) -> None:
        for name in self._disputes(of[1]):
            self.bank.decide(name, status)
            wake(reference=of[1], now=self.now)

    @rule(quantity=st.integers(1, 3))
    def receive(self, quantity: int) -> None:
        receive(variant_id=self.record.variant, quantity=quantity, now=self.now)

    @rule(of=consumes(placed))
    def settle_for_good(self, of: tuple[Guest, str]) -> None:
        """In time everything ends: fulfilled and paid, or nothing kept."""
        for _ in range(8):
            self.work(45)
        order, payment = Order.objects.get(number=of[1]), Payment.objects.get(reference=of[1])
        assert order.status != "pending"
        assert payment.withdrawn == sum(told.withdrawn - told.reinstated for told in self._disputes(of[1]).values())
        kept = self._taken(of[1])
        assert kept == payment.captured - payment.refunded or payment.provider == "manual"
        if order.status == "failed":
            assert kept == 0

    @invariant()
    def goods_add_up(self) -> None:
        if hasattr(self, "record"):
            assert books.stock_faults(self.record.variant) == []

    @invariant()
    def money_adds_up(self) -> None:
        sums = balances()
        assert sum(sums.values()) == 0
        kept = sum(payment.captured - payment.refunded for payment in Payment.objects.all())
        fees = sum(dispute.fee - dispute.fee_back for dispute in Dispute.objects.all())
        assert sums[Account.DISPUTED] == sum(payment.withdrawn for payment in Payment.objects.all())
        assert sums[Account.MONEY] + sums[Account.DISPUTED] + fees == kept >= 0
        assert all(self._charges(number) <= 1 for number in Order.objects.values_list("number", flat=True))

    def _charges(self, number: str) -> int:
        mine = [i for i in self.bank.intents.values() if self.bank.charges[i.id].reference == number]
        return sum(intent.captured > 0 for intent in mine)

    def _disputes(self, number: str) -> dict[str, Any]:
        about = self.bank.claims.items()
        return {name: told for name, (intent, told) in about if self.bank.charges[intent].reference == number}

    def _taken(self, number: str) -> int:
        mine = [i for i in self.bank.intents.values() if self.bank.charges[i.id].reference == number]
        return sum(intent.captured - intent.refunded for intent in mine)

    def _try(self, step: Any) -> None:
        with suppress(DomainError):  # to be refused is an answer, too
            step()


def drive(bank: Bank) -> None:
    machine = type("BusinessWithABank", (Business,), {"bank": bank})
    bounded = settings(
        max_examples=sized(6, 300),
        stateful_step_count=sized(20, 50),
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run(machine, settings=bounded)


def test_goods_and_money_add_up_whatever_is_done(bank: Bank) -> None:
    drive(bank)


def test_goods_that_are_not_given_back_are_seen(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the above would see it, too."""
    monkeypatch.setattr(orders, "release_all", lambda **_: None)
    business: Any = type("BusinessWithABank", (Business,), {"bank": bank})()
    business.open()
    business.call_off(business.order("", 1))
    with pytest.raises(AssertionError):
        business.goods_add_up()
    business.teardown()
