"""What is owed and what has come."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.payments.models import Payment
from core.payments.services import record_received, refund
from core.payments.types import PaymentStatus
from core.shared.backoffice import ReadOnlyAdmin, column, label, price

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


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ("reference", "owed", "standing", "provider", "opened_at", "received_at", "closed_at")
    list_filter = ("status", "provider")
    search_fields = ("reference",)
    date_hierarchy = "opened_at"
    ordering = ("-opened_at",)
    actions = ("mark_received", "mark_refunded")

    @column("amount", order="amount")
    def owed(self, row: Payment) -> str:
        return price(row.amount, row.currency)

    @column("state", order="status")
    def standing(self, row: Payment) -> str:
        return label(row.get_status_display(), LOOKS[PaymentStatus(row.status)])

    @admin.action(description="Record that the money has come", permissions=["act"])
    def mark_received(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        recorded = sum(record_received(reference=row.reference, now=timezone.now()) for row in queryset)
        self.message_user(request, f"{recorded} recorded as received.")

    @admin.action(description="Record that the money was given back", permissions=["act"])
    def mark_refunded(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        recorded = sum(refund(reference=row.reference, now=timezone.now()) > 0 for row in queryset)
        self.message_user(request, f"{recorded} recorded as given back.")
