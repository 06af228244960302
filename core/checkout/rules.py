"""What an order still needs, and whether it may be placed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from core.carts.types import Cart, CartEmpty, LineState
from core.checkout.types import CartNotReady, CheckoutIncomplete, Orderable, Quote, Step, TotalChanged
from core.inventory.types import OutOfStock, Shortage
from core.promotions.rules import check_ready
from core.promotions.types import Coupon
from core.shared.money import Money, shared_out
from core.shipping.types import ShippingOption
from core.tax.types import SHIPPING, Taxable


def chosen[T](options: Sequence[T], wanted: T | None) -> T | None:
    """The option asked for; without one, the only option there is."""
    if wanted is not None:
        return wanted
    return options[0] if len(options) == 1 else None


def with_coupon(options: Sequence[ShippingOption], coupon: Coupon | None) -> tuple[ShippingOption, ...]:
    """The ways of delivery, free where a coupon makes them so."""
    if coupon is None or not coupon.free_shipping:
        return tuple(options)
    return tuple(replace(option, price=Money.zero(option.price.currency)) for option in options)


def taxables(cart: Cart, way: ShippingOption | None) -> tuple[Taxable, ...]:
    """What an order is taxed on: its lines in their order, less each one's share of the discount, and delivery."""
    discounts = shared_out(cart.discount.amount, [line.total.amount for line in cart.lines])
    lines = tuple(
        Taxable(Money(line.total.amount - discount, line.total.currency), line.tax_class, line.tax_included)
        for line, discount in zip(cart.lines, discounts, strict=True)
    )
    return (*lines, Taxable(way.price, SHIPPING, way.tax_included)) if way else lines


def missing_steps(*, address: object, shipping: object, payment: object) -> Iterator[Step]:
    for step, value in ((Step.ADDRESS, address), (Step.SHIPPING, shipping), (Step.PAYMENT, payment)):
        if value is None:
            yield step


def orderable(quote: Quote, expected_total: Money) -> Orderable:
    """What to order, if all of it can be, at the total the shopper agreed to.

    A coupon that no longer counts refuses the order by its own name, unless the total agreed to is without it. Raises
    CartEmpty, CartNotReady, OutOfStock, CheckoutIncomplete, what check_ready raises or TotalChanged, in this order.
    """
    cart_id = _checked_cart(quote.cart)
    if quote.missing or quote.address is None or quote.shipping is None or quote.payment is None:
        raise CheckoutIncomplete(missing=[step.value for step in quote.missing])
    coupon = quote.cart.coupon
    if quote.total != expected_total:
        if coupon:
            check_ready(coupon)
        raise TotalChanged(expected=expected_total.amount, actual=quote.total.amount, currency=quote.total.currency)
    return Orderable(
        cart_id=cart_id,
        lines=quote.cart.lines,
        email=quote.email,
        address=quote.address,
        shipping=quote.shipping,
        payment=quote.payment,
        method=quote.method,
        subtotal=quote.cart.subtotal,
        discount=quote.cart.discount,
        coupon=coupon.code if coupon and coupon.ready else "",
        due=quote.due,
        total=quote.total,
    )


def _checked_cart(cart: Cart) -> UUID:
    if cart.id is None:
        raise CartEmpty
    withdrawn = [str(line.id) for line in cart.lines if line.state is LineState.WITHDRAWN]
    if withdrawn:
        raise CartNotReady(lines=withdrawn)
    short = [line for line in cart.lines if line.state is not LineState.READY]
    if short:
        raise OutOfStock(shortages=[Shortage(line.variant_id, line.quantity, line.available) for line in short])
    return cart.id
