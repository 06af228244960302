"""What was moved, and what orders hold."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.inventory.models import Movement, Reservation
from core.inventory.types import MovementKind
from core.shared.backoffice import ReadOnlyAdmin, column, label

LOOKS = {
    MovementKind.RECEIVED: "success",
    MovementKind.FOUND: "success",
    MovementKind.RETURNED: "success",
    MovementKind.LOST: "danger",
    MovementKind.SHIPPED: "info",
    MovementKind.HELD_BACK: "warning",
}


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    list_display = ("happened_at", "variant", "moved", "quantity", "warehouse", "counted", "reference")
    list_filter = ("kind", "warehouse", "counted")
    list_select_related = ("variant__product", "warehouse")
    search_fields = ("variant__sku", "reference")
    date_hierarchy = "happened_at"

    @column("movement", order="kind")
    def moved(self, row: Movement) -> str:
        return label(row.get_kind_display(), LOOKS.get(MovementKind(row.kind), ""))


class HeldFilter(admin.SimpleListFilter):
    title = "how long"
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("good", "For good"), ("while", "For a while"), ("over", "Over")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Reservation]) -> QuerySet[Reservation]:
        now = timezone.now()
        which = {"good": Q(expires_at=None), "while": Q(expires_at__gt=now), "over": Q(expires_at__lte=now)}
        return queryset.filter(which.get(self.value() or "", Q()))


@admin.register(Reservation)
class ReservationAdmin(ReadOnlyAdmin):
    list_display = ("reference", "variant", "quantity", "until")
    list_filter = (HeldFilter,)
    list_select_related = ("variant__product",)
    search_fields = ("reference", "variant__sku")
    ordering = ("-id",)

    @column("held", order="expires_at")
    def until(self, row: Reservation) -> str:
        if row.expires_at is None:
            return label("For good", "success")
        over = row.expires_at <= timezone.now()
        return label("Over" if over else f"Until {timezone.localtime(row.expires_at):%H:%M}", "" if over else "info")
