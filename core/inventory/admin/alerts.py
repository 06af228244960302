from django.contrib import admin

from core.catalog.rules import variant_title
from core.inventory.models import StockAlert
from core.shared.backoffice import ReadOnlyAdmin, column


@admin.register(StockAlert)
class StockAlertAdmin(ReadOnlyAdmin):
    """Who waits for what: also, what to order more of."""

    shows_people = True
    list_display = ("what", "sku", "email", "created_at", "locale", "currency")
    list_filter = ("created_at",)
    list_select_related = ("variant__product",)
    search_fields = ("email", "variant__sku", "variant__product__title")
    date_hierarchy = "created_at"

    @column("product", order="variant__product__title", header=True)
    def what(self, row: StockAlert) -> list[str]:
        return [row.variant.product.title, variant_title(row.variant.option_values)]

    @column("SKU", order="variant__sku")
    def sku(self, row: StockAlert) -> str:
        return row.variant.sku
