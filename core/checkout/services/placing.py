"""Placing an order: the first of three phases, in which nobody is asked for money yet."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from core.carts import services as carts
from core.carts.types import CartEmpty, Line
from core.catalog.types import Market, Supply
from core.checkout.rules import orderable
from core.checkout.selectors import quote_for
from core.checkout.types import Orderable
from core.customers.types import Principal, group_of
from core.inventory.services import reserve
from core.orders.services import create_order
from core.orders.types import NewOrder, NewOrderLine, OrderLine
from core.outbox.services import publish
from core.payments.services import open_payment
from core.promotions.services import redeem
from core.shared.ids import random_number
from core.shared.money import Money
from core.tax.types import ItemTax

ORDER_PLACED = "order.placed"
HOLD = timedelta(minutes=30)  # how long an order waits for a payment that the shopper has to make now
GRACE = timedelta(minutes=10)  # how long its goods then wait for the provider to say that it could be given up


@transaction.atomic
def place_order(
    *, principal: Principal, expected_total: Money, locale: str = "", return_url: str = "", now: datetime
) -> str:
    """Turn the cart into an order that costs what the shopper agreed to; returns its number.

    Stock is taken, the payment opened and the cart gone, or nothing of it. Where a provider has to be asked for the
    money, the order is pending until `settle` has done so, and a bank sends the shopper back to `return_url`, in which
    `{number}` is the order's. `locale` is the language the order is written in. Raises CartEmpty, CartNotReady,
    OutOfStock, CheckoutIncomplete, TotalChanged, and where a coupon is the matter, CouponUsedUp and its like.
    """
    market = Market(expected_total.currency, locale, group_of(principal, expected_total.currency))
    carts.hold(principal=principal)
    what = orderable(quote_for(principal, market=market), expected_total)
    number = random_number()
    supplies = _claim(number, principal, what, now)
    create_order(new=_new_order(number, principal, what, supplies, now), now=now)
    open_payment(
        reference=number,
        provider=what.payment,
        amount=what.total,
        method=what.method,
        return_url=return_url.format(number=number),
        now=now,
    )
    if not what.is_paid_now:
        publish(topic=ORDER_PLACED, payload={"number": number}, now=now)
    return number


def _claim(number: str, principal: Principal, what: Orderable, now: datetime) -> dict[int, Supply]:
    """The cart, a use of its coupon and the stock are the order's from here on; returns how the goods are supplied."""
    if not carts.take(principal=principal, cart_id=what.cart_id):
        raise CartEmpty
    if what.coupon:
        redeem(
            code=what.coupon, reference=number, principal=principal, email=what.email, discount=what.discount, now=now
        )
    return reserve(
        quantities={line.variant_id: line.quantity for line in what.lines},
        reference=number,
        expires_at=now + HOLD + GRACE if what.is_paid_now else None,
        now=now,
    )


def _new_order(
    number: str, principal: Principal, what: Orderable, supplies: Mapping[int, Supply], now: datetime
) -> NewOrder:
    return NewOrder(
        number=number,
        principal=principal,
        cart_id=what.cart_id,
        email=what.email,
        address=what.address,
        lines=tuple(
            _order_line(line, supplies[line.variant_id], due)
            for line, due in zip(what.lines, what.line_taxes, strict=True)
        ),
        shipping_name=what.shipping.name,
        subtotal=what.subtotal,
        discount=what.discount,
        coupon=what.coupon,
        shipping=what.shipping.price,
        taxes=what.due.taxes,
        total=what.total,
        hold_until=now + HOLD if what.is_paid_now else None,
    )


def _order_line(line: Line, supply: Supply, due: ItemTax) -> NewOrderLine:
    return NewOrderLine(
        line.variant_id,
        line.product_id,
        OrderLine(
            product_id=line.product_id,
            slug=line.slug,
            sku=line.sku,
            title=line.title,
            variant_title=line.variant_title,
            image=line.image,
            quantity=line.quantity,
            price=line.price,
            total=line.total,
            tax=due.tax,
            tax_rate=due.rate,
            supply=supply,
            expected_at=line.ships_at,
        ),
    )
