"""Writes of orders. An order's state changes by one conditional UPDATE; a repeat of the same change does nothing."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from core.customers.models import User
from core.customers.types import ownership
from core.inventory.services import release, ship_out
from core.orders.models import Order, OrderEvent, OrderLine
from core.orders.rules import before
from core.orders.types import NewOrder, NewOrderLine, OrderNotFound, OrderStateConflict, OrderStatus
from core.outbox.services import publish
from core.payments.services import cancel_payment
from core.promotions.services import give_back

ORDER_SHIPPED = "order.shipped"
ORDER_CANCELLED = "order.cancelled"


@transaction.atomic
def create_order(*, new: NewOrder, now: datetime) -> None:
    """Write an order down, confirmed."""
    order = Order.objects.create(
        number=new.number,
        **ownership(new.principal),
        cart_id=new.cart_id,
        status=OrderStatus.CONFIRMED,
        placed_at=now,
        email=new.email,
        address=asdict(new.address),
        shipping_name=new.shipping_name,
        currency=new.total.currency,
        subtotal=new.subtotal.amount,
        discount=new.discount.amount,
        coupon=new.coupon,
        shipping=new.shipping.amount,
        total=new.total.amount,
    )
    OrderLine.objects.bulk_create(_line(order, line) for line in new.lines)
    OrderEvent.objects.create(order=order, status=OrderStatus.CONFIRMED, happened_at=now)


@transaction.atomic
def adopt(*, guest_id: UUID, customer_id: int) -> None:
    """At sign-in, give a customer the orders this guest placed to the customer's own verified address.

    A guest's order to another address stays the guest's: whoever signs in on a shared machine must not find it.
    """
    email = User.objects.values_list("email", flat=True).get(id=customer_id)
    Order.objects.filter(guest_id=guest_id, email__iexact=email).update(customer=customer_id, guest_id=None)


@transaction.atomic
def ship(*, number: str, carrier: str, tracking: str, now: datetime) -> None:
    """Everything of a confirmed order leaves the house. Raises OrderNotFound, OrderStateConflict."""
    how = {"carrier": carrier, "tracking": tracking}
    if _advance(number, OrderStatus.SHIPPED, " ".join(filter(None, how.values())), now, **how):
        ship_out(quantities=_reserved(number), reference=number, now=now)
        publish(topic=ORDER_SHIPPED, payload={"number": number}, now=now)


@transaction.atomic
def deliver(*, number: str, now: datetime) -> None:
    """A shipped order has arrived. Raises OrderNotFound, OrderStateConflict."""
    _advance(number, OrderStatus.DELIVERED, "", now)


@transaction.atomic
def cancel(*, number: str, reason: str, now: datetime) -> None:
    """Call off a confirmed order: its goods are for sale again, its coupon is as if unused, and nothing is owed for it.

    Money that has come already stays received, until staff give it back. Raises OrderNotFound, OrderStateConflict.
    """
    if _advance(number, OrderStatus.CANCELLED, reason, now):
        give_back(reference=number, now=now)
        release(quantities=_reserved(number), reference=number, now=now)
        cancel_payment(reference=number, now=now)
        publish(topic=ORDER_CANCELLED, payload={"number": number, "reason": reason}, now=now)


def _advance(number: str, status: OrderStatus, note: str, now: datetime, **changes: str) -> bool:
    """Whether the order has become `status` just now; False where it was that already."""
    rows = Order.objects.filter(number=number)
    if not rows.filter(status=before(status)).update(status=status, **changes):
        _check_repeat(rows.values_list("status", flat=True).first(), status)
        return False
    OrderEvent.objects.create(order=rows.get(), status=status, note=note, happened_at=now)
    return True


def _check_repeat(found: str | None, wanted: OrderStatus) -> None:
    if found is None:
        raise OrderNotFound
    if found != wanted:
        raise OrderStateConflict(status=found, wanted=str(wanted))


def _reserved(number: str) -> dict[int, int]:
    """What an order holds of each variant; one that is gone took its stock along."""
    held = OrderLine.objects.filter(order__number=number, variant__isnull=False).order_by()
    return dict(held.values_list("variant_id").annotate(Sum("quantity")))


def _line(order: Order, new: NewOrderLine) -> OrderLine:
    line = new.line
    return OrderLine(
        order=order,
        variant_id=new.variant_id,
        product_id=new.product_id,
        slug=line.slug,
        sku=line.sku,
        title=line.title,
        variant_title=line.variant_title,
        image=asdict(line.image) if line.image else None,
        quantity=line.quantity,
        price=line.price.amount,
        total=line.total.amount,
    )
