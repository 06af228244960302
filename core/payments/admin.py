from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.payments.models import Payment
from core.payments.services import record_received
from core.shared.backoffice import ReadOnlyAdmin


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ("reference", "provider", "amount", "currency", "status", "opened_at", "received_at")
    list_filter = ("status", "provider")
    search_fields = ("reference",)
    actions = ("mark_received",)

    def has_record_permission(self, request: HttpRequest) -> bool:
        """Nobody edits a payment; who may record one is who might."""
        return request.user.has_perm("payments.change_payment")

    @admin.action(description="Record that the money has come", permissions=["record"])
    def mark_received(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        recorded = sum(record_received(reference=row.reference, now=timezone.now()) for row in queryset)
        self.message_user(request, f"{recorded} recorded as received.")
