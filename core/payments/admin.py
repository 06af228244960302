"""What is owed, what has come and gone back, and what providers have told us of."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.outbox.admin import JobAdmin, StandingFilter
from core.payments.models import LedgerEntry, Payment, ProviderEvent, Refund
from core.payments.services import record_received, refund
from core.payments.types import PaymentStatus, RefundStatus
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


@admin.register(Payment)
class PaymentAdmin(JobAdmin):
    shows_people = True
    list_display = ("reference", "owed", "state", "kept", "provider", "opened_at", "received_at", "closed_at")
    list_filter = ("status", StandingFilter, "provider")
    search_fields = ("reference", "intent_id")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at",)
    actions = ("mark_received", "mark_refunded", "retry_chosen")
    inlines: ClassVar = [EntryInline, RefundInline]
    exclude = ("method", "step")  # with which somebody could pay

    @column("amount", order="amount")
    def owed(self, row: Payment) -> str:
        return price(row.amount, row.currency)

    @column("state", order="status")
    def state(self, row: Payment) -> str:
        return label(row.get_status_display(), LOOKS[PaymentStatus(row.status)])

    @column("kept")
    def kept(self, row: Payment) -> str:
        return price(row.captured - row.refunded, row.currency)

    @admin.action(description="Record that the money has come", permissions=["act"])
    def mark_received(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        recorded = sum(record_received(reference=row.reference, now=timezone.now()) for row in queryset)
        self.message_user(request, f"{recorded} recorded as received.")

    @admin.action(description="Give the money back, all that is left of it", permissions=["act"])
    def mark_refunded(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        refunded = sum(refund(reference=row.reference, now=timezone.now()) > 0 for row in queryset)
        self.message_user(request, f"{refunded} given back, or on the way.")


@admin.register(ProviderEvent)
class ProviderEventAdmin(ReadOnlyAdmin):
    list_display = ("heard_at", "provider", "kind", "reference", "event_id")
    list_filter = ("provider", "kind")
    search_fields = ("reference", "event_id")
    ordering = ("-id",)
