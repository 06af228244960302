"""Prices in the back office."""

from django.contrib import admin

from core.pricing.models import Price, PriceList
from core.shared.backoffice import ReadOnlyAdmin


@admin.register(PriceList)
class PriceListAdmin(ReadOnlyAdmin):
    list_display = ("name", "currency", "group")


@admin.register(Price)
class PriceAdmin(ReadOnlyAdmin):
    list_display = ("variant", "price_list", "amount")
