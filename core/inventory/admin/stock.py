"""What there is of each variant, how that comes about, and what staff do to it."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.catalog.admin import OfVariant, show_beside_variants
from core.catalog.models import Variant
from core.catalog.rules import variant_title
from core.catalog.types import ProductStatus
from core.inventory import services
from core.inventory.admin.filters import LevelFilter, WarehouseFilter
from core.inventory.admin.forms import BackorderForm, CountForm, ReceiptForm, ReturnForm, SafetyForm, TransferForm
from core.inventory.admin.words import REFUSALS
from core.inventory.models import Stock, Warehouse
from core.inventory.selectors import FEW, explain
from core.inventory.types import StockLevel
from core.shared.backoffice import ModelAdmin, column, label, link, step

MOST_NEW = 20  # variants that nothing ever came in of, named below the list


@admin.register(Stock)
class StockAdmin(OfVariant, ModelAdmin[Stock]):
    form = ReceiptForm
    list_display = ("what", "sku", "level", "reserved", "safety", "on_hand", "more")
    list_filter = (LevelFilter, WarehouseFilter)
    list_select_related = ("variant__product",)
    ordering = ("available", "variant")
    search_fields = ("variant__sku", "variant__gtin", "variant__product__title")
    autocomplete_fields = ("variant",)
    actions_detail = ("count", "backorders", "safety_stock", "transfer", "take_back")
    change_form_before_template = "inventory/explanation.html"
    list_before_template = "inventory/where_it_begins.html"
    list_after_template = "inventory/never_received.html"

    # --- What is shown ---

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response: HttpResponse = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:  # asked only where filters do not leave it out
            shown["never_received"] = SimpleLazyObject(partial(self._never_received, request, shown["cl"].query))
        return response

    def _never_received(self, request: HttpRequest, searched: str) -> dict[str, Any]:
        """The newest variants that nothing ever came in of, and whether there are more. As the list is searched."""
        rows = Variant.objects.filter(stock=None).exclude(product__status=ProductStatus.ARCHIVED)
        variants = self.admin_site.get_model_admin(Variant)
        found, _ = variants.get_search_results(request, rows, searched)
        newest = list(found.select_related("product").order_by("-id")[: MOST_NEW + 1])
        told = [(row, variant_title(row.option_values)) for row in newest[:MOST_NEW]]
        return {"rows": told, "more": len(newest) > MOST_NEW}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Stock | None:
        """Of a variant that nothing ever came in of there is nothing; its page is there all the same."""
        row = super().get_object(request, object_id, from_field)
        if row is not None or not object_id.isdecimal():
            return row
        variant = Variant.objects.select_related("product").filter(pk=object_id).first()
        return Stock(variant=variant) if variant else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stock]:
        return super().get_queryset(request).annotate(there=Sum("variant__places__on_hand", default=0))

    @column("available", order="available")
    def level(self, row: Stock) -> str:
        if row.unlimited:
            return label("Not counted", "info")
        if row.owed:
            return label(f"{row.owed} owed", "danger")
        return label(str(row.available), "danger" if not row.sellable else "warning" if row.available < FEW else "")

    @column("on hand", order="there")
    def on_hand(self, row: Any) -> str:
        return "" if row.unlimited else str(row.there)

    @column("more to come", order="expected_at")
    def more(self, row: Stock) -> str:
        """What may be sold beyond what is there, and when more comes in."""
        day = f"{timezone.localtime(row.expected_at):%-d %b %Y}" if row.expected_at else ""
        return " · ".join(filter(None, [f"{row.backorder_limit} may be owed" if row.backorder_limit else "", day]))

    def get_fieldsets(self, request: HttpRequest, obj: Stock | None = None) -> Any:
        came = (("received", "warehouse"), "reference")
        fields = came if obj else ("variant", *came)
        return (("Goods that have come in", {"fields": fields}),)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        more = {"told": explain(row.pk), "stock": row, "movements": _movements_of(row)} if row else {}
        return super().render_change_form(request, context | more, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # --- The steps ---

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """Goods are carried over only where there are several warehouses."""
        several = Warehouse.objects.filter(active=True).count() > 1
        steps = super().get_actions_detail(request, object_id)
        return [one for one in steps if several or one.path != "transfer"]

    def save_model(self, request: HttpRequest, obj: Stock, form: forms.ModelForm[Stock], change: bool) -> None:
        data = form.cleaned_data
        services.receive(
            variant_id=obj.variant_id,
            quantity=data["received"],
            warehouse_id=data["warehouse"].pk if data["warehouse"] else None,
            reference=data["reference"],
            now=timezone.now(),
        )

    @step("Count", asks="How many can be sold now?", icon="checklist", words=REFUSALS, form=CountForm)
    def count(self, row: Stock, asked: Any) -> str:
        level = StockLevel(row.variant_id, asked["available"], asked["unlimited"])
        services.set_levels(levels=[level], reference="count", now=timezone.now())
        return "Written down as counted."

    @step(
        "Set backorders",
        asks="How many may be sold that are not there?",
        icon="schedule",
        words=REFUSALS,
        form=BackorderForm,
    )
    def backorders(self, row: Stock, asked: Any) -> str:
        services.set_backorder(
            variant_id=row.pk, limit=asked["limit"], expected_at=asked["expected_at"], now=timezone.now()
        )
        return "Shoppers see it at once."

    @step("Set safety stock", asks="How many are held back from sale?", icon="shield", words=REFUSALS, form=SafetyForm)
    def safety_stock(self, row: Stock, asked: Any) -> str:
        services.set_safety(variant_id=row.pk, units=asked["units"], now=timezone.now())
        return "Written down."

    @step(
        "Transfer",
        asks="Goods are carried from one warehouse to another.",
        icon="move_down",
        words=REFUSALS,
        form=TransferForm,
    )
    def transfer(self, row: Stock, asked: Any) -> str:
        services.transfer(
            source=asked["source"].pk,
            target=asked["target"].pk,
            quantities={row.pk: asked["quantity"]},
            reference=asked["reference"],
            now=timezone.now(),
        )
        return "Written down as carried over."

    @step(
        "Take back",
        asks="Sold goods have come back, and can be sold again.",
        icon="assignment_return",
        words=REFUSALS,
        form=ReturnForm,
    )
    def take_back(self, row: Stock, asked: Any) -> str:
        services.take_back(
            quantities={row.pk: asked["quantity"]},
            warehouse_id=asked["warehouse"].pk if asked["warehouse"] else None,
            reference=asked["reference"],
            now=timezone.now(),
        )
        return "Back on the shelf."


def _movements_of(row: Stock) -> list[Any]:
    """The latest."""
    return list(row.variant.movements.select_related("warehouse").order_by("-id")[:10])


@column("in stock")
def beside_variant(variant: Variant) -> str:
    """How many there are, leading to where goods are received."""
    if not variant.pk:
        return ""
    row: Stock | None = getattr(variant, "stock", None)
    said = "Receive" if row is None else "Not counted" if row.unlimited else str(row.available)
    return link(reverse("admin:inventory_stock_change", args=[variant.pk]), said)


show_beside_variants(beside_variant, related="stock")
