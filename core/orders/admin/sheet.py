"""Everything of an order on one page: what was bought, where it goes, and all that is known of its money."""

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Any

from babel import Locale
from django.core.files.storage import default_storage

from core.orders.selectors import order_by_number
from core.orders.types import Order, OrderLine, OrderStatus
from core.payments.admin import REFUND_LOOKS, dispute_standing
from core.payments.models import Dispute
from core.payments.models import Payment as PaymentRow
from core.payments.selectors import payment_of
from core.payments.types import DisputeStatus, Payment, PaymentStatus, Provider, RefundStatus
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
_DISPUTED = {
    DisputeStatus.INQUIRY: "The shopper's bank only asks. No money has gone; whoever gives it back ends the matter.",
    DisputeStatus.OPEN: "The shopper's bank has taken this payment back, and decides whether it stays so.",
    DisputeStatus.WON: "The bank has decided for you.",
    DisputeStatus.LOST: "The bank has decided for the shopper. What it took is lost.",
    DisputeStatus.DROPPED: "Nothing came of it.",
}
_OVER = (OrderStatus.CANCELLED, OrderStatus.FAILED)


def sheet(row: Any) -> dict[str, Any]:
    """What the template shows instead of fields."""
    order, payment = order_by_number(row.number), payment_of(row.number)
    paper = PaymentRow.objects.get(reference=row.number)
    disputes = list(paper.disputes.all())
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
        "disputes": [_dispute(one, paper) for one in disputes],
        "country": Locale("en").territories.get(order.address.country, order.address.country),
        "customer": row.customer and link(page_of(row.customer), str(row.customer)),
        "history": sorted([*_events(row), *_moments(disputes, paper)], key=itemgetter(0)),
    }


def _events(row: Any) -> Iterator[tuple[datetime, str, str]]:
    """What happened to the order: when, what it became, and what there is to say."""
    for event in row.events.all():
        status = OrderStatus(event.status)
        yield event.happened_at, label(status.name.title(), LOOKS[status]), event.note


def _moments(disputes: list[Dispute], paper: PaymentRow) -> Iterator[tuple[datetime, str, str]]:
    """What happened to its payment at the shopper's bank, likewise."""
    for one in disputes:
        yield one.opened_at, label("Disputed", "warning"), f"{price(one.amount, paper.currency)}: {_words(one.reason)}"
        if one.closed_at:
            yield one.closed_at, dispute_standing(one.status), _DISPUTED[DisputeStatus(one.status)]


def _dispute(one: Dispute, paper: PaymentRow) -> dict[str, Any]:
    fee = one.fee - one.fee_back
    return {
        "amount": price(one.amount, paper.currency),
        "standing": dispute_standing(one.status),
        "reason": _words(one.reason),
        "stands": _DISPUTED[DisputeStatus(one.status)],
        "answer_by": one.answer_by,
        "opened_at": one.opened_at,
        "fee": price(fee, paper.currency) if fee else "",
    }


def _words(reason: str) -> str:
    return reason.replace("_", " ")


def _stands(payment: Payment) -> str:
    if payment.given_up and not payment.status.is_settled:
        return "It was given up. The provider has not said yet that nothing comes of it."
    if payment.contested:
        return "It came, and the shopper's bank has taken it back."
    return _STANDS[payment.status]


def _money(payment: Payment, paper: PaymentRow) -> Iterator[tuple[str, Any]]:
    """What there is to say of the money, beside what is owed."""
    yield from ((name, said(sum_)) for name, sum_ in _amounts(payment) if sum_.amount)
    if paper.withdrawn:
        yield "Taken back by the bank", price(paper.withdrawn, paper.currency)
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
