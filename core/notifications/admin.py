from django.contrib import admin

from core.notifications.models import Mail
from core.outbox.admin import JobAdmin, StandingFilter


@admin.register(Mail)
class MailAdmin(JobAdmin):
    """The log of what was sent to whom."""

    shows_people = True
    list_display = ("subject", "to", "standing", "created_at", "sent_at", "attempts", "last_error")
    list_filter = (StandingFilter, "kind")
    search_fields = ("to", "subject")
    date_hierarchy = "created_at"
    exclude = ("html",)
