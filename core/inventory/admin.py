"""Stock in the back office: seen everywhere, changed only by receiving goods."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from core.inventory.models import Movement, Stock
from core.inventory.services import receive
from core.shared.backoffice import ReadOnlyAdmin


class ReceiptForm(forms.ModelForm[Stock]):
    """Goods that have come in, for a variant that is new here or not."""

    received = forms.IntegerField(min_value=1, max_value=1_000_000, help_text="How many have come in now.")
    reference = forms.CharField(max_length=80, required=False, help_text="Such as the delivery note's number.")

    class Meta:
        model = Stock
        fields: ClassVar = ["variant"]


@admin.register(Stock)
class StockAdmin(admin.ModelAdmin[Stock]):
    form = ReceiptForm
    list_display = ("variant", "available", "reserved")
    search_fields = ("variant__sku", "variant__product__title")
    autocomplete_fields = ("variant",)

    def get_readonly_fields(self, request: HttpRequest, obj: Stock | None = None) -> tuple[str, ...]:
        return ("variant", "available", "reserved") if obj else ("available", "reserved")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Stock, form: Any, change: bool) -> None:
        data = form.cleaned_data
        receive(variant_id=obj.variant_id, quantity=data["received"], reference=data["reference"], now=timezone.now())


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    list_display = ("happened_at", "variant", "kind", "quantity", "reference")
    list_filter = ("kind",)
    search_fields = ("variant__sku", "reference")
