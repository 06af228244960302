from typing import ClassVar

from django.contrib import admin

from core.orders.models import Order, OrderEvent, OrderLine
from core.shared.backoffice import ReadOnlyAdmin, ReadOnlyInline


class OrderLineInline(ReadOnlyInline):
    model = OrderLine


class OrderEventInline(ReadOnlyInline):
    model = OrderEvent


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    list_display = ("number", "placed_at", "status", "email", "total", "currency")
    list_filter = ("status", "placed_at")
    search_fields = ("number", "email")
    date_hierarchy = "placed_at"
    inlines: ClassVar = [OrderLineInline, OrderEventInline]
