"""One order: what was bought, where it stands and goes, whether it is paid, and calling it off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from core.idempotency.types import Result
from core.orders.selectors import order_of
from core.orders.types import OrderStatus
from core.payments.selectors import payment_of
from web_api.actions import orders
from web_api.page import Form, Page, Params
from web_api.parts.order import OrderAndPayment, OrderAndPaymentPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class OrderSchema(OrderAndPaymentPart):
    shell = ShellPart()


@dataclass(frozen=True, slots=True)
class OrderDocument(OrderAndPayment):
    shell: Shell


def compose(visit: Visit, params: Params) -> OrderDocument:
    """Five statements. Raises OrderNotFound."""
    order = order_of(visit.principal, params["number"])
    return OrderDocument(order, payment_of(order.number), shell_for(visit))


def _named(fields: Mapping[str, str]) -> dict[str, str]:
    return {"number": fields.get("number", "")}


def _back_here(result: Result) -> str:
    return reverse("web:order", args=[result["number"]])


def _on_from_there(result: Result) -> str:
    """Whoever gives a payment up wants to pay in another way, once nothing can come of this one."""
    return reverse("web:checkout") if result["status"] is OrderStatus.FAILED else _back_here(result)


class OrderPage(Page):
    private = True
    document = OrderSchema
    template = "web/order.html"
    compose = staticmethod(compose)
    forms: ClassVar = {
        "cancel": Form(orders.CANCEL, leads_to=_on_from_there, named=_named),
        "check": Form(orders.CHECK, leads_to=_back_here, named=_named),
    }
