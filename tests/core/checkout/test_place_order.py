"""Placing an order: all of it happens, or nothing."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from core.carts.models import Cart
from core.carts.selectors import cart_of
from core.carts.services import add_line, remove_line, set_quantity
from core.catalog.models import Product
from core.catalog.services import refresh_listings
from core.checkout import services
from core.checkout.models import Checkout
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.checkout.types import CartEmpty, CartNotReady, CheckoutIncomplete, TotalChanged
from core.customers.types import Customer, Guest, Principal
from core.inventory.models import Movement, Stock
from core.inventory.services import reserve
from core.inventory.types import OutOfStock, Shortage
from core.orders.models import Order
from core.orders.selectors import order_of
from core.orders.types import OrderStatus
from core.outbox.models import OutboxEvent
from core.payments.models import Payment
from core.payments.selectors import payment_of
from core.payments.types import PaymentStatus, Provider
from core.pricing.services import remove_price, set_price
from core.shared.errors import DomainError
from core.shared.money import Money
from tests.core.examples import CURRENCY, listing_of
from tests.factories import Record, a_record, a_shipping_method, an_address, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db

AGREED = Money(2 * 1000 + 490, CURRENCY)


@pytest.fixture
def record() -> Record:
    return a_record(title="Kind of Blue", price=1000, stock=5)


@pytest.fixture
def guest(record: Record) -> Guest:
    """Somebody with two records in the cart who has said all that has to be said."""
    return ready(someone(), record)


def ready[P: Principal](principal: P, record: Record, *, quantity: int = 2) -> P:
    a_shipping_method(price=490)
    add_line(principal=principal, variant_id=record.variant, quantity=quantity, currency=CURRENCY, now=NOW)
    set_address(principal=principal, email="ada@example.org", address=an_address())
    return principal


def place(principal: Principal, total: Money = AGREED) -> str:
    return place_order(principal=principal, expected_total=total, now=NOW)


def everything() -> list[object]:
    """All that placing an order may touch."""
    tables = (Cart, Checkout, Stock, Movement, Order, Payment, OutboxEvent)
    return [list(table.objects.order_by("pk").values()) for table in tables]


# --- What an order is -----------------------------------------------------------------------------


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
    assert cart_of(guest, currency=CURRENCY).id is None
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


# --- Refusals -------------------------------------------------------------------------------------


def empty_the_cart(guest: Guest, record: Record) -> None:
    (line,) = cart_of(guest, currency=CURRENCY).lines
    remove_line(principal=guest, line_id=line.id, now=NOW)


def take_the_cart_away(guest: Guest, record: Record) -> None:
    Cart.objects.all().delete()


def withdraw(guest: Guest, record: Record) -> None:
    remove_price(variant_id=record.variant, currency=CURRENCY)


def sell_most(guest: Guest, record: Record) -> None:
    reserve(quantities={record.variant: 4}, reference="", now=NOW)


def sell_all(guest: Guest, record: Record) -> None:
    reserve(quantities={record.variant: 5}, reference="", now=NOW)


def forget_the_address(guest: Guest, record: Record) -> None:
    Checkout.objects.all().delete()


def offer_another_way(guest: Guest, record: Record) -> None:
    a_shipping_method(code="express")


def raise_the_price(guest: Guest, record: Record) -> None:
    set_price(variant_id=record.variant, currency=CURRENCY, amount=1001)


def lower_the_price(guest: Guest, record: Record) -> None:
    set_price(variant_id=record.variant, currency=CURRENCY, amount=999)


def change_the_cart(guest: Guest, record: Record) -> None:
    (line,) = cart_of(guest, currency=CURRENCY).lines
    set_quantity(principal=guest, line_id=line.id, quantity=3, now=NOW)


@pytest.mark.parametrize(
    ("happens", "refusal"),
    [
        (empty_the_cart, CartEmpty),
        (take_the_cart_away, CartEmpty),
        (withdraw, CartNotReady),
        (sell_most, OutOfStock),
        (sell_all, OutOfStock),
        (forget_the_address, CheckoutIncomplete),
        (offer_another_way, CheckoutIncomplete),
        (raise_the_price, TotalChanged),
        (lower_the_price, TotalChanged),
        (change_the_cart, TotalChanged),
    ],
)
def test_a_refused_order_leaves_everything_as_it_was(
    guest: Guest, record: Record, happens: Callable[[Guest, Record], None], refusal: type[DomainError]
) -> None:
    happens(guest, record)
    before = everything()
    with pytest.raises(refusal):
        place(guest)
    assert everything() == before


def test_a_refusal_says_what_is_the_matter(guest: Guest, record: Record) -> None:
    with pytest.raises(TotalChanged) as changed:
        place(guest, Money(1, CURRENCY))
    assert changed.value.details == {"expected": 1, "actual": AGREED.amount, "currency": CURRENCY}
    offer_another_way(guest, record)
    forget_the_address(guest, record)
    with pytest.raises(CheckoutIncomplete) as incomplete:
        place(guest)
    assert incomplete.value.details == {"missing": ["address", "shipping"]}
    sell_most(guest, record)
    with pytest.raises(OutOfStock) as short:
        place(guest)
    assert short.value.details == {"shortages": [Shortage(record.variant, 2, 1)]}
    withdraw(guest, record)
    (line,) = cart_of(guest, currency=CURRENCY).lines
    with pytest.raises(CartNotReady) as withdrawn:
        place(guest)
    assert withdrawn.value.details == {"lines": [str(line.id)]}


def test_a_total_in_another_currency_is_not_agreed_to(guest: Guest) -> None:
    before = everything()
    with pytest.raises(DomainError):
        place(guest, Money(AGREED.amount, "SEK"))
    assert everything() == before


def test_stock_that_went_after_the_quote_was_read_refuses_the_order(
    guest: Guest, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under READ COMMITTED, where another order commits between the two."""
    quoted = quote_for(guest, currency=CURRENCY)
    sell_most(guest, record)
    before = everything()
    monkeypatch.setattr(services, "quote_for", lambda principal, currency: quoted)
    with pytest.raises(OutOfStock):
        place(guest)
    assert everything() == before


def test_nobody_can_order_what_is_in_somebody_elses_cart(guest: Guest) -> None:
    before = everything()
    with pytest.raises(CartEmpty):
        place(someone())
    assert everything() == before


# --- Once -----------------------------------------------------------------------------------------


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
