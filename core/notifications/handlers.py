"""What shoppers are told, and when. Nobody calls these: they hear the outbox."""

from typing import Any

from babel import Locale
from babel.numbers import format_currency
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from core.checkout.services import ORDER_PLACED
from core.orders.selectors import order_by_number
from core.orders.services import ORDER_CANCELLED, ORDER_SHIPPED
from core.orders.types import Order
from core.outbox.types import Consumer, Event
from core.payments.selectors import payment_of
from core.shared.money import Money


def confirm_order(event: Event) -> None:
    """Send the order's confirmation to whom it names."""
    order = order_by_number(event.payload["number"])
    context = {
        "lines": [(line, _in_words(line.total)) for line in order.lines],
        "shipping": _in_words(order.shipping),
        "total": _in_words(order.total),
        "country": Locale("en").territories[order.address.country],
    }
    _send(event, order, f"Your order {order.number}", context)


def announce_shipment(event: Event) -> None:
    """Say that the order is on its way, and how to follow it."""
    order = order_by_number(event.payload["number"])
    _send(event, order, f"Your order {order.number} is on its way", {})


def regret_cancellation(event: Event) -> None:
    """Say that the order was cancelled, why, and what becomes of the money."""
    order = order_by_number(event.payload["number"])
    context = {"reason": event.payload["reason"], "payment": payment_of(order.number).status}
    _send(event, order, f"Your order {order.number} was cancelled", context)


def _send(event: Event, order: Order, subject: str, context: dict[str, Any]) -> None:
    """One mail an event; its id lets a mailbox see one that had to be sent again as the same."""
    name = event.topic.replace(".", "_")
    EmailMessage(
        subject=f"[{settings.SHOP_NAME}] {subject}",
        body=render_to_string(f"notifications/{name}.txt", {"shop": settings.SHOP_NAME, "order": order, **context}),
        to=[order.email],
        headers={"Message-ID": f"<{name.replace('_', '-')}-{event.id}@{settings.SHOP_NAME.lower().replace(' ', '-')}>"},
    ).send()


def _in_words(money: Money) -> str:
    return format_currency(money.decimal, money.currency, locale="en")


CONSUMERS = (
    Consumer("notifications.confirm_order", ORDER_PLACED, confirm_order),
    Consumer("notifications.announce_shipment", ORDER_SHIPPED, announce_shipment),
    Consumer("notifications.regret_cancellation", ORDER_CANCELLED, regret_cancellation),
)
