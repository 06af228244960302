"""Writes of orders."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.customers.models import User
from core.customers.types import ownership
from core.orders.models import Order, OrderEvent, OrderLine
from core.orders.types import NewOrder, NewOrderLine, OrderStatus


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
