"""Tells of what staff do, so that it can be written down: every change, and every look at what is somebody's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from core.shared.acts import Act, staff_acted


def tell(
    request: HttpRequest, what: str, model: type[Model], rows: Sequence[Model] = (), details: Mapping[str, str] = {}
) -> None:
    """Of one row by its name, of several by how many; with none it is of the model as a whole."""
    options = model._meta
    name = str(rows[0]) if len(rows) == 1 else str(options.verbose_name_plural)
    ids = tuple(str(row.pk) for row in rows)
    staff_acted.send(sender=model, act=Act(what, options.label_lower, ids, name, details), request=request)


class Telling[M: Model](ModelAdmin[M]):
    """An admin that tells. `shows_people` says that its pages are about persons: then a look at one is told, too."""

    shows_people = False

    def log_addition(self, request: Any, obj: M, message: Any) -> LogEntry:
        tell(request, "added", type(obj), [obj])
        return super().log_addition(request, obj, message)

    def log_change(self, request: Any, obj: M, message: Any) -> LogEntry:
        entry = super().log_change(request, obj, message)
        tell(request, "changed", type(obj), [obj], {"what": entry.get_change_message()})
        return entry

    def log_deletions(self, request: Any, queryset: QuerySet[M]) -> Any:
        for row in queryset:
            tell(request, "deleted", type(row), [row])
        return super().log_deletions(request, queryset)

    def response_action(self, request: Any, queryset: QuerySet[M], *args: Any, **kwargs: Any) -> Any:
        """Told before it is done: not while it only asks. Of deleting, each row is told."""
        chosen = {"action": request.POST.get("action", "")}
        act = self.get_actions(request).get(chosen["action"])
        asks = act is not None and getattr(act.func, "asks_first", False) and "confirmed" not in request.POST
        if chosen["action"] not in {"", "delete_selected"} and not asks:
            every = request.POST.get("select_across") == "1"
            rows = queryset if every else queryset.filter(pk__in=request.POST.getlist("_selected_action"))
            tell(request, "action_taken", self.model, list(rows), chosen)
        return super().response_action(request, queryset, *args, **kwargs)

    def render_change_form(
        self, request: Any, context: Any, add: bool = False, change: bool = False, form_url: str = "", obj: Any = None
    ) -> HttpResponse:
        if self.shows_people and obj is not None:
            tell(request, "viewed", type(obj), [obj])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request: Any, extra_context: Any = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if self.shows_people and request.method == "GET" and response.status_code == 200:
            tell(request, "listed", self.model)
        return response
