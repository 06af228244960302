"""Writes of orders. An order's state changes by one conditional UPDATE; a repeat of the same change does nothing.

Whoever changes an order together with its stock and its payment holds the order first: no two then wait in a circle.
"""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from core.customers.models import User
from core.customers.types import Address, Customer, Guest, Principal, ownership
from core.inventory.services import release_all, ship_out
from core.orders.models import Order, OrderEvent, OrderLine
from core.orders.rules import before
from core.orders.types import NewOrder, NewOrderLine, OrderHold, OrderNotFound, OrderStateConflict, OrderStatus
from core.outbox.services import publish
from core.payments.services import capture_later, unwind
from core.promotions.services import give_back
from core.tax.types import Tax

ORDER_SHIPPED = "order.shipped"
ORDER_CANCELLED = "order.cancelled"
ORDER_FAILED = "order.failed"


@transaction.atomic
def create_order(*, new: NewOrder, now: datetime) -> None:
    """Write an order down, confirmed, or pending where its goods are held for a while."""
    status = OrderStatus.PENDING if new.hold_until else OrderStatus.CONFIRMED
    order = Order.objects.create(
        number=new.number,
        **ownership(new.principal),
        cart_id=new.cart_id,
        status=status,
        hold_until=new.hold_until,
        placed_at=now,
        email=new.email,
        address=asdict(new.address),
        shipping_name=new.shipping_name,
        currency=new.total.currency,
        subtotal=new.subtotal.amount,
        discount=new.discount.amount,
        coupon=new.coupon,
        shipping=new.shipping.amount,
        tax=sum(one.tax.amount for one in new.taxes),
        tax_added=sum(one.tax.amount for one in new.taxes if not one.included),
        taxes=[_tax(one) for one in new.taxes],
        total=new.total.amount,
    )
    OrderLine.objects.bulk_create(_line(order, line) for line in new.lines)
    OrderEvent.objects.create(order=order, status=status, happened_at=now)


def hold(*, number: str) -> OrderHold:
    """In the caller's transaction: nobody else changes this order until it ends. Raises OrderNotFound."""
    row = Order.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise OrderNotFound
    return OrderHold(
        number=number,
        status=OrderStatus(row.status),
        waits=row.hold_until is not None,
        principal=_principal(row),
        email=row.email,
        address=Address(**row.address),
        coupon=row.coupon,
        quantities=_quantities(number),
    )


@transaction.atomic
def confirm(*, number: str, now: datetime) -> None:
    """A pending order is paid, or as good as. Its goods are secured by then.

    Raises OrderNotFound, OrderStateConflict.
    """
    _advance(number, OrderStatus.CONFIRMED, "", now, hold_until=None)


@transaction.atomic
def fail(*, number: str, reason: str, now: datetime) -> None:
    """A pending order comes to nothing: what it holds is for sale again, its coupon is as if unused.

    Raises OrderNotFound, OrderStateConflict.
    """
    give_back(reference=number, now=now)
    release_all(reference=number, now=now)
    if _advance(number, OrderStatus.FAILED, reason, now, hold_until=None):
        publish(topic=ORDER_FAILED, payload={"number": number, "reason": reason}, now=now)


@transaction.atomic
def wait_no_longer(*, number: str) -> None:
    """A pending order's time is up. What it holds is held on, until its reservation is over or somebody lets it go."""
    Order.objects.filter(number=number, hold_until__isnull=False).update(hold_until=None)


@transaction.atomic
def adopt(*, guest_id: UUID, customer_id: int) -> None:
    """At sign-in, give a customer the orders this guest placed to the customer's own verified address.

    A guest's order to another address stays the guest's: whoever signs in on a shared machine must not find it.
    """
    email = User.objects.values_list("email", flat=True).get(id=customer_id)
    Order.objects.filter(guest_id=guest_id, email__iexact=email).update(customer=customer_id, guest_id=None)


@transaction.atomic
def ship(*, number: str, carrier: str, tracking: str, warehouse_id: int | None = None, now: datetime) -> None:
    """Everything of a confirmed order leaves the house, or the warehouse that is named.

    Raises OrderNotFound, OrderStateConflict, and NotOnHand where some of it has not come in yet.
    """
    how = {"carrier": carrier, "tracking": tracking}
    if _advance(number, OrderStatus.SHIPPED, " ".join(filter(None, how.values())), now, **how):
        ship_out(quantities=_quantities(number), reference=number, warehouse_id=warehouse_id, now=now)
        capture_later(reference=number, now=now)
        publish(topic=ORDER_SHIPPED, payload={"number": number}, now=now)


@transaction.atomic
def deliver(*, number: str, now: datetime) -> None:
    """A shipped order has arrived. Raises OrderNotFound, OrderStateConflict."""
    _advance(number, OrderStatus.DELIVERED, "", now)


@transaction.atomic
def cancel(*, number: str, reason: str, now: datetime) -> None:
    """Call off a confirmed order: its goods are for sale again, its coupon is as if unused, and nothing is owed for it.

    What a provider took or holds is given back; manual money that has come stays received, until staff give it back.
    Raises OrderNotFound, OrderStateConflict.
    """
    if _advance(number, OrderStatus.CANCELLED, reason, now):
        give_back(reference=number, now=now)
        release_all(reference=number, now=now)
        unwind(reference=number, reason=reason, now=now)
        publish(topic=ORDER_CANCELLED, payload={"number": number, "reason": reason}, now=now)


def _principal(row: Order) -> Principal:
    if row.customer_id:
        return Customer(row.customer_id, row.email)
    return Guest(row.guest_id)  # type: ignore[arg-type]  # an order has one owner


def _advance(number: str, status: OrderStatus, note: str, now: datetime, **changes: str | None) -> bool:
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


def _quantities(number: str) -> dict[int, int]:
    """What an order is about, by variant; one that is gone took its stock along."""
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
        tax=line.tax.amount,
        tax_rate=line.tax_rate,
        supply=line.supply,
        expected_at=line.expected_at,
    )


def _tax(tax: Tax) -> dict[str, str | int | bool]:
    """As an order keeps it: amounts are in minor units of the order's currency."""
    return asdict(tax) | {"base": tax.base.amount, "tax": tax.tax.amount}
