"""A shopper's orders, latest first, in numbered pages."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from core.orders.selectors import count_orders, orders_page
from core.orders.types import OrderSummary
from web_api.page import Page, Params
from web_api.parts.money import MoneyPart
from web_api.parts.order import STATUS_NAMES
from web_api.parts.pagination import Pagination, PaginationPart, paginate
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.strict import Strict
from web_api.visit import Visit

SIZE = 20


class OrdersParams(Strict):
    page = serializers.IntegerField(min_value=1, max_value=10_000, default=1)


class OrderSummaryPart(serializers.Serializer[Any]):
    number = serializers.CharField()
    url = serializers.SerializerMethodField()
    status = serializers.CharField()
    status_name = serializers.SerializerMethodField()
    placed_at = serializers.DateTimeField()
    count = serializers.IntegerField()
    total = MoneyPart()

    def get_url(self, order: OrderSummary) -> str:
        return reverse("web:order", args=[order.number])

    def get_status_name(self, order: OrderSummary) -> str:
        return STATUS_NAMES[order.status]


class OrdersSchema(serializers.Serializer[Any]):
    shell = ShellPart()
    orders = OrderSummaryPart(many=True)
    pagination = PaginationPart()


@dataclass(frozen=True, slots=True)
class OrdersDocument:
    shell: Shell
    orders: tuple[OrderSummary, ...]
    pagination: Pagination


def compose(visit: Visit, params: Params) -> OrdersDocument:
    """Four statements. Raises PageOutOfRange."""
    pagination = paginate(count_orders(visit.principal), page=params["page"], size=SIZE)
    orders = orders_page(visit.principal, page=params["page"], size=SIZE)
    return OrdersDocument(shell_for(visit), orders, pagination)


class OrdersPage(Page):
    private = True
    params = OrdersParams
    document = OrdersSchema
    template = "web/orders.html"
    compose = staticmethod(compose)
