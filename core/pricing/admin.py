from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.pricing.models import Price
from core.pricing.services import remove_price, set_price
from core.shared.backoffice import PricedAdmin


@admin.register(Price)
class PriceAdmin(PricedAdmin[Price]):
    list_display = ("variant", "currency", "amount", "compare_at")
    list_filter = ("currency",)
    search_fields = ("variant__sku", "variant__product__title")
    autocomplete_fields = ("variant",)

    def get_readonly_fields(self, request: HttpRequest, obj: Price | None = None) -> tuple[str, ...]:
        return ("variant", "currency") if obj else ()

    def save_model(self, request: HttpRequest, obj: Price, form: ModelForm[Price], change: bool) -> None:
        set_price(variant_id=obj.variant_id, currency=obj.currency, amount=obj.amount, compare_at=obj.compare_at)
        obj.pk = Price.objects.values_list("pk", flat=True).get(variant=obj.variant_id, currency=obj.currency)

    def delete_model(self, request: HttpRequest, obj: Price) -> None:
        remove_price(variant_id=obj.variant_id, currency=obj.currency)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Price]) -> None:
        for price in queryset:
            self.delete_model(request, price)
