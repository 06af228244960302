"""A shopper's orders as a spreadsheet: `orders.csv`."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, ClassVar

from django.http import StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.views import APIView

from core.orders.selectors import purchases
from core.orders.types import Purchase
from core.shared.spreadsheets import csv_lines
from web_api.parts.order import STATUS_NAMES
from web_api.strict import NoParams, Strict
from web_api.visit import visit_of

HEADERS = (
    *("Order", "Placed at", "Status", "SKU", "Title", "Variant"),
    *("Quantity", "Price", "Total", "Tax", "Order total", "Currency"),
)


class OrdersSheetView(APIView):
    params: ClassVar[type[Strict]] = NoParams
    answer: ClassVar[Any] = {(200, "text/csv"): OpenApiTypes.STR}

    def get(self, request: Request) -> StreamingHttpResponse:
        """Every line of the shopper's own orders, latest order first; amounts in whole units, times in UTC."""
        self.params(data=request._request.GET).is_valid(raise_exception=True)
        lines = csv_lines(chain([HEADERS], map(_cells, purchases(visit_of(request).principal))))
        headers = {"Content-Disposition": 'attachment; filename="orders.csv"', "Cache-Control": "private, no-store"}
        response = StreamingHttpResponse(_begun(lines), content_type="text/csv; charset=utf-8", headers=headers)
        patch_vary_headers(response, ["Cookie"])
        return response


def _cells(one: Purchase) -> tuple[object, ...]:
    return (
        *(one.number, f"{one.placed_at:%Y-%m-%d %H:%M:%S}", STATUS_NAMES[one.status]),
        *(one.sku, one.title, one.variant_title, one.quantity),
        *(one.price.decimal, one.total.decimal, one.tax.decimal, one.order_total.decimal, one.total.currency),
    )


def _begun(lines: Iterator[str]) -> Iterator[str]:
    """The first rows are read now: a database that is away is then told as ever, and not in the middle of a file."""
    return chain([next(lines), next(lines), next(lines, "")], lines)
