"""Whatever is in a cart, what it is taxed on adds up to what it costs, and so does what it is sold for."""

import os
from uuid import UUID

from babel.numbers import list_currencies
from hypothesis import given, settings
from hypothesis import strategies as st

from core.carts.types import Cart, Line, LineState
from core.catalog.types import Supply
from core.checkout.rules import taxables
from core.promotions.types import Coupon, CouponState
from core.shared.money import Money
from core.shipping.types import ShippingOption
from core.tax.rules import reckon
from core.tax.types import Rate

CASES = int(os.environ.get("CASES", "150"))  # see `make cases`
SOMEBODYS = UUID(int=1)

amounts = st.one_of(st.integers(0, 20), st.integers(0, 10**6), st.integers(0, 10**12))
others = st.dictionaries(st.sampled_from(["reduced", "shipping"]), st.integers(0, 30_000))


def a_line(price: int, quantity: int, tax_class: str, *, included: bool, currency: str) -> Line:
    each = Money(price, currency)
    return Line(
        id=SOMEBODYS,
        variant_id=1,
        product_id=1,
        slug="record",
        title="Record",
        variant_title="",
        sku="REC",
        image=None,
        quantity=quantity,
        available=quantity,
        price=each,
        total=each * quantity,
        tax_class=tax_class,
        tax_included=included,
        state=LineState.READY,
        supply=Supply.IN_STOCK,
        ships_at=None,
    )


@st.composite
def carts(draw: st.DrawFn) -> Cart:
    currency = draw(st.sampled_from(sorted(list_currencies())))
    lines = tuple(
        a_line(
            draw(amounts),
            draw(st.integers(1, 99)),
            draw(st.sampled_from(["standard", "reduced"])),
            included=draw(st.booleans()),
            currency=currency,
        )
        for _ in range(draw(st.integers(0, 8)))
    )
    subtotal = sum((line.total for line in lines), Money.zero(currency))
    off = Money(draw(st.integers(0, subtotal.amount)), currency)
    coupon = draw(st.sampled_from([None, Coupon("OFF", CouponState.READY, off, False, None)]))
    return Cart(SOMEBODYS, lines, sum(line.quantity for line in lines), subtotal, coupon)


@given(carts(), amounts, st.booleans(), st.integers(0, 30_000), others)
@settings(max_examples=CASES, deadline=None)
def test_an_order_costs_its_goods_less_the_discount_its_delivery_and_the_taxes_on_top(
    cart: Cart, price: int, included: bool, standard: int, others: dict[str, int]
) -> None:
    currency = cart.subtotal.currency
    way = ShippingOption("post", "Post", Money(price, currency), included)
    sold = taxables(cart, way)
    assert sum((one.amount for one in sold), Money.zero(currency)) == cart.total + way.price
    assert all(0 <= one.amount.amount <= line.total.amount for one, line in zip(sold, cart.lines, strict=False))
    rates = [Rate("", tax_class, "VAT", rate) for tax_class, rate in {"standard": standard, **others}.items()]
    due = reckon(sold, rates, currency=currency)
    net = sum((one.base for one in due.taxes), Money.zero(currency))
    assert net + due.tax == cart.total + way.price + due.added
