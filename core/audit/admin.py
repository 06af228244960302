"""The audit log in the back office: looked through by those who may, changed by nobody."""

from contextlib import suppress

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join

from core.audit.models import Record
from core.audit.types import Event
from core.shared.backoffice import ReadOnlyAdmin, column, label, link

ALARMS = {Event.REFRESH_REUSED, Event.LOCKED_OUT}
REFUSALS = {Event.SIGN_IN_FAILED, Event.FACTOR_FAILED, Event.STEP_REFUSED}
LOOKS = dict.fromkeys(ALARMS, "danger") | dict.fromkeys(REFUSALS, "warning")


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("happened_at", "what", "who", "to_what", "where")
    list_filter = ("event", ("backend", admin.AllValuesFieldListFilter), "happened_at")
    search_fields = ("actor_email", "subject_name", "subject_id", "address", "request_id")
    search_help_text = "Who, what, address or request"
    date_hierarchy = "happened_at"
    list_per_page = 50
    readonly_fields = ("what", "who", "to_what", "said")
    fieldsets = (
        (None, {"fields": (("what", "happened_at"), ("who", "to_what"), "said")}),
        ("Where it came from", {"fields": (("backend", "address"), "request_id")}),
    )

    @column("what", order="event")
    def what(self, row: Record) -> str:
        return label(row.get_event_display(), LOOKS.get(Event(row.event), ""))

    @column("who", order="actor_email")
    def who(self, row: Record) -> str:
        if row.actor_id is None:
            return f"{row.actor_email or 'Somebody'} (not signed in)"
        return _link_to("customers.user", str(row.actor_id), row.actor_email)

    @column("to what")
    def to_what(self, row: Record) -> str:
        return _link_to(row.subject_kind, row.subject_id, row.subject_name)

    @column("from", order="address", header=True)
    def where(self, row: Record) -> list[str]:
        return [row.backend, row.address or ""]

    @column("details")
    def said(self, row: Record) -> str:
        pairs = ((name, text) for name, text in row.details.items())
        return format_html_join("", '<div><span class="office-soft">{}</span> {}</div>', pairs) or "–"


def _link_to(kind: str, id_: str, text: str) -> str:
    """To the page of a row, where its kind has pages. The row itself may be gone by now."""
    if kind and id_ and "," not in id_:
        with suppress(NoReverseMatch):
            return link(reverse(f"admin:{kind.replace('.', '_')}_change", args=[id_]), text)
    return text
