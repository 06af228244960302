"""The back office's first page: what there is to do now. Each panel is for those who may see what is in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from babel.numbers import format_currency
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from core.catalog.selectors import count_drafts, drafts
from core.inventory.selectors import count_scarce, scarcest
from core.notifications import selectors as notifications
from core.orders.selectors import count_by_status, count_to_refund, latest_orders, oldest_to_ship
from core.orders.types import OrderStatus, OrderSummary
from core.outbox import selectors as outbox
from core.payments.selectors import count_unsettled, disputes_to_answer, owed, takings
from core.shared.money import Money
from core.tax.selectors import unrated
from core.webhooks import selectors as webhooks
from project.backoffice.chart import chart

SIZE = 8  # rows a panel
DAYS = 30

# What the worker has given up: how many, and whose list they are in.
DEAD: Mapping[str, tuple[str, Callable[[], int]]] = {
    "outbox.outboxevent": ("events given up", outbox.count_dead),
    "notifications.mail": ("mails given up", notifications.count_dead),
    "webhooks.webhookdelivery": ("webhooks given up", webhooks.count_dead),
}


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """django-unfold's DASHBOARD_CALLBACK. At most thirteen statements beside the admin's own."""
    panels: Mapping[str, Callable[[], dict[str, Any]]] = {
        "orders.view_order": _orders,
        "payments.view_payment": _payments,
        "inventory.view_stock": _stock,
        "catalog.view_product": _products,
        "tax.view_taxrate": _taxes,
    }
    context["title"] = "What there is to do"
    for permission, panel in panels.items():
        if request.user.has_perm(permission):
            context |= panel()
    context["dead"] = list(_dead(request.user))
    return context


def _dead(user: Any) -> Iterator[tuple[int, str, str]]:
    """How many of what, and where staff find them; nothing of what nobody has to see to."""
    for model, (what, count) in DEAD.items():
        app, name = model.split(".")
        if user.has_perm(f"{app}.view_{name}") and (number := count()):
            yield number, what, reverse(f"admin:{app}_{name}_changelist") + "?standing=dead"


def _orders() -> dict[str, Any]:
    counts = count_by_status()
    return {
        "to_ship": counts[OrderStatus.CONFIRMED],
        "on_the_way": counts[OrderStatus.SHIPPED],
        "to_refund": count_to_refund(),
        "waiting": [_order(order) for order in oldest_to_ship(size=SIZE)],
        "latest": [_order(order) for order in latest_orders(size=SIZE)],
    }


def _order(order: OrderSummary) -> dict[str, Any]:
    return {"order": order, "total": _said(order.total), "url": reverse("admin:order_by_number", args=[order.number])}


def _payments() -> dict[str, Any]:
    count, sums = owed()
    unsettled, forsaken = count_unsettled()
    disputed, answer_by = disputes_to_answer()
    currency = settings.SHOP_CURRENCIES[0]
    first = timezone.now().date() - timedelta(days=DAYS - 1)
    came = takings(currency=currency, since=datetime.combine(first, time.min, UTC))
    days = {first + timedelta(days=nth): Money.zero(currency) for nth in range(DAYS)} | came
    return {
        "awaited": count,
        "unsettled": unsettled,
        "forsaken": forsaken,
        "disputed": disputed,
        "answer_by": answer_by,
        "owed": ", ".join(map(_said, sums)),
        "takings": _said(sum(came.values(), Money.zero(currency))),
        "takings_chart": chart([(f"{day:%-d %B}", money.amount, _said(money)) for day, money in days.items()]),
    }


def _stock() -> dict[str, Any]:
    none, few = count_scarce()
    return {"sold_out": none, "running_low": few, "scarce": scarcest(size=SIZE)}


def _products() -> dict[str, Any]:
    return {"draft_count": count_drafts(), "drafts": drafts(size=SIZE)}


def _taxes() -> dict[str, Any]:
    """Products whose class no rate has may be taxed wrongly; the page of the rates names the classes."""
    return {"unrated": sum(one.products for one in unrated())}


def _said(money: Money) -> str:
    return format_currency(money.decimal, money.currency, locale="en")
