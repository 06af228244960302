"""From a cart to an order."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from core.carts import services as carts
from core.carts.models import Cart
from core.carts.types import CartEmpty, Line
from core.checkout.models import Checkout
from core.checkout.rules import orderable
from core.checkout.selectors import quote_for
from core.checkout.types import Orderable
from core.customers.rules import check_recipient
from core.customers.types import Address, Principal, ownership
from core.inventory.services import reserve
from core.orders.services import create_order
from core.orders.types import NewOrder, NewOrderLine, OrderLine
from core.outbox.services import publish
from core.payments.selectors import providers
from core.payments.services import open_payment
from core.payments.types import PaymentUnknown
from core.promotions.services import redeem
from core.shared.ids import random_number
from core.shared.money import Money
from core.shipping import selectors as shipping
from core.shipping.types import ShippingUnknown

ORDER_PLACED = "order.placed"


@transaction.atomic
def set_address(*, principal: Principal, email: str, address: Address) -> None:
    """Say where the order goes, and who is told of it. Raises AddressInvalid, CartEmpty."""
    check_recipient(email=email, address=address)
    _tell(principal, {"email": email, "address": asdict(address)})


@transaction.atomic
def set_shipping(*, principal: Principal, code: str, currency: str) -> None:
    """Choose how the order is sent. Raises ShippingUnknown, CartEmpty."""
    if code not in {option.code for option in shipping.options(currency=currency)}:
        raise ShippingUnknown(shipping=code)
    _tell(principal, {"shipping_code": code})


@transaction.atomic
def set_payment(*, principal: Principal, provider: str) -> None:
    """Choose how the order is paid. Raises PaymentUnknown, CartEmpty."""
    if provider not in providers():
        raise PaymentUnknown(payment=provider)
    _tell(principal, {"payment_provider": provider})


@transaction.atomic
def place_order(*, principal: Principal, expected_total: Money, now: datetime) -> str:
    """Turn the cart into an order that costs what the shopper agreed to; returns its number.

    Stock is taken, the payment opened and the cart gone, or nothing of it. Raises CartEmpty, CartNotReady, OutOfStock,
    CheckoutIncomplete, TotalChanged, and CouponUsedUp or what else is the matter with a coupon.
    """
    carts.hold(principal=principal)
    what = orderable(quote_for(principal, currency=expected_total.currency), expected_total)
    number = random_number()
    if not carts.take(principal=principal, cart_id=what.cart_id):
        raise CartEmpty
    if what.coupon:
        redeem(
            code=what.coupon, reference=number, principal=principal, email=what.email, discount=what.discount, now=now
        )
    reserve(quantities={line.variant_id: line.quantity for line in what.lines}, reference=number, now=now)
    create_order(new=_new_order(number, principal, what), now=now)
    open_payment(reference=number, provider=what.payment, amount=what.total, now=now)
    publish(topic=ORDER_PLACED, payload={"number": number}, now=now)
    return number


def _tell(principal: Principal, told: dict[str, object]) -> None:
    cart = Cart.objects.filter(**ownership(principal)).first()
    if cart is None:
        raise CartEmpty
    Checkout.objects.update_or_create(cart=cart, defaults=told)


def _new_order(number: str, principal: Principal, what: Orderable) -> NewOrder:
    return NewOrder(
        number=number,
        principal=principal,
        cart_id=what.cart_id,
        email=what.email,
        address=what.address,
        lines=tuple(_order_line(line) for line in what.lines),
        shipping_name=what.shipping.name,
        subtotal=what.subtotal,
        discount=what.discount,
        coupon=what.coupon,
        shipping=what.shipping.price,
        total=what.total,
    )


def _order_line(line: Line) -> NewOrderLine:
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
        ),
    )
