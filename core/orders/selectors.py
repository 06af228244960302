"""Reads of orders. A foreign order looks like a missing one to a shopper; the shop itself sees all."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from core.catalog.selectors import image_view
from core.catalog.types import Supply, Total
from core.customers.types import Address, Principal, ownership
from core.orders import models
from core.orders.types import Order, OrderLine, OrderNotFound, OrderStatus, OrderSummary, Purchase
from core.payments.models import Payment
from core.payments.types import CONTESTED, PaymentStatus, RefundStatus
from core.shared.money import Money
from core.tax.types import Tax

MOST_ORDERS = 5_000  # in a file
PIECE = 100  # of them read at once


def order_of(principal: Principal | None, number: str) -> Order:
    """A principal's own order. Two statements, or none for somebody unknown. Raises OrderNotFound."""
    if principal is None:
        raise OrderNotFound
    return _order(models.Order.objects.filter(number=number, **ownership(principal)))


def order_by_number(number: str) -> Order:
    """Any order, for the shop's own work, never for a shopper. Two statements. Raises OrderNotFound."""
    return _order(models.Order.objects.filter(number=number))


def orders_page(principal: Principal | None, *, page: int, size: int) -> tuple[OrderSummary, ...]:
    """A numbered page, from 1, of a principal's orders, latest first. One statement."""
    start = (page - 1) * size
    return _summaries(_own(principal)[start : start + size]) if principal else ()


def purchases(principal: Principal | None) -> Iterator[Purchase]:
    """What a principal has bought, line by line, latest order first, of at most MOST_ORDERS. Read while it is taken.

    Two statements for PIECE orders; nothing is held open between them, however slowly somebody takes it.
    """
    rows = _own(principal).prefetch_related("lines") if principal else models.Order.objects.none()
    for _ in range(MOST_ORDERS // PIECE):
        piece = list(rows[:PIECE])
        yield from (_purchase(line, order) for order in piece for line in order.lines.all())
        if len(piece) < PIECE:
            return
        rows = rows.filter(_before(piece[-1].placed_at, piece[-1].pk))


def orders_after(principal: Principal, *, after: str | None, size: int) -> tuple[OrderSummary, ...]:
    """A principal's orders placed before the one numbered `after`, latest first.

    One statement, or two with `after`. Raises OrderNotFound.
    """
    rows = _own(principal)
    if after is not None:
        last = rows.filter(number=after).values("placed_at", "id").first()
        if last is None:
            raise OrderNotFound
        rows = rows.filter(_before(last["placed_at"], last["id"]))
    return _summaries(rows[:size])


def count_orders(principal: Principal | None) -> Total:
    """How many orders a principal has placed. One statement."""
    return Total(_own(principal).count() if principal else 0, False)


def count_by_status() -> dict[OrderStatus, int]:
    """How many orders are in each state, for the shop's own work. One statement."""
    counts = dict(models.Order.objects.order_by().values_list("status").annotate(Count("id")))
    return {status: counts.get(status, 0) for status in OrderStatus}


def oldest_to_ship(*, size: int) -> tuple[OrderSummary, ...]:
    """Those that have waited longest. One statement."""
    return _summaries(models.Order.objects.filter(status=OrderStatus.CONFIRMED).order_by("placed_at", "id")[:size])


def latest_orders(*, size: int) -> tuple[OrderSummary, ...]:
    """Anybody's, latest first. One statement."""
    return _summaries(models.Order.objects.order_by("-placed_at", "-id")[:size])


def count_to_refund() -> int:
    """How many cancelled orders' money is still the shop's, and not on its way back. One statement."""
    kept = Payment.objects.filter(status=PaymentStatus.RECEIVED).exclude(refunds__status=RefundStatus.REQUESTED)
    paid = kept.exclude(disputes__status__in=CONTESTED).values("reference")
    return models.Order.objects.filter(status=OrderStatus.CANCELLED, number__in=paid).count()


def held_too_long(*, now: datetime, size: int = 100) -> tuple[str, ...]:
    """Pending orders whose time is up, longest first. One statement."""
    rows = models.Order.objects.filter(hold_until__lte=now).order_by("hold_until", "id")
    return tuple(rows.values_list("number", flat=True)[:size])


def _before(placed_at: datetime, order_id: int) -> Q:
    """Placed earlier than another, or in the same moment and written down before it."""
    return Q(placed_at__lt=placed_at) | Q(placed_at=placed_at, id__lt=order_id)


def _own(principal: Principal) -> QuerySet[models.Order]:
    """Those that came to something, or may yet."""
    rows = models.Order.objects.filter(**ownership(principal)).exclude(status=OrderStatus.FAILED)
    return rows.order_by("-placed_at", "-id")


def _summaries(rows: QuerySet[models.Order]) -> tuple[OrderSummary, ...]:
    return tuple(
        OrderSummary(row.number, OrderStatus(row.status), row.placed_at, row.count, Money(row.total, row.currency))
        for row in rows.annotate(count=Sum("lines__quantity"))
    )


def _purchase(line: models.OrderLine, order: models.Order) -> Purchase:
    return Purchase(
        number=order.number,
        status=OrderStatus(order.status),
        placed_at=order.placed_at,
        sku=line.sku,
        title=line.title,
        variant_title=line.variant_title,
        quantity=line.quantity,
        price=Money(line.price, order.currency),
        total=Money(line.total, order.currency),
        tax=Money(line.tax, order.currency),
        order_total=Money(order.total, order.currency),
    )


def _order(rows: QuerySet[models.Order]) -> Order:
    row = rows.first()
    if row is None:
        raise OrderNotFound
    return Order(
        number=row.number,
        status=OrderStatus(row.status),
        placed_at=row.placed_at,
        email=row.email,
        address=Address(**row.address),
        lines=tuple(_lines(row.lines.all(), row.currency)),
        subtotal=Money(row.subtotal, row.currency),
        discount=Money(row.discount, row.currency),
        coupon=row.coupon,
        shipping_name=row.shipping_name,
        shipping=Money(row.shipping, row.currency),
        taxes=tuple(_tax(kept, row.currency) for kept in row.taxes),
        tax=Money(row.tax, row.currency),
        tax_added=Money(row.tax_added, row.currency),
        total=Money(row.total, row.currency),
        carrier=row.carrier,
        tracking=row.tracking,
    )


def _lines(rows: Iterable[models.OrderLine], currency: str) -> Iterable[OrderLine]:
    for row in rows:
        yield OrderLine(
            product_id=row.product_id if row.variant_id else None,
            slug=row.slug,
            sku=row.sku,
            title=row.title,
            variant_title=row.variant_title,
            image=image_view(row.image),
            quantity=row.quantity,
            price=Money(row.price, currency),
            total=Money(row.total, currency),
            tax=Money(row.tax, currency),
            tax_rate=row.tax_rate,
            supply=Supply(row.supply),
            expected_at=row.expected_at,
        )


def _tax(kept: dict[str, Any], currency: str) -> Tax:
    return Tax(**kept | {"base": Money(kept["base"], currency), "tax": Money(kept["tax"], currency)})
