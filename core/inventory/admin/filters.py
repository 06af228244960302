"""What the list of stock is narrowed by."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from core.inventory.models import Stock, Warehouse
from core.inventory.selectors import FEW


class LevelFilter(admin.SimpleListFilter):
    title = "how many"
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("none", "Sold out"),
            ("few", f"Fewer than {FEW}"),
            ("backorder", "On backorder"),
            ("owed", "Owed to customers"),
            ("uncounted", "Not counted"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stock]) -> QuerySet[Stock]:
        which = {
            "none": Q(available__lte=-F("backorder_limit"), unlimited=False),
            "few": Q(available__gt=0, available__lt=FEW, unlimited=False),
            "backorder": Q(available__lte=0, available__gt=-F("backorder_limit"), unlimited=False),
            "owed": Q(available__lt=0, unlimited=False),
            "uncounted": Q(unlimited=True),
        }
        return queryset.filter(which.get(self.value() or "", Q()))


class WarehouseFilter(admin.SimpleListFilter):
    title = "warehouse"
    parameter_name = "warehouse"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(row.pk), row.name) for row in Warehouse.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stock]) -> QuerySet[Stock]:
        asked = self.value() or ""
        there = Q(variant__places__warehouse=asked, variant__places__on_hand__gt=0) if asked.isdecimal() else Q()
        return queryset.filter(there)
