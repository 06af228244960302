"""What an order still needs, and whether it may be placed."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from core.carts.types import Cart, LineState
from core.checkout.types import CartEmpty, CartNotReady, CheckoutIncomplete, Orderable, Quote, Step, TotalChanged
from core.inventory.types import OutOfStock, Shortage
from core.shared.money import Money


def chosen[T](options: Sequence[T], wanted: T | None) -> T | None:
    """The option asked for; without one, the only option there is."""
    if wanted is not None:
        return wanted
    return options[0] if len(options) == 1 else None


def missing_steps(*, address: object, shipping: object, payment: object) -> Iterator[Step]:
    for step, value in ((Step.ADDRESS, address), (Step.SHIPPING, shipping), (Step.PAYMENT, payment)):
        if value is None:
            yield step


def orderable(quote: Quote, expected_total: Money) -> Orderable:
    """What to order, if all of it can be, at the total the shopper agreed to.

    Raises CartEmpty, CartNotReady, OutOfStock, CheckoutIncomplete or TotalChanged, in this order.
    """
    cart_id = _checked_cart(quote.cart)
    if quote.missing or quote.address is None or quote.shipping is None or quote.payment is None:
        raise CheckoutIncomplete(missing=[step.value for step in quote.missing])
    if quote.total != expected_total:
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
