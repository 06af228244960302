"""What becomes of an order's payment, and of the order by it.

An order that is paid now takes three phases. Placing it is a transaction; asking the provider for the money happens
outside any; writing down what came of it is a transaction again. Whoever is killed in between leaves a payment that is
due, and `settle` goes on from there: for the client that asks again, for the worker, for whom the provider has called.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

import structlog
from django.core.cache import cache
from django.db import transaction

from core.carts import services as carts
from core.checkout.models import Checkout
from core.checkout.services.placing import ORDER_PLACED
from core.customers.types import Principal
from core.inventory.services import release_all, secure
from core.inventory.types import OutOfStock
from core.orders import services as orders
from core.orders.selectors import held_too_long, order_of
from core.orders.types import OrderHold, OrderStatus
from core.outbox.services import publish
from core.payments import services as payments
from core.payments.selectors import due, payment_of
from core.payments.types import Answer, Errand, GatewayUnavailable, Payment, PaymentDeclined, PaymentStatus

log = structlog.get_logger(__name__)
BREATH = 5  # seconds before an impatient shopper has the provider asked again

type Clock = Callable[[], datetime]


def settle(*, number: str, clock: Clock) -> Payment:
    """Bring an order's payment as far as its provider lets it, and the order with it. Never inside a transaction.

    Does nothing where nothing is due, or where somebody else is at it. A provider that does not answer is asked again
    later, by the worker.
    """
    if payment_of(number).asked and (errand := payments.claim(reference=number, now=clock())):
        try:
            answer = payments.pursue(errand=errand)
        except GatewayUnavailable as error:
            payments.postpone(errand=errand, error=error, now=clock())
        else:
            _conclude(errand, answer, clock())
    return payment_of(number)


def take_payment(*, number: str, clock: Clock) -> Payment:
    """Settle an order that was placed just now, or is asked for again. Raises PaymentDeclined."""
    payment = settle(number=number, clock=clock)
    if payment.status is PaymentStatus.FAILED:
        raise PaymentDeclined(number=number, reason=payment.reason)
    return payment


def look_again(*, principal: Principal, number: str, clock: Clock) -> Payment:
    """A shopper wants to know now: an unsettled payment is asked about at once, unless it was only just.

    Raises OrderNotFound.
    """
    order_of(principal, number)
    if not payment_of(number).status.is_settled and cache.add(f"asked:{number}", True, timeout=BREATH):
        payments.wake(reference=number, now=clock())
    return settle(number=number, clock=clock)


def reconcile(*, clock: Clock) -> int:
    """Ask the providers about every payment that is due; returns how many. A fault with one stops no other."""
    numbers = due(now=clock())
    for number in numbers:
        try:
            settle(number=number, clock=clock)
        except Exception:  # whatever it is, this payment is due again once its lease has run out
            log.exception("payment_not_settled", order=number)
    return len(numbers)


def expire_holds(*, now: datetime) -> int:
    """Give up payments that were not made in time; returns for how many orders.

    What the provider says to that decides, so an order is fulfilled or fails by it. Where it says nothing for a while,
    the reservation runs out, and the goods at least are for sale again.
    """
    numbers = held_too_long(now=now)
    for number in numbers:
        _expire(number, now)
    return len(numbers)


@transaction.atomic
def call_off(*, principal: Principal, number: str, reason: str, now: datetime) -> None:
    """A shopper does not want an order any more: it is given up before it is paid, cancelled before it is sent.

    Raises OrderNotFound, OrderStateConflict.
    """
    order_of(principal, number)
    if orders.hold(number=number).status is OrderStatus.PENDING:
        payments.give_up(reference=number, now=now)
    else:
        orders.cancel(number=number, reason=reason, now=now)


@transaction.atomic
def _conclude(errand: Errand, answer: Answer, now: datetime) -> None:
    order = orders.hold(number=errand.reference)
    status = payments.record_answer(errand=errand, answer=answer, now=now)
    if order.status is not OrderStatus.PENDING:
        if order.status in (OrderStatus.FAILED, OrderStatus.CANCELLED):
            payments.unwind(reference=order.number, reason="The order was over by then.", now=now)
    elif status in (PaymentStatus.AUTHORISED, PaymentStatus.RECEIVED):
        _fulfil(order, now)
    elif status.is_settled:
        _give_back_the_cart(order, payment_of(order.number).failure, now)


def _fulfil(order: OrderHold, now: datetime) -> None:
    if not _secured(order, now):
        _give_back_the_cart(order, "sold_out", now)
        payments.unwind(reference=order.number, reason="It was sold out by the time the money came.", now=now)
        return
    orders.confirm(number=order.number, now=now)
    payments.bill(reference=order.number, now=now)
    publish(topic=ORDER_PLACED, payload={"number": order.number}, now=now)


def _secured(order: OrderHold, now: datetime) -> bool:
    """Whether its goods are the order's for good: they were still, or are there again."""
    try:
        secure(quantities=order.quantities, reference=order.number, now=now)
    except OutOfStock:
        return False
    return True


def _give_back_the_cart(order: OrderHold, reason: str, now: datetime) -> None:
    """The order fails, and the shopper is at the checkout again, as before."""
    carts.hold(principal=order.principal)  # before the coupon and the stock, as whoever places an order holds them
    orders.fail(number=order.number, reason=reason, now=now)
    cart_id = carts.put_back(principal=order.principal, quantities=order.quantities, coupon=order.coupon, now=now)
    told = {"email": order.email, "address": asdict(order.address)}
    Checkout.objects.get_or_create(cart_id=cart_id, defaults=told)


@transaction.atomic
def _expire(number: str, now: datetime) -> None:
    if not orders.hold(number=number).waits:
        return
    orders.wait_no_longer(number=number)
    if not payments.give_up(reference=number, now=now):
        release_all(reference=number, now=now)
