"""Imports in the back office, and what became of the pictures they named."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.files.storage import default_storage
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from core.imports.models import ImportRun, PictureFetch
from core.imports.services import export_products
from core.imports.wording import picture_sentence
from core.outbox.admin import JobAdmin, StandingFilter
from core.shared.backoffice import ReadOnlyAdmin, column, download, link, page_of
from core.shared.spreadsheets import csv_lines


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = (
        *("started_at", "file_name", "status", "position", "created", "updated", "unchanged", "refused"),
        "missing_pictures",
    )
    list_filter = ("status", "started_at")
    search_fields = ("file_name", "digest")
    date_hierarchy = "started_at"
    readonly_fields = ("missing_pictures",)
    actions_list: Any = ("export_products",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        missing = Q(pictures__due_at__isnull=False) | Q(pictures__dead_at__isnull=False)
        rows: QuerySet[Any] = super().get_queryset(request).annotate(missing=Count("pictures", missing))
        return rows

    @download("Export all products")
    def export_products(self, request: HttpRequest) -> StreamingHttpResponse:
        """In the shop's first currency, as Shopify writes them."""
        rows = export_products(
            currency=settings.SHOP_CURRENCIES[0],
            address=lambda name: request.build_absolute_uri(default_storage.url(name)),
        )
        headers = {"Content-Disposition": 'attachment; filename="products.csv"'}
        return StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8", headers=headers)

    @column("pictures not there yet", order="missing")
    def missing_pictures(self, row: Any) -> str:
        listed = reverse("admin:imports_picturefetch_changelist")
        return link(f"{listed}?{urlencode({'run__id__exact': row.pk})}", str(row.missing))


@admin.register(PictureFetch)
class PictureFetchAdmin(JobAdmin):
    """A row a picture, as the import's own report has a row a remark."""

    list_display = ("line", "product", "address", "standing", "matter", "attempts", "due_at", "run")
    list_filter = (StandingFilter, "fault", "run")
    list_select_related = ("image__product", "run")
    search_fields = ("image__product__slug", "image__source_url", "host__name")
    ordering = ("-run", "line", "id")

    @column("product", order="image__product__slug")
    def product(self, row: PictureFetch) -> str:
        return link(page_of(row.image.product), row.image.product.slug)

    @column("address")
    def address(self, row: PictureFetch) -> str:
        return row.image.source_url

    @column("what is the matter", order="fault")
    def matter(self, row: PictureFetch) -> str:
        return picture_sentence(row.fault, row.detail) if row.fault else ""
