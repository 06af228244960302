"""Orders in the back office: looked at whole, and seen through step by step."""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone

from core.orders import services
from core.orders.admin.sheet import LOOKS, sheet
from core.orders.admin.steps import REFUSALS, CancelForm, RefundForm, ShipForm, steps_of
from core.orders.models import Order
from core.orders.types import OrderStatus
from core.payments.admin import LOOKS as PAYMENT_LOOKS
from core.payments.models import Payment
from core.payments.selectors import payment_of
from core.payments.services import capture_later, give_up, record_received, refund, wake
from core.payments.types import AmountInvalid, PaymentStatus, Provider
from core.shared.backoffice import ExportAdmin, Field, ModelResource, ReadOnlyAdmin, column, label, page_of, price, step
from core.shared.money import Money


class PaymentFilter(admin.SimpleListFilter):
    title = "payment"
    parameter_name = "payment"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(status.value, status.name.title()) for status in PaymentStatus]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(paid=self.value()) if self.value() else queryset


class OrderSheet(ModelResource):
    """A row an order, its amounts in whole units of its currency."""

    name = Field("address__name", "name")
    postcode = Field("address__postcode", "postcode")
    city = Field("address__city", "city")
    country = Field("address__country", "country")

    class Meta:
        model = Order
        fields = (
            *("number", "status", "placed_at", "email", "name", "postcode", "city", "country", "shipping_name"),
            *(
                "currency",
                "subtotal",
                "discount",
                "coupon",
                "shipping",
                "tax",
                "tax_added",
                "total",
                "carrier",
                "tracking",
            ),
        )

    def dehydrate_subtotal(self, row: Order) -> Decimal:
        return Money(row.subtotal, row.currency).decimal

    def dehydrate_discount(self, row: Order) -> Decimal:
        return Money(row.discount, row.currency).decimal

    def dehydrate_shipping(self, row: Order) -> Decimal:
        return Money(row.shipping, row.currency).decimal

    def dehydrate_tax(self, row: Order) -> Decimal:
        return Money(row.tax, row.currency).decimal

    def dehydrate_tax_added(self, row: Order) -> Decimal:
        return Money(row.tax_added, row.currency).decimal

    def dehydrate_total(self, row: Order) -> Decimal:
        return Money(row.total, row.currency).decimal


@admin.register(Order)
class OrderAdmin(ExportAdmin, ReadOnlyAdmin):
    shows_people = True
    resource_classes: ClassVar = [OrderSheet]
    list_display = ("number", "standing", "payment", "email", "sum", "placed_at", "tracking")
    list_filter = ("status", PaymentFilter, "placed_at")
    search_fields = ("number", "email", "tracking", "lines__sku")
    date_hierarchy = "placed_at"
    change_form_before_template = "orders/sheet.html"
    actions_detail = ("record_payment", "ship", "deliver", "capture", "refund", "ask_again", "cancel", "give_up")

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
        return sheet(row) | {"standing": self.standing(row), "payment_standing": self.payment(row)}

    def get_urls(self) -> list[Any]:
        by_number = path("number/<str:number>/", self.admin_site.admin_view(self.by_number), name="order_by_number")
        return [by_number, *super().get_urls()]

    def by_number(self, request: HttpRequest, number: str) -> HttpResponse:
        """For those who know an order as its shopper does."""
        return redirect(page_of(get_object_or_404(Order, number=number)))

    # --- The steps ---

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row: Any = self.get_object(request, str(object_id))
        can = steps_of(OrderStatus(row.status), payment_of(row.number)) if row else set()
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
        services.ship(
            number=row.number,
            carrier=asked["carrier"],
            tracking=asked["tracking"],
            warehouse_id=asked["warehouse"].pk if asked["warehouse"] else None,
            now=timezone.now(),
        )
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

    @step(
        "Capture now", asks="The money that is held is charged, before it is shipped.", icon="payments", words=REFUSALS
    )
    def capture(self, row: Order, asked: Any) -> str:
        held = capture_later(reference=row.number, now=timezone.now())
        return "It is being charged." if held else "Nothing was held any more, or it is being charged already."

    @step(
        "Refund",
        asks="Money that has come is given back: by the provider that took it, else by you.",
        icon="undo",
        words=REFUSALS,
        form=RefundForm,
    )
    def refund(self, row: Order, asked: Any) -> str:
        amount = _minor(asked["amount"], row.currency)
        went = refund(reference=row.number, amount=amount, reason=asked["reason"], now=timezone.now())
        given = price(went, row.currency)
        if not went:
            return "There was nothing to give back."
        manual = payment_of(row.number).provider is Provider.MANUAL
        return f"{given} written down as given back." if manual else f"{given} is on its way back."

    @step(
        "Ask the provider again",
        asks="The worker asks at once how the payment stands, whatever was planned.",
        icon="sync",
        words=REFUSALS,
    )
    def ask_again(self, row: Order, asked: Any) -> str:
        return "It is asked again." if wake(reference=row.number, now=timezone.now()) else "There is nobody to ask."

    @step(
        "Give up the payment",
        asks="The provider is told to forget it. If the money has not come by then, the order is not placed.",
        icon="cancel",
        words=REFUSALS,
    )
    def give_up(self, row: Order, asked: Any) -> str:
        wanted = give_up(reference=row.number, now=timezone.now())
        return "It is being given up." if wanted else "It was given up already, or the money has come."


def _minor(major: Decimal | None, currency: str) -> int | None:
    try:
        return None if major is None else Money.of(major, currency).amount
    except ValueError:
        raise AmountInvalid(currency=currency) from None
