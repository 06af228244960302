"""A cart: what is put into it, changed and taken out, at today's prices and stock."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from core.carts.selectors import cart_of, count_of
from core.carts.services import add_line, remove_line, set_quantity
from core.carts.types import Cart, LineNotFound, LineState
from core.catalog.models import Product
from core.catalog.services import refresh_listings
from core.catalog.types import Market
from core.customers.types import Principal
from core.inventory.services import reserve
from core.inventory.types import OutOfStock
from core.pricing.services import remove_price, set_price
from core.shared.money import Money
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_record, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def add(principal: Principal, variant: int, quantity: int = 1, *, minutes: int = 0) -> None:
    now = NOW + timedelta(minutes=minutes)
    add_line(principal=principal, variant_id=variant, quantity=quantity, market=MARKET, now=now)


def cart(principal: Principal | None) -> Cart:
    return cart_of(principal, market=MARKET)


def sell(variant: int, quantity: int) -> None:
    """Somebody else buys."""
    reserve(quantities={variant: quantity}, reference="", now=NOW)


def test_a_line_says_what_it_is_and_costs() -> None:
    guest, record = someone(), a_record(title="Kind of Blue", formats=("LP", "CD"), price=1999, stock=5)
    add(guest, record.variants[1], 2)
    (line,) = cart(guest).lines
    assert (line.title, line.variant_title, line.slug) == ("Kind of Blue", "CD", record.slug)
    assert (line.quantity, line.available, line.state) == (2, 5, LineState.READY)
    assert (line.price, line.total) == (Money(1999, CURRENCY), Money(3998, CURRENCY))


def test_a_cart_sums_its_lines_oldest_first() -> None:
    guest, late, early = someone(), a_record(price=100), a_record(price=10)
    add(guest, late.variant, 2, minutes=1)
    add(guest, early.variant, 3)
    found = cart(guest)
    assert [line.variant_id for line in found.lines] == [early.variant, late.variant]
    assert (found.count, found.subtotal, found.ready) == (5, Money(230, CURRENCY), True)
    assert count_of(guest) == 5


def test_the_same_thing_added_again_goes_on_top_in_one_line() -> None:
    guest, record = someone(), a_record()
    add(guest, record.variant, 2)
    add(guest, record.variant, 3)
    assert [line.quantity for line in cart(guest).lines] == [5]


def test_somebody_unknown_has_an_empty_cart() -> None:
    assert cart(None) == cart(someone()) == Cart(None, (), 0, Money.zero(CURRENCY))
    assert not cart(None).ready
    assert count_of(None) == count_of(someone()) == 0


def test_a_cart_shows_todays_price() -> None:
    guest, record = someone(), a_record(price=1000)
    add(guest, record.variant)
    set_price(variant_id=record.variant, currency=CURRENCY, amount=800)
    assert cart(guest).subtotal == Money(800, CURRENCY)


def test_a_lines_quantity_is_set_not_added() -> None:
    guest, record = someone(), a_record(stock=5)
    add(guest, record.variant, 4)
    (line,) = cart(guest).lines
    set_quantity(principal=guest, line_id=line.id, quantity=2, now=NOW)
    assert count_of(guest) == 2
    with pytest.raises(OutOfStock):
        set_quantity(principal=guest, line_id=line.id, quantity=6, now=NOW)
    assert count_of(guest) == 2


def test_a_line_that_became_short_may_still_be_lowered() -> None:
    guest, record = someone(), a_record(stock=5)
    add(guest, record.variant, 5)
    sell(record.variant, 4)
    (line,) = cart(guest).lines
    set_quantity(principal=guest, line_id=line.id, quantity=3, now=NOW)
    assert [line.state for line in cart(guest).lines] == [LineState.SHORT]
    set_quantity(principal=guest, line_id=line.id, quantity=1, now=NOW)
    assert cart(guest).ready


def test_a_line_can_be_taken_out_once() -> None:
    guest, record = someone(), a_record()
    add(guest, record.variant)
    (line,) = cart(guest).lines
    remove_line(principal=guest, line_id=line.id, now=NOW)
    assert cart(guest).lines == ()
    with pytest.raises(LineNotFound):
        remove_line(principal=guest, line_id=line.id, now=NOW)


def test_somebody_elses_line_looks_missing_and_stays_as_it_is() -> None:
    owner, other, record = someone(), someone(), a_record()
    add(owner, record.variant)
    add(other, record.variant)
    (line,) = cart(owner).lines
    for id_ in (line.id, uuid4()):
        with pytest.raises(LineNotFound):
            set_quantity(principal=other, line_id=id_, quantity=2, now=NOW)
        with pytest.raises(LineNotFound):
            remove_line(principal=other, line_id=id_, now=NOW)
    assert cart(owner).lines == (line,)


def test_a_line_says_when_it_cannot_be_ordered_as_it_stands() -> None:
    guest, ready, short, gone, withdrawn = (
        someone(),
        a_record(),
        a_record(stock=5),
        a_record(stock=2),
        a_record(price=9),
    )
    for minute, (record, quantity) in enumerate([(ready, 1), (short, 3), (gone, 1), (withdrawn, 1)]):
        add(guest, record.variant, quantity, minutes=minute)
    sell(short.variant, 3)
    sell(gone.variant, 2)
    remove_price(variant_id=withdrawn.variant, currency=CURRENCY)
    found = cart(guest)
    assert [line.state for line in found.lines] == [
        LineState.READY,
        LineState.SHORT,
        LineState.SOLD_OUT,
        LineState.WITHDRAWN,
    ]
    assert found.lines[3].total == Money.zero(CURRENCY), "what is not sold costs nothing"
    assert not found.ready


def test_a_hidden_product_is_withdrawn_though_it_has_a_price() -> None:
    guest, record = someone(), a_record()
    add(guest, record.variant)
    Product.objects.update(status="archived")
    refresh_listings(product_ids=[record.product_id])
    assert [line.state for line in cart(guest).lines] == [LineState.WITHDRAWN]


def test_in_another_currency_it_is_withdrawn() -> None:
    guest, record = someone(), a_record()
    add(guest, record.variant)
    assert [line.state for line in cart_of(guest, market=Market("SEK")).lines] == [LineState.WITHDRAWN]


def test_a_cart_is_one_statement_however_much_is_in_it(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    guest = someone()
    for _ in range(3):
        add(guest, a_record().variant)
    with django_assert_num_queries(1):
        assert len(cart(guest).lines) == 3
    with django_assert_num_queries(1):
        assert count_of(guest) == 3
    with django_assert_num_queries(0):
        assert cart(None).count == count_of(None) == 0
