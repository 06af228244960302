"""What is owed, what has come and gone back, and what providers have told us of."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from core.outbox.admin import JobAdmin, StandingFilter
from core.payments.models import Dispute, LedgerEntry, Payment, ProviderEvent, Refund
from core.payments.services import record_received, refund
from core.payments.types import DisputeStatus, PaymentDisputed, PaymentStatus, RefundStatus
from core.shared.backoffice import ReadOnlyAdmin, ReadOnlyInline, column, label, price

LOOKS = {
    PaymentStatus.PENDING: "info",
    PaymentStatus.ACTION: "warning",
    PaymentStatus.AUTHORISED: "info",
    PaymentStatus.FAILED: "danger",
    PaymentStatus.AWAITED: "warning",
    PaymentStatus.RECEIVED: "success",
    PaymentStatus.CANCELLED: "default",
    PaymentStatus.REFUNDED: "info",
}
REFUND_LOOKS = {RefundStatus.REQUESTED: "info", RefundStatus.DONE: "success", RefundStatus.FAILED: "danger"}

DISPUTE_LOOKS = {
    DisputeStatus.INQUIRY: "warning",
    DisputeStatus.OPEN: "danger",
    DisputeStatus.WON: "success",
    DisputeStatus.LOST: "danger",
    DisputeStatus.DROPPED: "default",
}


def dispute_standing(status: str) -> str:
    return label(status.title(), DISPUTE_LOOKS[DisputeStatus(status)])


class RefundInline(ReadOnlyInline):
    model = Refund
    fields: ClassVar = ("sum", "state", "reason", "provider_ref", "requested_at", "ended_at")
    readonly_fields: ClassVar = fields

    @column("amount")
    def sum(self, row: Refund) -> str:
        return price(row.amount, row.payment.currency)

    @column("state")
    def state(self, row: Refund) -> str:
        return label(row.get_status_display(), REFUND_LOOKS[RefundStatus(row.status)])


class EntryInline(ReadOnlyInline):
    model = LedgerEntry
    fields: ClassVar = ("kind", "sum", "entered_at")
    readonly_fields: ClassVar = fields

    @column("amount")
    def sum(self, row: LedgerEntry) -> str:
        return price(row.amount, row.currency)


class DisputeInline(ReadOnlyInline):
    model = Dispute
    fields: ClassVar = (
        *("state", "reason", "sum", "taken", "given_back", "cost", "opened_at", "answer_by", "closed_at"),
        "provider_ref",
    )
    readonly_fields: ClassVar = fields

    @column("state")
    def state(self, row: Dispute) -> str:
        return dispute_standing(row.status)

    @column("amount")
    def sum(self, row: Dispute) -> str:
        return price(row.amount, row.payment.currency)

    @column("taken")
    def taken(self, row: Dispute) -> str:
        return price(row.withdrawn, row.payment.currency)

    @column("given back")
    def given_back(self, row: Dispute) -> str:
        return price(row.reinstated, row.payment.currency)

    @column("fee")
    def cost(self, row: Dispute) -> str:
        return price(row.fee - row.fee_back, row.payment.currency)


class DisputeFilter(admin.SimpleListFilter):
    title = "dispute"
    parameter_name = "dispute"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("answer", "To answer"), *((status.value, status.name.title()) for status in DisputeStatus)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        if not wanted:
            return queryset
        which = Q(answer_by__isnull=False) if wanted == "answer" else Q(status=wanted)
        return queryset.filter(pk__in=Dispute.objects.filter(which).values("payment"))


@admin.register(Payment)
class PaymentAdmin(JobAdmin):
    shows_people = True
    list_display = (
        "reference",
        "owed",
        "state",
        "dispute",
        "kept",
        "provider",
        "opened_at",
        "received_at",
        "closed_at",
    )
    list_filter = ("status", DisputeFilter, StandingFilter, "provider")
    search_fields = ("reference", "intent_id")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at",)
    actions = ("mark_received", "mark_refunded", "retry_chosen")
    inlines: ClassVar = [EntryInline, RefundInline, DisputeInline]
    exclude = ("method", "step")  # with which somebody could pay

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        latest = Dispute.objects.filter(payment=OuterRef("pk")).order_by("-id").values("status")[:1]
        rows: QuerySet[Any] = super().get_queryset(request).annotate(disputed=Subquery(latest))
        return rows

    @column("amount", order="amount")
    def owed(self, row: Payment) -> str:
        return price(row.amount, row.currency)

    @column("state", order="status")
    def state(self, row: Payment) -> str:
        return label(row.get_status_display(), LOOKS[PaymentStatus(row.status)])

    @column("dispute", order="disputed")
    def dispute(self, row: Any) -> str:
        return dispute_standing(row.disputed) if row.disputed else ""

    @column("kept")
    def kept(self, row: Payment) -> str:
        return price(row.captured - row.refunded - row.withdrawn, row.currency)

    @admin.action(description="Record that the money has come", permissions=["act"])
    def mark_received(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        recorded = sum(record_received(reference=row.reference, now=timezone.now()) for row in queryset)
        self.message_user(request, f"{recorded} recorded as received.")

    @admin.action(description="Give the money back, all that is left of it", permissions=["act"])
    def mark_refunded(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        refunded, disputed = 0, 0
        for row in queryset:
            try:
                refunded += refund(reference=row.reference, now=timezone.now()) > 0
            except PaymentDisputed:
                disputed += 1
        beside = f" {disputed} cannot be: the shoppers' banks have that money." if disputed else ""
        self.message_user(request, f"{refunded} given back, or on the way.{beside}")


@admin.register(ProviderEvent)
class ProviderEventAdmin(ReadOnlyAdmin):
    list_display = ("heard_at", "provider", "kind", "reference", "event_id")
    list_filter = ("provider", "kind")
    search_fields = ("reference", "event_id")
    ordering = ("-id",)
