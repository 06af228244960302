"""Lists that staff take away as a spreadsheet, by django-import-export; nothing is ever brought in by it."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV
from import_export.resources import ModelResource

from core.shared.backoffice.acts import tell
from core.shared.spreadsheets import csv_lines

__all__ = ["ExportAdmin", "Field", "ModelResource"]


class ExportAdmin(ExportMixin):
    """The rows of the list as it is searched and filtered, for those who may see them.

    `resource_classes` names one resource, which says what of a row is told.
    """

    formats: ClassVar = [CSV]
    skip_export_form = True  # there is nothing to choose

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def _do_file_export(
        self, file_format: CSV, request: HttpRequest, queryset: QuerySet[Any], export_form: Any = None
    ) -> StreamingHttpResponse:
        """The library's own keeps all of it in memory, and takes a formula's first sign away, whatever follows."""
        tell(request, "exported", queryset.model)
        resource: ModelResource = self.get_export_resource_classes(request)[0]()
        name = self.get_export_filename(request, queryset, file_format)
        return StreamingHttpResponse(
            csv_lines(_rows(resource, queryset)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _rows(resource: ModelResource, queryset: QuerySet[Any]) -> Iterator[list[Any]]:
    yield resource.get_export_headers()
    for row in resource.iter_queryset(resource.filter_export(queryset)):
        yield resource.export_resource(row, force_native_type=True)
