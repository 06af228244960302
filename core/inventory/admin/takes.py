"""Stock takes: a scanner's code and a number, again and again, and at last what differs is written down."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from core.catalog.models import Variant
from core.catalog.rules import gtin_forms
from core.inventory import services
from core.inventory.admin.words import REFUSALS
from core.inventory.models import StockTake, Warehouse
from core.shared.backoffice import ModelAdmin, column, inputs, label, page_of, step


class OpeningForm(forms.ModelForm[StockTake]):
    warehouse = forms.ModelChoiceField(
        Warehouse.objects.filter(active=True), widget=inputs.Select(), help_text="Which one is counted."
    )

    class Meta:
        model = StockTake
        fields: ClassVar = ["warehouse"]

    def clean_warehouse(self) -> Warehouse:
        warehouse: Warehouse = self.cleaned_data["warehouse"]
        if warehouse.takes.filter(closed_at=None).exists():
            raise forms.ValidationError("It is being counted already.")
        return warehouse


class CountingForm(forms.ModelForm[StockTake]):
    """One line; Enter, which a scanner sends by itself, goes from the code to the number, and back."""

    code = forms.CharField(label="Barcode or SKU", max_length=64, widget=inputs.Text(attrs={"autocomplete": "off"}))
    counted = forms.IntegerField(
        min_value=0, max_value=1_000_000, help_text="All that lie there, those of orders too.", widget=inputs.Number()
    )

    class Meta:
        model = StockTake
        fields: ClassVar[list[str]] = []

    def clean_code(self) -> Variant:
        code = self.cleaned_data["code"]
        named = Q(sku__iexact=code) | Q(gtin__in=gtin_forms(code)) if code.isdecimal() else Q(sku__iexact=code)
        found = list(Variant.objects.filter(named).select_related("product")[:2])
        if len(found) != 1:
            raise forms.ValidationError("Several things have it." if found else "Nothing is called that.")
        if hasattr(found[0], "stock") and found[0].stock.unlimited:
            raise forms.ValidationError(REFUSALS["not_counted"])
        return found[0]


@admin.register(StockTake)
class StockTakeAdmin(ModelAdmin[StockTake]):
    list_display = ("warehouse", "opened_at", "standing", "counted", "differing")
    list_filter = ("warehouse", "opened_at")
    list_select_related = ("warehouse",)
    actions_detail = ("finish", "give_up")
    change_form_after_template = "inventory/take.html"
    warn_unsaved_form = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockTake]:
        differs = ~Q(lines__counted=F("lines__expected"))
        rows = super().get_queryset(request)
        return rows.annotate(line_count=Count("lines"), differ_count=Count("lines", filter=differs))

    @column("state", order="closed_at")
    def standing(self, row: StockTake) -> str:
        return label("Being counted", "warning") if row.closed_at is None else label("Written down", "success")

    @column("variants counted", order="line_count")
    def counted(self, row: Any) -> int:
        return int(row.line_count)

    @column("differing", order="differ_count")
    def differing(self, row: Any) -> int:
        return int(row.differ_count)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=CountingForm if obj else OpeningForm, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: StockTake | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("warehouse",)}),)
        return () if obj.closed_at else (("Count", {"fields": (("code", "counted"),)}),)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.closed_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        lines = list(row.lines.select_related("variant__product")) if row else []
        more = {"take": row, "lines": lines, "show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context | more, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: StockTake, form: forms.ModelForm[Any], change: bool) -> None:
        now = timezone.now()
        if change:
            counts = {form.cleaned_data["code"].pk: form.cleaned_data["counted"]}
            services.count(take_id=obj.pk, counts=counts, now=now)
        else:
            obj.pk = services.open_take(warehouse_id=obj.warehouse_id, now=now)
            obj.opened_at = now

    def response_change(self, request: HttpRequest, obj: StockTake) -> HttpResponse:
        """Back to the code, for the next one."""
        return HttpResponseRedirect(page_of(obj))

    def response_add(self, request: HttpRequest, obj: StockTake, post_url_continue: str | None = None) -> HttpResponse:
        return HttpResponseRedirect(page_of(obj))

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row = self.get_object(request, str(object_id))
        return super().get_actions_detail(request, object_id) if row and row.closed_at is None else []

    @step(
        "Finish",
        asks="What differs is found or lost from now on. What nobody counted stays as it is.",
        icon="done_all",
        words=REFUSALS,
        look="primary",
    )
    def finish(self, row: StockTake, asked: Any) -> str:
        differing = services.close_take(take_id=row.pk, now=timezone.now())
        return f"Written down: {differing} differed."

    @step("Give up", asks="As if nobody had counted.", icon="close", words=REFUSALS)
    def give_up(self, row: StockTake, asked: Any) -> str:
        services.abandon_take(take_id=row.pk)
        return "Nothing was changed."
