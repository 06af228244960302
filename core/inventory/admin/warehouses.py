from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse

from core.inventory import services
from core.inventory.admin.words import REFUSALS
from core.inventory.models import Warehouse
from core.shared.backoffice import ModelAdmin, column, label, link, step


@admin.register(Warehouse)
class WarehouseAdmin(ModelAdmin[Warehouse]):
    list_display = ("name", "code", "country", "priority", "standing", "kinds", "units")
    search_fields = ("name", "code")
    prepopulated_fields: ClassVar = {"code": ("name",)}
    fieldsets: ClassVar = ((None, {"fields": (("name", "code"), ("country", "priority"))}),)
    actions_detail = ("close", "open")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Warehouse]:
        there = Q(goods__on_hand__gt=0)
        rows = super().get_queryset(request)
        return rows.annotate(kind_count=Count("goods", filter=there), unit_count=Sum("goods__on_hand", default=0))

    @column("state", order="active")
    def standing(self, row: Warehouse) -> str:
        return label("Open", "success") if row.active else label("Closed", "")

    @column("variants", order="kind_count")
    def kinds(self, row: Any) -> str:
        goods = reverse("admin:inventory_stock_changelist") + f"?warehouse={row.pk}"
        return link(goods, str(row.kind_count)) if row.kind_count else "0"

    @column("units", order="unit_count")
    def units(self, row: Any) -> int:
        return int(row.unit_count)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was moved there stays written down."""
        return False

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row = self.get_object(request, str(object_id))
        can = {"close" if row.active else "open"} if row else set()
        return [one for one in super().get_actions_detail(request, object_id) if one.path in can]

    @step("Close", asks="Nothing comes in there, or leaves, any more.", icon="lock", words=REFUSALS)
    def close(self, row: Warehouse, asked: Any) -> str:
        services.close_warehouse(warehouse_id=row.pk)
        return "Closed."

    @step("Open again", asks="Goods can come in there.", icon="lock_open", words=REFUSALS)
    def open(self, row: Warehouse, asked: Any) -> str:
        services.open_warehouse(warehouse_id=row.pk)
        return "Open."
