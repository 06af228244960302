"""Orders in the back office: looked at whole, and seen through step by step."""

from typing import Any

from babel import Locale
from django import forms
from django.contrib import admin
from django.core.files.storage import default_storage
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone

from core.orders import services, types
from core.orders.models import Order
from core.orders.selectors import order_by_number
from core.orders.types import OrderLine, OrderStatus
from core.payments.admin import LOOKS as PAYMENT_LOOKS
from core.payments.models import Payment
from core.payments.selectors import payment_of
from core.payments.services import record_received, refund
from core.payments.types import PaymentStatus
from core.shared.backoffice import ReadOnlyAdmin, StepForm, column, inputs, label, link, page_of, price, step
from core.shared.money import Money

LOOKS = {
    OrderStatus.PENDING: "info",
    OrderStatus.FAILED: "default",
    OrderStatus.CONFIRMED: "warning",
    OrderStatus.SHIPPED: "info",
    OrderStatus.DELIVERED: "success",
    OrderStatus.CANCELLED: "default",
}
REFUSALS = {
    "order_state_conflict": "This order is {status} by now, and does not become {wanted}. Nothing was changed.",
    "not_reserved": "The stock does not hold what this order should have reserved. Nothing was changed.",
}

# The steps an order can take by its own state, and by its payment's; no two states of the two are called the same
# but "cancelled", which leads nowhere.
STEPS: dict[str, set[str]] = {
    OrderStatus.CONFIRMED: {"ship", "cancel"},
    OrderStatus.SHIPPED: {"deliver"},
    PaymentStatus.AWAITED: {"record_payment"},
    PaymentStatus.RECEIVED: {"refund"},
}


class ShipForm(StepForm):
    carrier = forms.CharField(max_length=60, required=False, widget=inputs.Text(attrs={"placeholder": "DHL"}))
    tracking = forms.CharField(
        label="Tracking number", max_length=80, required=False, widget=inputs.Text(), help_text="The shopper is told."
    )


class CancelForm(StepForm):
    reason = forms.CharField(
        max_length=250, widget=inputs.Textarea(attrs={"rows": 3}), help_text="The shopper is told."
    )


class PaymentFilter(admin.SimpleListFilter):
    title = "payment"
    parameter_name = "payment"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(status.value, status.name.title()) for status in PaymentStatus]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(paid=self.value()) if self.value() else queryset


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    list_display = ("number", "standing", "payment", "email", "sum", "placed_at", "tracking")
    list_filter = ("status", PaymentFilter, "placed_at")
    search_fields = ("number", "email", "tracking", "lines__sku")
    date_hierarchy = "placed_at"
    change_form_before_template = "orders/sheet.html"
    actions_detail = ("record_payment", "ship", "deliver", "refund", "cancel")

    # --- What is shown ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        paid = Payment.objects.filter(reference=OuterRef("number")).values("status")
        rows: QuerySet[Any] = super().get_queryset(request).annotate(paid=Subquery(paid))
        return rows

    @column("state", order="status")
    def standing(self, row: Order) -> str:
        return label(row.get_status_display(), LOOKS[OrderStatus(row.status)])

    @column("payment", order="paid")
    def payment(self, row: Any) -> str:
        status = PaymentStatus(row.paid)
        return label(status.name.title(), PAYMENT_LOOKS[status])

    @column("total", order="total")
    def sum(self, row: Order) -> str:
        return price(row.total, row.currency)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """None: the sheet shows everything, and nothing is edited."""
        return ()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        return super().render_change_form(request, context | (self._sheet(row) if row else {}), *args, **kwargs)

    def _sheet(self, row: Any) -> dict[str, Any]:
        """The whole order on one page, for the template that shows it instead of fields."""
        order, payment = order_by_number(row.number), payment_of(row.number)
        return {
            "order": order,
            "lines": [(line, _picture(line), _said(line.price), _said(line.total)) for line in order.lines],
            "sums": _sums(order),
            "total": _said(order.total),
            "owed": _said(payment.amount),
            "provider": payment.provider.name.title(),
            "standing": self.standing(row),
            "payment_standing": self.payment(row),
            "to_give_back": order.status == OrderStatus.CANCELLED and payment.status == PaymentStatus.RECEIVED,
            "country": Locale("en").territories.get(order.address.country, order.address.country),
            "customer": row.customer and link(page_of(row.customer), str(row.customer)),
            "history": [
                (event, label(OrderStatus(event.status).name.title(), LOOKS[OrderStatus(event.status)]))
                for event in row.events.all()
            ],
        }

    def get_urls(self) -> list[Any]:
        by_number = path("number/<str:number>/", self.admin_site.admin_view(self.by_number), name="order_by_number")
        return [by_number, *super().get_urls()]

    def by_number(self, request: HttpRequest, number: str) -> HttpResponse:
        """For those who know an order as its shopper does."""
        return redirect(page_of(get_object_or_404(Order, number=number)))

    # --- The steps ---

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row: Any = self.get_object(request, str(object_id))
        can = STEPS.get(row.status, set()) | STEPS.get(row.paid, set()) if row else set()
        return [one for one in super().get_actions_detail(request, object_id) if one.path in can]

    @step(
        "Ship",
        asks="Everything of it leaves the house.",
        icon="local_shipping",
        words=REFUSALS,
        form=ShipForm,
        look="primary",
    )
    def ship(self, row: Order, asked: Any) -> str:
        services.ship(number=row.number, carrier=asked["carrier"], tracking=asked["tracking"], now=timezone.now())
        return "Shipped. The shopper is told by e-mail."

    @step("Mark as delivered", asks="It has arrived.", icon="home_pin", words=REFUSALS, look="primary")
    def deliver(self, row: Order, asked: Any) -> str:
        services.deliver(number=row.number, now=timezone.now())
        return "Written down as delivered."

    @step(
        "Cancel",
        asks="Its goods are for sale again, and nothing is owed for it. Money that has come has to be given back.",
        icon="cancel",
        words=REFUSALS,
        form=CancelForm,
    )
    def cancel(self, row: Order, asked: Any) -> str:
        services.cancel(number=row.number, reason=asked["reason"], now=timezone.now())
        return "Cancelled. The shopper is told by e-mail."

    @step("Record payment", asks="The money for it has come.", icon="payments", words=REFUSALS)
    def record_payment(self, row: Order, asked: Any) -> str:
        came = record_received(reference=row.number, now=timezone.now())
        return "Written down as received." if came else "Nothing was awaited."

    @step("Record refund", asks="The money for it was given back.", icon="undo", words=REFUSALS)
    def refund(self, row: Order, asked: Any) -> str:
        went = refund(reference=row.number, now=timezone.now())
        return "Written down as given back." if went else "There was nothing to give back."


def _picture(line: OrderLine) -> str:
    return str(default_storage.url(line.image.rendition(80, "webp"))) if line.image else ""


def _sums(order: types.Order) -> list[tuple[str, str]]:
    """What the total is made of."""
    gives = f"−{_said(order.discount)}" if order.discount.amount else "Free delivery"
    coupon = [(f"Coupon {order.coupon}", gives)] if order.coupon else []
    return [("Goods", _said(order.subtotal)), *coupon, (order.shipping_name, _said(order.shipping))]


def _said(money: Money) -> str:
    return price(money.amount, money.currency)
