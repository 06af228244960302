"""Stock in the back office: seen everywhere, changed only by receiving goods and by counting them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from core.catalog.admin import show_beside_variants
from core.catalog.models import Variant
from core.catalog.rules import variant_title
from core.inventory.models import Movement, Stock
from core.inventory.selectors import FEW
from core.inventory.services import receive, set_levels
from core.inventory.types import MovementKind, StockLevel
from core.shared.backoffice import ModelAdmin, ReadOnlyAdmin, StepForm, column, inputs, label, link, page_of, step

LOOKS = {
    MovementKind.RECEIVED: "success",
    MovementKind.FOUND: "success",
    MovementKind.LOST: "danger",
    MovementKind.SHIPPED: "info",
}
REFUSALS = {"quantity_invalid": "Nothing is less than nothing."}


class ReceiptForm(forms.ModelForm[Stock]):
    """Goods that have come in, for a variant that is new here or not."""

    received = forms.IntegerField(
        min_value=1, max_value=1_000_000, help_text="How many have come in now.", widget=inputs.Number()
    )
    reference = forms.CharField(
        max_length=80, required=False, help_text="Such as the delivery note's number.", widget=inputs.Text()
    )

    class Meta:
        model = Stock
        fields: ClassVar = ["variant"]


class CountForm(StepForm):
    available = forms.IntegerField(
        min_value=0, max_value=1_000_000, help_text="Without those that orders hold.", widget=inputs.Number()
    )
    unlimited = forms.BooleanField(
        required=False, label="Not counted", help_text="There is always enough of it.", widget=inputs.Switch()
    )

    def __init__(self, *args: Any, object_id: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, object_id=object_id, **kwargs)
        self.initial |= Stock.objects.filter(pk=object_id).values("available", "unlimited").first() or {}


class LevelFilter(admin.SimpleListFilter):
    title = "how many"
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "Sold out"), ("few", f"Fewer than {FEW}"), ("uncounted", "Not counted")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stock]) -> QuerySet[Stock]:
        which = {
            "none": Q(available=0, unlimited=False),
            "few": Q(available__gt=0, available__lt=FEW, unlimited=False),
            "uncounted": Q(unlimited=True),
        }
        return queryset.filter(which.get(self.value() or "", Q()))


@admin.register(Stock)
class StockAdmin(ModelAdmin[Stock]):
    form = ReceiptForm
    list_display = ("what", "sku", "level", "reserved")
    list_filter = (LevelFilter,)
    list_select_related = ("variant__product",)
    ordering = ("available", "variant")
    search_fields = ("variant__sku", "variant__product__title")
    autocomplete_fields = ("variant",)
    actions_detail = ("count",)

    @column("product", order="variant__product__title", header=True)
    def what(self, row: Stock) -> list[str]:
        return [row.variant.product.title, variant_title(row.variant.option_values)]

    @column("SKU", order="variant__sku")
    def sku(self, row: Stock) -> str:
        return row.variant.sku

    @column("available", order="available")
    def level(self, row: Stock) -> str:
        if row.unlimited:
            return label("Not counted", "info")
        return label(str(row.available), "danger" if not row.available else "warning" if row.available < FEW else "")

    def get_fieldsets(self, request: HttpRequest, obj: Stock | None = None) -> Any:
        goods = ("Goods that have come in", {"fields": (("received", "reference"),)})
        if obj is None:
            return (("Goods that have come in", {"fields": ("variant", ("received", "reference"))}),)
        return (goods, ("What there is", {"fields": ("variant", ("level", "reserved"))}))

    def get_readonly_fields(self, request: HttpRequest, obj: Stock | None = None) -> tuple[str, ...]:
        return ("variant", "level", "reserved") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Stock, form: forms.ModelForm[Stock], change: bool) -> None:
        data = form.cleaned_data
        receive(variant_id=obj.variant_id, quantity=data["received"], reference=data["reference"], now=timezone.now())

    @step("Count", asks="How many can be sold now?", icon="checklist", words=REFUSALS, form=CountForm)
    def count(self, row: Stock, asked: Any) -> str:
        level = StockLevel(row.variant_id, asked["available"], asked["unlimited"])
        set_levels(levels=[level], reference="stock take", now=timezone.now())
        return "Written down as counted."


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    list_display = ("happened_at", "variant", "moved", "quantity", "counted", "reference")
    list_filter = ("kind", "counted")
    list_select_related = ("variant__product",)
    search_fields = ("variant__sku", "reference")
    date_hierarchy = "happened_at"

    @column("movement", order="kind")
    def moved(self, row: Movement) -> str:
        return label(row.get_kind_display(), LOOKS.get(MovementKind(row.kind), ""))


@column("in stock")
def beside_variant(variant: Variant) -> str:
    """How many there are, leading to where goods are received."""
    row: Stock | None = getattr(variant, "stock", None)
    if row is None:
        return link(f"{reverse('admin:inventory_stock_add')}?variant={variant.pk}", "Receive") if variant.pk else ""
    return link(page_of(row), "Not counted" if row.unlimited else str(row.available))


show_beside_variants(beside_variant, related="stock")
