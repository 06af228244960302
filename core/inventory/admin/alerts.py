from django.contrib import admin

from core.catalog.admin import OfVariant
from core.inventory.models import StockAlert
from core.shared.backoffice import ReadOnlyAdmin


@admin.register(StockAlert)
class StockAlertAdmin(OfVariant, ReadOnlyAdmin):
    """Who waits for what: also, what to order more of."""

    shows_people = True
    list_display = ("what", "sku", "email", "created_at", "locale", "currency")
    list_filter = ("created_at",)
    list_select_related = ("variant__product",)
    search_fields = ("email", "variant__sku", "variant__product__title")
    date_hierarchy = "created_at"
