"""The phones in the back office: seen, never edited; what proves them is not shown."""

from django.contrib import admin

from core.shared.backoffice import ReadOnlyAdmin
from mobile_api.models import Installation, RefreshFamily


@admin.register(Installation)
class InstallationAdmin(ReadOnlyAdmin):
    list_display = ("id", "platform", "app_version", "created_at", "spent_at", "revoked_at")
    list_filter = ("platform",)
    date_hierarchy = "created_at"
    exclude = ("token_hash",)


@admin.register(RefreshFamily)
class RefreshFamilyAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("customer", "created_at", "rotated_at", "expires_at", "revoked_at", "revoked_reason")
    list_filter = ("revoked_reason",)
    list_select_related = ("customer",)
    date_hierarchy = "created_at"
    search_fields = ("customer__email",)
    exclude = ("refresh_hash", "session_key")
