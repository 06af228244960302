"""Owed work in the back office: what has failed and why, and another try."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.outbox import services
from core.outbox.models import Delivery, Job, OutboxEvent
from core.shared.backoffice import ReadOnlyAdmin, ReadOnlyInline, column, label, step

STANDINGS = {
    "dead": Q(dead_at__isnull=False),
    "failing": Q(due_at__isnull=False, attempts__gt=0),
    "waiting": Q(due_at__isnull=False, attempts=0),
    "done": Q(due_at=None, dead_at=None),
}
LOOKS = {"dead": "danger", "failing": "warning", "waiting": "info", "done": "success"}


def standing_of(job: Job) -> str:
    if job.dead_at:
        return "dead"
    if job.due_at:
        return "failing" if job.attempts else "waiting"
    return "done"


class StandingFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name.title()) for name in STANDINGS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(STANDINGS.get(self.value() or "", Q()))


class JobAdmin(ReadOnlyAdmin):
    """Of jobs of any kind: dead ones can be retried."""

    actions: Any = ("retry_chosen",)
    actions_detail: Any = ("retry",)

    @column("standing")
    def standing(self, row: Job) -> str:
        name = standing_of(row)
        return label(name.title(), LOOKS[name])

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row: Any = self.get_object(request, str(object_id))
        can = self.steps_of(row) if row else set()
        return [one for one in super().get_actions_detail(request, object_id) if one.path in can]

    def steps_of(self, row: Any) -> set[str]:
        return {"retry"} if row.dead_at else set()

    @step("Retry", asks="It was given up. The worker tries it again at once.", icon="replay", words={}, look="primary")
    def retry(self, row: Job, asked: Any) -> str:
        jobs = type(row)._default_manager.filter(pk=row.pk)
        return "It is tried again." if services.retry(jobs=jobs, now=timezone.now()) else "It was not dead any more."

    @admin.action(description="Retry those that were given up", permissions=["act"])
    def retry_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        retried = services.retry(jobs=queryset.order_by(), now=timezone.now())
        self.message_user(request, f"{retried} tried again.")


class DeliveryInline(ReadOnlyInline):
    model = Delivery
    fields: ClassVar = ("consumer", "delivered_at")


@admin.register(OutboxEvent)
class OutboxEventAdmin(JobAdmin):
    shows_people = True
    list_display = ("topic", "standing", "occurred_at", "relayed_at", "attempts", "last_error")
    list_filter = (StandingFilter, "topic")
    ordering = ("-id",)
    date_hierarchy = "occurred_at"
    inlines: ClassVar = [DeliveryInline]
