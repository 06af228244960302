from django.contrib import admin

from core.idempotency.models import IdempotencyRecord
from core.shared.backoffice import ReadOnlyAdmin


@admin.register(IdempotencyRecord)
class IdempotencyRecordAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("operation", "client", "principal", "key", "created_at")
    list_filter = ("operation", "client")
    search_fields = ("key", "principal")
    date_hierarchy = "created_at"
