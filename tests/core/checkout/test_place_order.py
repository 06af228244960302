"""Placing an order: what it is, and that a cart becomes one once."""

import pytest
from django.db import IntegrityError, transaction

from core.carts.selectors import cart_of
from core.carts.types import CartEmpty
from core.catalog.models import Product
from core.catalog.services import refresh_listings
from core.checkout.models import Checkout
from core.customers.types import Customer, Guest
from core.inventory.models import Movement, Stock
from core.orders.models import Order
from core.orders.selectors import order_of
from core.orders.types import OrderStatus
from core.outbox.models import OutboxEvent
from core.payments.selectors import payment_of
from core.payments.types import PaymentStatus, Provider
from core.pricing.services import set_price
from core.shared.money import Money
from tests.core.checkout.readiness import AGREED, everything, place, ready
from tests.core.examples import CURRENCY, MARKET, listing_of
from tests.factories import Record, a_shipping_method, an_address, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db


def test_an_order_is_what_the_cart_was(guest: Guest, record: Record) -> None:
    order = order_of(guest, place(guest))
    assert (order.status, order.placed_at) == (OrderStatus.CONFIRMED, NOW)
    assert (order.email, order.address) == ("ada@example.org", an_address())
    assert (order.subtotal.amount, order.shipping.amount, order.total) == (2000, 490, AGREED)
    (line,) = order.lines
    assert (line.product_id, line.title, line.variant_title, line.quantity) == (
        record.product_id,
        "Kind of Blue",
        "LP",
        2,
    )
    assert (line.price.amount, line.total.amount) == (1000, 2000)


def test_its_goods_are_reserved_in_its_name(guest: Guest, record: Record) -> None:
    number = place(guest)
    assert Stock.objects.values_list("available", "reserved").get() == (3, 2)
    assert Movement.objects.filter(kind="reserved").values_list("reference", "quantity").get() == (number, 2)


def test_its_payment_is_awaited(guest: Guest) -> None:
    payment = payment_of(place(guest))
    assert (payment.provider, payment.amount, payment.status) == (Provider.MANUAL, AGREED, PaymentStatus.AWAITED)


def test_it_is_told_once(guest: Guest) -> None:
    number = place(guest)
    event = OutboxEvent.objects.get()
    assert (event.topic, event.payload, event.occurred_at) == ("order.placed", {"number": number}, NOW)


def test_the_cart_is_gone_and_what_was_said_with_it(guest: Guest) -> None:
    place(guest)
    assert cart_of(guest, market=MARKET).id is None
    assert not Checkout.objects.exists()


def test_the_last_unit_sold_is_seen_in_lists(record: Record) -> None:
    guest = ready(someone(), record, quantity=5)
    place(guest, Money(5490, CURRENCY))
    assert not listing_of(record.product_id).in_stock


def test_a_customers_order_is_the_customers(record: Record) -> None:
    user = make_customer()
    customer = ready(Customer(user.pk, user.email), record)
    assert order_of(customer, place(customer)).total == AGREED


def test_it_keeps_its_own_names_and_prices(guest: Guest, record: Record) -> None:
    number = place(guest)
    before = order_of(guest, number)
    Product.objects.update(title="Kind of Red", slug="kind-of-red")
    refresh_listings(product_ids=[record.product_id])
    set_price(variant_id=record.variant, currency=CURRENCY, amount=1)
    a_shipping_method(price=490).delete()
    assert order_of(guest, number) == before
    Product.objects.all().delete()
    (line,) = order_of(guest, number).lines
    assert (line.product_id, line.title) == (None, "Kind of Blue")


def test_a_second_order_finds_no_cart(guest: Guest) -> None:
    place(guest)
    before = everything()
    with pytest.raises(CartEmpty):
        place(guest)
    assert everything() == before


def test_the_database_refuses_two_orders_of_one_cart(guest: Guest) -> None:
    place(guest)
    order = Order.objects.get()
    order.pk, order.number = None, "ANOTHER"
    with pytest.raises(IntegrityError), transaction.atomic():
        order.save(force_insert=True)


@pytest.mark.parametrize("wrong", [{"total": 1}, {"guest_id": None}, {"status": "lost"}])
def test_the_database_refuses_an_order_that_does_not_add_up_or_is_nobodys(
    guest: Guest, wrong: dict[str, object]
) -> None:
    place(guest)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.update(**wrong)
