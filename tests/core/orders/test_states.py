"""Seeing an order through: shipped, delivered, or cancelled; each once, and stock and payment go along."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from core.inventory.models import Movement, Stock
from core.orders.models import Order, OrderEvent
from core.orders.selectors import count_by_status, count_to_refund, latest_orders, oldest_to_ship, order_by_number
from core.orders.services import cancel, deliver, ship
from core.orders.types import OrderNotFound, OrderStateConflict, OrderStatus
from core.outbox.models import OutboxEvent
from core.payments.selectors import payment_of
from core.payments.services import record_received
from core.payments.types import PaymentStatus
from tests.core.examples import listing_of
from tests.factories import Record, a_record, an_order, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


@pytest.fixture
def record() -> Record:
    return a_record(stock=2)


@pytest.fixture
def number(record: Record) -> str:
    """The last two of a record."""
    return an_order(someone(), record.variant, quantity=2)


def sent(number: str) -> None:
    ship(number=number, carrier="DHL", tracking="0034 1", now=LATER)


def delivered(number: str) -> None:
    deliver(number=number, now=LATER)


def cancelled(number: str) -> None:
    cancel(number=number, reason="It broke.", now=LATER)


STEPS = {OrderStatus.SHIPPED: sent, OrderStatus.DELIVERED: delivered, OrderStatus.CANCELLED: cancelled}


def history(number: str) -> list[tuple[str, str]]:
    return list(OrderEvent.objects.filter(order__number=number).values_list("status", "note"))


def topics() -> list[str]:
    return list(OutboxEvent.objects.order_by("id").values_list("topic", flat=True))


def stock_of(record: Record) -> tuple[int, int]:
    row = Stock.objects.get(variant=record.variant)
    return row.available, row.reserved


def test_a_shipped_order_can_be_followed_and_its_goods_have_left(record: Record, number: str) -> None:
    sent(number)
    order = order_by_number(number)
    assert (order.status, order.carrier, order.tracking) == (OrderStatus.SHIPPED, "DHL", "0034 1")
    assert history(number) == [("confirmed", ""), ("shipped", "DHL 0034 1")]
    assert stock_of(record) == (0, 0)
    move = Movement.objects.get(kind="shipped")
    assert (move.quantity, move.reference, move.happened_at) == (2, number, LATER)
    assert topics() == ["order.placed", "order.shipped"]


def test_an_order_may_be_sent_without_anything_to_follow_it_by(number: str) -> None:
    ship(number=number, carrier="", tracking="", now=LATER)
    assert history(number)[-1] == ("shipped", "")


def test_a_delivered_order_is_done(record: Record, number: str) -> None:
    sent(number)
    delivered(number)
    assert order_by_number(number).status is OrderStatus.DELIVERED
    assert history(number)[-1] == ("delivered", "")
    assert order_by_number(number).tracking == "0034 1"
    assert stock_of(record) == (0, 0)


def test_what_a_cancelled_order_held_is_for_sale_again(record: Record, number: str) -> None:
    assert not listing_of(record.product_id).in_stock
    cancelled(number)
    assert order_by_number(number).status is OrderStatus.CANCELLED
    assert history(number)[-1] == ("cancelled", "It broke.")
    assert stock_of(record) == (2, 0)
    assert listing_of(record.product_id).in_stock
    assert OutboxEvent.objects.get(topic="order.cancelled").payload == {"number": number, "reason": "It broke."}


def test_nothing_is_owed_for_a_cancelled_order(number: str) -> None:
    cancelled(number)
    assert payment_of(number).status is PaymentStatus.CANCELLED
    assert not record_received(reference=number, now=LATER)


def test_money_that_came_before_the_order_was_cancelled_waits_to_be_given_back(number: str) -> None:
    record_received(reference=number, now=NOW)
    cancelled(number)
    assert payment_of(number).status is PaymentStatus.RECEIVED


@pytest.mark.parametrize("status", STEPS)
def test_the_same_change_again_changes_nothing(record: Record, number: str, status: OrderStatus) -> None:
    if status is OrderStatus.DELIVERED:
        sent(number)
    STEPS[status](number)
    before = (history(number), topics(), stock_of(record), Order.objects.values().get())
    STEPS[status](number)
    assert (history(number), topics(), stock_of(record), Order.objects.values().get()) == before


def test_what_was_shipped_is_not_shipped_with_another_number(number: str) -> None:
    sent(number)
    ship(number=number, carrier="UPS", tracking="1Z", now=LATER)
    assert order_by_number(number).tracking == "0034 1"


@pytest.mark.parametrize(
    ("been", "wanted"),
    [
        ([], OrderStatus.DELIVERED),
        ([OrderStatus.SHIPPED], OrderStatus.CANCELLED),
        ([OrderStatus.SHIPPED, OrderStatus.DELIVERED], OrderStatus.SHIPPED),
        ([OrderStatus.SHIPPED, OrderStatus.DELIVERED], OrderStatus.CANCELLED),
        ([OrderStatus.CANCELLED], OrderStatus.SHIPPED),
        ([OrderStatus.CANCELLED], OrderStatus.DELIVERED),
    ],
)
def test_what_does_not_follow_is_refused_and_changes_nothing(
    record: Record, number: str, been: list[OrderStatus], wanted: OrderStatus
) -> None:
    for step in been:
        STEPS[step](number)
    before = (history(number), topics(), stock_of(record), payment_of(number))
    with pytest.raises(OrderStateConflict) as refused:
        STEPS[wanted](number)
    now = been[-1] if been else OrderStatus.CONFIRMED
    assert refused.value.details == {"status": now.value, "wanted": wanted.value}
    assert (history(number), topics(), stock_of(record), payment_of(number)) == before


@pytest.mark.parametrize("status", STEPS)
def test_what_was_never_ordered_is_not_found(status: OrderStatus) -> None:
    with pytest.raises(OrderNotFound):
        STEPS[status]("MISSING")


def test_a_variant_that_is_gone_does_not_hold_its_order_up(record: Record, number: str) -> None:
    Stock.objects.get().variant.delete()
    sent(number)
    assert order_by_number(number).status is OrderStatus.SHIPPED


# --- What the shop looks at -----------------------------------------------------------------------


def test_the_shop_counts_what_is_in_each_state_and_what_waits(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    numbers = [an_order(someone(), a_record().variant) for _ in range(4)]
    for nth, number in enumerate(numbers):
        Order.objects.filter(number=number).update(placed_at=NOW - timedelta(hours=nth))
    record_received(reference=numbers[1], now=NOW)
    sent(numbers[0])
    cancelled(numbers[1])
    cancelled(numbers[2])
    with django_assert_num_queries(1):
        counts = count_by_status()
    assert counts == {
        OrderStatus.PENDING: 0,
        OrderStatus.FAILED: 0,
        OrderStatus.CONFIRMED: 1,
        OrderStatus.SHIPPED: 1,
        OrderStatus.DELIVERED: 0,
        OrderStatus.CANCELLED: 2,
    }
    with django_assert_num_queries(1):
        assert count_to_refund() == 1
    again = an_order(someone(), a_record().variant)
    with django_assert_num_queries(2):
        assert [order.number for order in oldest_to_ship(size=9)] == [numbers[3], again]
        assert [order.number for order in latest_orders(size=2)] == [again, numbers[0]]


@pytest.mark.parametrize("wrong", [{"status": "lost"}, {"tracking": "0034 1"}, {"carrier": "DHL"}])
def test_the_database_refuses_unknown_states_and_tracking_of_what_was_not_sent(
    number: str, wrong: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.update(**wrong)
