"""What merchants' systems are told, in words that are promised to them: see docs/webhooks.md."""

from dataclasses import asdict
from typing import Any

from core.orders.selectors import order_by_number
from core.orders.types import Order, OrderLine
from core.outbox.types import Consumer, Event
from core.tax.types import Tax, percent
from core.webhooks.services import fan_out
from core.webhooks.types import TOPICS


def tell_merchants(event: Event) -> None:
    """The order as it stands now, and what the event has to say beside it: a reason, an amount."""
    order = order_by_number(event.payload["number"])
    details = {name: value for name, value in event.payload.items() if name != "number"}
    fan_out(event=event, data={**_order(order), "details": details})


def _order(order: Order) -> dict[str, Any]:
    """Amounts are in minor units of the currency."""
    return {
        "number": order.number,
        "status": order.status,
        "placed_at": order.placed_at,
        "email": order.email,
        "address": asdict(order.address),
        "lines": [_line(line) for line in order.lines],
        "currency": order.total.currency,
        "subtotal": order.subtotal.amount,
        "coupon": order.coupon,
        "discount": order.discount.amount,
        "shipping": {"name": order.shipping_name, "price": order.shipping.amount},
        "taxes": [_tax(tax) for tax in order.taxes],
        "tax": order.tax.amount,
        "tax_added": order.tax_added.amount,
        "total": order.total.amount,
        "carrier": order.carrier,
        "tracking": order.tracking,
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "title": line.title,
        "variant": line.variant_title,
        "quantity": line.quantity,
        "price": line.price.amount,
        "total": line.total.amount,
        "tax": line.tax.amount,
    }


def _tax(tax: Tax) -> dict[str, Any]:
    """`rate` in percent."""
    return {
        "name": tax.name,
        "rate": f"{percent(tax.rate):f}",
        "base": tax.base.amount,
        "tax": tax.tax.amount,
        "included": tax.included,
    }


CONSUMERS = tuple(Consumer("webhooks.tell_merchants", topic, tell_merchants) for topic in TOPICS)
