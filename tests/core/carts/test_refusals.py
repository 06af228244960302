"""What a cart refuses changes nothing; and what the code refuses the database refuses too."""

import pytest
from django.db import IntegrityError, transaction

from core.carts import services
from core.carts.models import Cart as CartRow
from core.carts.models import CartLine
from core.carts.selectors import cart_of, count_of
from core.carts.services import add_line, set_quantity
from core.carts.types import Cart, CartFull, QuantityOutOfRange
from core.catalog.models import Product
from core.catalog.services import refresh_listings
from core.customers.types import Principal
from core.inventory.types import OutOfStock, Shortage, VariantUnavailable
from core.pricing.services import remove_price, set_price
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_record, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def add(principal: Principal, variant: int, quantity: int = 1) -> None:
    add_line(principal=principal, variant_id=variant, quantity=quantity, market=MARKET, now=NOW)


def cart(principal: Principal | None) -> Cart:
    return cart_of(principal, market=MARKET)


@pytest.mark.parametrize("quantity", [0, -1, 100, 2**31, 2**63, -(2**63), 10**30])
def test_a_quantity_out_of_range_changes_nothing(quantity: int) -> None:
    guest, record = someone(), a_record(stock=200)
    add(guest, record.variant, 2)
    (line,) = cart(guest).lines
    with pytest.raises(QuantityOutOfRange):
        add(guest, record.variant, quantity)
    with pytest.raises(QuantityOutOfRange):
        set_quantity(principal=guest, line_id=line.id, quantity=quantity, now=NOW)
    assert cart(guest).lines == (line,)


def test_adding_on_top_stops_at_the_limit_and_at_stock() -> None:
    guest, many, few = someone(), a_record(stock=200), a_record(stock=3)
    add(guest, many.variant, 60)
    with pytest.raises(QuantityOutOfRange):
        add(guest, many.variant, 40)
    add(guest, few.variant, 2)
    with pytest.raises(OutOfStock) as refused:
        add(guest, few.variant, 2)
    assert refused.value.details["shortages"] == [Shortage(few.variant, 4, 3)]
    assert count_of(guest) == 62


def test_what_is_not_sold_cannot_be_added() -> None:
    hidden, unpriced, elsewhere = a_record(), a_record(formats=("LP", "CD")), a_record()
    Product.objects.filter(id=hidden.product_id).update(status="draft")
    refresh_listings(product_ids=[hidden.product_id])
    remove_price(variant_id=unpriced.variants[1], currency=CURRENCY)
    remove_price(variant_id=elsewhere.variant, currency=CURRENCY)
    set_price(variant_id=elsewhere.variant, currency="SEK", amount=1)
    for variant in (hidden.variant, unpriced.variants[1], elsewhere.variant, 404, 0, -1, 2**63 - 1):
        with pytest.raises(VariantUnavailable):
            add(someone(), variant)
    assert not CartRow.objects.exists(), "a refusal leaves no cart behind"


def test_a_full_cart_takes_more_of_what_it_has_but_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_LINES", 2)
    guest, first, second, third = someone(), a_record(), a_record(), a_record()
    add(guest, first.variant)
    add(guest, second.variant)
    with pytest.raises(CartFull) as refused:
        add(guest, third.variant)
    assert refused.value.details == {"limit": 2}
    add(guest, first.variant)
    assert count_of(guest) == 3


def test_the_database_refuses_a_cart_of_nobody_or_of_two_and_a_second_of_one() -> None:
    guest = someone()
    CartRow.objects.create(guest_id=guest.id, updated_at=NOW)
    for owner in ({}, {"guest_id": guest.id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CartRow.objects.create(**owner, updated_at=NOW)


@pytest.mark.parametrize("quantity", [0, 100])
def test_the_database_refuses_quantities_the_code_refuses(quantity: int) -> None:
    add(someone(), a_record().variant)
    with pytest.raises(IntegrityError), transaction.atomic():
        CartLine.objects.update(quantity=quantity)
