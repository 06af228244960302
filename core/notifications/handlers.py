"""What shoppers are told, and when. Nobody calls these: they hear the outbox."""

from babel import Locale
from babel.numbers import format_currency
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from core.checkout.services import ORDER_PLACED
from core.orders.selectors import order_by_number
from core.outbox.types import Consumer, Event
from core.shared.money import Money


def confirm_order(event: Event) -> None:
    """Send the order's confirmation to whom it names."""
    order = order_by_number(event.payload["number"])
    lines = [(line, _in_words(line.total)) for line in order.lines]
    context = {
        "shop": settings.SHOP_NAME,
        "order": order,
        "lines": lines,
        "shipping": _in_words(order.shipping),
        "total": _in_words(order.total),
        "country": Locale("en").territories[order.address.country],
    }
    EmailMessage(
        subject=f"[{settings.SHOP_NAME}] Your order {order.number}",
        body=render_to_string("notifications/order_placed.txt", context),
        to=[order.email],
        headers={"Message-ID": f"<order-placed-{event.id}@{settings.SHOP_NAME.lower().replace(' ', '-')}>"},
    ).send()


def _in_words(money: Money) -> str:
    return format_currency(money.decimal, money.currency, locale="en")


CONSUMERS = (Consumer("notifications.confirm_order", ORDER_PLACED, confirm_order),)
