from django.contrib import admin

from core.imports.models import ImportRun
from core.shared.backoffice import ReadOnlyAdmin


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "file_name", "status", "position", "created", "updated", "unchanged", "refused")
    list_filter = ("status", "started_at")
    search_fields = ("file_name", "digest")
    date_hierarchy = "started_at"
