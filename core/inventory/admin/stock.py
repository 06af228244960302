"""What there is of each variant, how that comes about, and what staff do to it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, Q, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from core.catalog.admin import OfVariant, show_beside_variants
from core.catalog.models import Variant
from core.inventory import services
from core.inventory.admin.forms import BackorderForm, CountForm, ReceiptForm, ReturnForm, SafetyForm, TransferForm
from core.inventory.admin.words import REFUSALS
from core.inventory.models import Stock, Warehouse
from core.inventory.selectors import FEW, explain
from core.inventory.types import StockLevel
from core.shared.backoffice import ModelAdmin, column, label, link, page_of, step


class LevelFilter(admin.SimpleListFilter):
    title = "how many"
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("none", "Sold out"),
            ("few", f"Fewer than {FEW}"),
            ("backorder", "On backorder"),
            ("owed", "Owed to customers"),
            ("uncounted", "Not counted"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stock]) -> QuerySet[Stock]:
        which = {
            "none": Q(available__lte=-F("backorder_limit"), unlimited=False),
            "few": Q(available__gt=0, available__lt=FEW, unlimited=False),
            "backorder": Q(available__lte=0, available__gt=-F("backorder_limit"), unlimited=False),
            "owed": Q(available__lt=0, unlimited=False),
            "uncounted": Q(unlimited=True),
        }
        return queryset.filter(which.get(self.value() or "", Q()))


class WarehouseFilter(admin.SimpleListFilter):
    title = "warehouse"
    parameter_name = "warehouse"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(row.pk), row.name) for row in Warehouse.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stock]) -> QuerySet[Stock]:
        asked = self.value() or ""
        there = Q(variant__places__warehouse=asked, variant__places__on_hand__gt=0) if asked.isdecimal() else Q()
        return queryset.filter(there)


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

    # --- What is shown ---

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
    row: Stock | None = getattr(variant, "stock", None)
    if row is None:
        return link(f"{reverse('admin:inventory_stock_add')}?variant={variant.pk}", "Receive") if variant.pk else ""
    return link(page_of(row), "Not counted" if row.unlimited else str(row.available))


show_beside_variants(beside_variant, related="stock")
