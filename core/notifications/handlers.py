"""What shoppers are told, and when. Nobody calls these: they hear the outbox, and owe a mail."""

from typing import Any
from urllib.parse import quote

from babel import Locale
from babel.numbers import format_currency, format_percent
from django.conf import settings

from core.checkout.services import ORDER_PLACED
from core.inventory.services import STOCK_BACK, take_alerts
from core.notifications.services import write_mail
from core.orders.selectors import order_by_number
from core.orders.services import ORDER_CANCELLED, ORDER_SHIPPED
from core.orders.types import Order
from core.outbox.types import Consumer, Event
from core.payments.selectors import payment_of
from core.shared.money import Money
from core.tax.types import Tax

# Why an order was not placed, by the reason that payments give; a reason not known here is told without one.
FAILURES = {
    "declined": "Your payment was declined, and nothing was charged.",
    "abandoned": "The payment was not completed, and nothing was charged.",
    "expired": "The payment was not completed in time, and nothing was charged.",
    "sold_out": "Something of it was sold out before your payment came. What was charged, if anything, is given back.",
}
FAILED = "Your payment did not go through. What was charged, if anything, is given back."


def confirm_order(event: Event) -> None:
    """Send the order's confirmation to whom it names."""
    order = order_by_number(event.payload["number"])
    context = {"payment": payment_of(order.number).status}
    _tell(event, order, f"Your order {order.number}", context)


def announce_shipment(event: Event) -> None:
    """Say that the order is on its way, and how to follow it."""
    order = order_by_number(event.payload["number"])
    _tell(event, order, f"Your order {order.number} is on its way", {})


def regret_cancellation(event: Event) -> None:
    """Say that the order was cancelled, why, and what becomes of the money."""
    order = order_by_number(event.payload["number"])
    context = {"reason": event.payload["reason"], "payment": payment_of(order.number).status}
    _tell(event, order, f"Your order {order.number} was cancelled", context)


def regret_failure(event: Event) -> None:
    """Say that the order was not placed after all, and that its things are in the cart again."""
    order = order_by_number(event.payload["number"])
    context = {"why": FAILURES.get(event.payload.get("reason", ""), FAILED)}
    _tell(event, order, f"Your order {order.number} was not placed", context)


def announce_refund(event: Event) -> None:
    """Say how much was given back."""
    order = order_by_number(event.payload["number"])
    given = Money(event.payload["amount"], event.payload["currency"])
    context = {"amount": _in_words(given), "all_of_it": given == order.total}
    _tell(event, order, f"Money back for your order {order.number}", context)


def call_back(event: Event) -> None:
    """Say to everybody who waits for it that something can be had again. They wait no longer then."""
    for waiting in take_alerts(variant_id=event.payload["variant"], now=event.occurred_at):
        context = {"waiting": waiting, "url": settings.PRODUCT_URL.format(slug=quote(waiting.slug))}
        write_mail(event=event, to=waiting.email, subject=f"{waiting.title} is back", context=context, nth=waiting.id)


def _tell(event: Event, order: Order, subject: str, context: dict[str, Any]) -> None:
    """With what every mail may show of its order."""
    shown = {
        "order": order,
        "lines": [(line, _in_words(line.total)) for line in order.lines],
        "discount": _in_words(order.discount) if order.discount.amount else "",
        "shipping": _in_words(order.shipping),
        "taxes": [(_tax_name(tax), _in_words(tax.tax), tax.included) for tax in order.taxes],
        "total": _in_words(order.total),
        "country": Locale("en").territories.get(order.address.country, order.address.country),
    }
    write_mail(event=event, to=order.email, subject=subject, context=shown | context)


def _in_words(money: Money) -> str:
    return format_currency(money.decimal, money.currency, locale="en")


def _tax_name(tax: Tax) -> str:
    """Such as "VAT (19%)"."""
    return f"{tax.name} ({format_percent(tax.part, locale='en', decimal_quantization=False)})"


CONSUMERS = (
    Consumer("notifications.confirm_order", ORDER_PLACED, confirm_order),
    Consumer("notifications.announce_shipment", ORDER_SHIPPED, announce_shipment),
    Consumer("notifications.regret_cancellation", ORDER_CANCELLED, regret_cancellation),
    Consumer("notifications.regret_failure", "order.failed", regret_failure),
    Consumer("notifications.announce_refund", "payment.refunded", announce_refund),
    Consumer("notifications.call_back", STOCK_BACK, call_back),
)
