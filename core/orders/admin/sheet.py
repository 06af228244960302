"""Everything of an order on one page: what was bought, where it goes, and all that is known of its money."""

from collections.abc import Iterator
from typing import Any

from babel import Locale
from django.core.files.storage import default_storage

from core.orders.selectors import order_by_number
from core.orders.types import Order, OrderLine, OrderStatus
from core.payments.admin import REFUND_LOOKS
from core.payments.models import Payment as PaymentRow
from core.payments.selectors import payment_of
from core.payments.types import Payment, PaymentStatus, Provider, RefundStatus
from core.shared.backoffice import label, link, page_of, price
from core.shared.money import Money
from core.tax.admin import tax_name

LOOKS = {
    OrderStatus.PENDING: "info",
    OrderStatus.FAILED: "default",
    OrderStatus.CONFIRMED: "warning",
    OrderStatus.SHIPPED: "info",
    OrderStatus.DELIVERED: "success",
    OrderStatus.CANCELLED: "default",
}
_STANDS = {
    PaymentStatus.PENDING: "The provider was asked, and has not said yet.",
    PaymentStatus.ACTION: "The shopper has to confirm it with their bank.",
    PaymentStatus.AWAITED: "Comes by transfer or on delivery.",
    PaymentStatus.AUTHORISED: "The shopper's bank holds it for us. It is charged when the order is shipped.",
    PaymentStatus.RECEIVED: "It has come.",
    PaymentStatus.FAILED: "Nothing came, and nothing was charged.",
    PaymentStatus.CANCELLED: "Nothing is owed any more, and nothing came.",
    PaymentStatus.REFUNDED: "It came, and all of it was given back.",
}
_OVER = (OrderStatus.CANCELLED, OrderStatus.FAILED)


def sheet(row: Any) -> dict[str, Any]:
    """What the template shows instead of fields."""
    order, payment = order_by_number(row.number), payment_of(row.number)
    paper = PaymentRow.objects.get(reference=row.number)
    return {
        "order": order,
        "lines": [(line, _picture(line), said(line.price), said(line.total)) for line in order.lines],
        "sums": _sums(order),
        "total": said(order.total),
        "within": [(f"includes {tax_name(tax)}", said(tax.tax)) for tax in order.taxes if tax.included],
        "owed": said(payment.amount),
        "to_give_back": said(payment.refundable) if order.status in _OVER and payment.refundable.amount > 0 else "",
        "provider": payment.provider.name.title(),
        "stands": _stands(payment),
        "money": list(_money(payment, paper)),
        "payment_page": link(page_of(paper), "Its ledger"),
        "refunds": [
            (
                refund,
                price(refund.amount, paper.currency),
                label(refund.status, REFUND_LOOKS[RefundStatus(refund.status)]),
            )
            for refund in paper.refunds.all()
        ],
        "country": Locale("en").territories.get(order.address.country, order.address.country),
        "customer": row.customer and link(page_of(row.customer), str(row.customer)),
        "history": [
            (event, label(OrderStatus(event.status).name.title(), LOOKS[OrderStatus(event.status)]))
            for event in row.events.all()
        ],
    }


def _stands(payment: Payment) -> str:
    if payment.given_up and not payment.status.is_settled:
        return "It was given up. The provider has not said yet that nothing comes of it."
    return _STANDS[payment.status]


def _money(payment: Payment, paper: PaymentRow) -> Iterator[tuple[str, Any]]:
    """What there is to say of the money, beside what is owed."""
    yield from ((name, said(sum_)) for name, sum_ in _amounts(payment) if sum_.amount)
    if payment.failure:
        yield "Came to nothing by", payment.failure
    if payment.provider is not Provider.MANUAL:
        yield "At the provider", paper.intent_id or "not known there yet"
    if paper.due_at:
        yield "Asked next", paper.due_at
    if paper.dead_at:
        yield "Not asked any more since", paper.dead_at
    if paper.last_error:
        yield "Last error", f"{paper.last_error} ({paper.attempts} in a row)"


def _amounts(payment: Payment) -> Iterator[tuple[str, Money]]:
    yield "Has come", payment.captured
    yield "Given back", payment.refunded
    yield "Being given back", payment.refunding


def _sums(order: Order) -> list[tuple[str, str]]:
    """What the total is made of."""
    gives = f"−{said(order.discount)}" if order.discount.amount else "Free delivery"
    coupon = [(f"Coupon {order.coupon}", gives)] if order.coupon else []
    on_top = [(tax_name(tax), said(tax.tax)) for tax in order.taxes if not tax.included]
    return [("Goods", said(order.subtotal)), *coupon, (order.shipping_name, said(order.shipping)), *on_top]


def _picture(line: OrderLine) -> str:
    return str(default_storage.url(line.image.rendition(80, "webp"))) if line.image else ""


def said(money: Money) -> str:
    return price(money.amount, money.currency)
