from typing import ClassVar

from django.contrib import admin

from core.outbox.models import Delivery, OutboxEvent
from core.shared.backoffice import ReadOnlyAdmin, ReadOnlyInline


class DeliveryInline(ReadOnlyInline):
    model = Delivery
    fields: ClassVar = ("consumer", "delivered_at")


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyAdmin):
    list_display = ("topic", "occurred_at", "relayed_at", "attempts", "last_error")
    list_filter = ("topic", ("relayed_at", admin.EmptyFieldListFilter))
    ordering = ("-id",)
    date_hierarchy = "occurred_at"
    inlines: ClassVar = [DeliveryInline]
