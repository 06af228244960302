"""Prices in the back office."""

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.catalog.admin import show_beside_variants
from core.catalog.models import Variant
from core.catalog.rules import variant_title
from core.pricing.models import Price
from core.pricing.services import remove_price, set_price
from core.shared.backoffice import PricedAdmin, column, link, page_of, price


@admin.register(Price)
class PriceAdmin(PricedAdmin[Price]):
    list_display = ("what", "sku", "costs", "was", "currency")
    list_filter = ("currency", ("compare_at", admin.EmptyFieldListFilter))
    list_select_related = ("variant__product",)
    search_fields = ("variant__sku", "variant__product__title")
    autocomplete_fields = ("variant",)
    fields = ("variant", ("amount", "compare_at", "currency"))

    @column("product", order="variant__product__title", header=True)
    def what(self, row: Price) -> list[str]:
        return [row.variant.product.title, variant_title(row.variant.option_values)]

    @column("SKU", order="variant__sku")
    def sku(self, row: Price) -> str:
        return row.variant.sku

    @column("price", order="amount")
    def costs(self, row: Price) -> str:
        return price(row.amount, row.currency)

    @column("was", order="compare_at")
    def was(self, row: Price) -> str | None:
        return None if row.compare_at is None else price(row.compare_at, row.currency)

    def get_readonly_fields(self, request: HttpRequest, obj: Price | None = None) -> tuple[str, ...]:
        return ("variant", "currency") if obj else ()

    def save_model(self, request: HttpRequest, obj: Price, form: ModelForm[Price], change: bool) -> None:
        set_price(variant_id=obj.variant_id, currency=obj.currency, amount=obj.amount, compare_at=obj.compare_at)
        obj.pk = Price.objects.values_list("pk", flat=True).get(variant=obj.variant_id, currency=obj.currency)

    def delete_model(self, request: HttpRequest, obj: Price) -> None:
        remove_price(variant_id=obj.variant_id, currency=obj.currency)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Price]) -> None:
        for row in queryset:
            self.delete_model(request, row)


@column("price")
def beside_variant(variant: Variant) -> SafeString:
    """What it costs in each currency, leading to where that is changed or said first."""
    if not variant.pk:
        return SafeString()
    rows = {row.currency: row for row in variant.prices.all()}
    return format_html_join(
        " ",
        "{}",
        ((_leading(variant, currency, rows.get(currency)),) for currency in settings.SHOP_CURRENCIES),
    )


def _leading(variant: Variant, currency: str, row: Price | None) -> str:
    if row is not None:
        return link(page_of(row), price(row.amount, row.currency))
    return link(f"{reverse('admin:pricing_price_add')}?variant={variant.pk}&currency={currency}", f"Set in {currency}")


show_beside_variants(beside_variant, related="prices")
