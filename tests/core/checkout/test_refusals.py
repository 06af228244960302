"""An order that is refused leaves everything as it was."""

from collections.abc import Callable

import pytest

from core.carts.models import Cart
from core.carts.selectors import cart_of
from core.carts.services import remove_line, set_quantity
from core.carts.types import CartEmpty
from core.checkout.models import Checkout
from core.checkout.selectors import quote_for
from core.checkout.services import placing as services
from core.checkout.types import CartNotReady, CheckoutIncomplete, TotalChanged
from core.customers.types import Guest
from core.inventory.services import reserve
from core.inventory.types import OutOfStock, Shortage
from core.pricing.services import remove_price, set_price
from core.shared.errors import DomainError
from core.shared.money import Money
from tests.core.checkout.readiness import AGREED, everything, place
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_shipping_method, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def empty_the_cart(guest: Guest, record: Record) -> None:
    (line,) = cart_of(guest, market=MARKET).lines
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
    (line,) = cart_of(guest, market=MARKET).lines
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
    (line,) = cart_of(guest, market=MARKET).lines
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
    quoted = quote_for(guest, market=MARKET)
    sell_most(guest, record)
    before = everything()
    monkeypatch.setattr(services, "quote_for", lambda principal, market: quoted)
    with pytest.raises(OutOfStock):
        place(guest)
    assert everything() == before


def test_nobody_can_order_what_is_in_somebody_elses_cart(guest: Guest) -> None:
    before = everything()
    with pytest.raises(CartEmpty):
        place(someone())
    assert everything() == before
