"""What lists show, for whoever wonders why a product is, or is not, in one."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest

from core.catalog.models import Listing
from core.catalog.types import EVERYONE, FOREVER, LONG_AGO
from core.shared.backoffice import ReadOnlyAdmin, column, price


class GroupFilter(admin.SimpleListFilter):
    """Whose lists: everyone's, or those of a group of customers."""

    title = "for"
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        named = () if ListingAdmin.groups is None else ListingAdmin.groups.order_by("name").values_list("pk", "name")
        return [(str(group), name) for group, name in ((EVERYONE, "Everyone"), *named)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Listing]) -> QuerySet[Listing]:
        asked = self.value() or ""
        return queryset.filter(group=asked) if asked.isdecimal() else queryset


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    groups: ClassVar[QuerySet[Any] | None] = None
    list_display = ("title", "brand", "whose", "costs", "supply", "visible", "begins", "ends", "popularity")
    list_filter = ("visible", "supply", "currency", GroupFilter)
    search_fields = ("title", "brand", "slug")
    date_hierarchy = "published_at"
    fieldsets = (
        (None, {"fields": (("product", "slug"), ("title", "brand"))}),
        ("For whom, and when", {"fields": (("whose", "begins", "ends"),)}),
        ("What it shows", {"fields": (("costs", "compared"), ("visible", "supply", "popularity"))}),
        ("Dates", {"fields": (("published_at", "release_at", "preorder"),)}),
    )
    readonly_fields = ("whose", "begins", "ends", "costs", "compared")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each with the name of its group."""
        named: Any = Value("")
        if self.groups is not None:
            named = Subquery(self.groups.filter(pk=OuterRef("group")).values("name"))
        rows: QuerySet[Any] = super().get_queryset(request).annotate(group_name=named)
        return rows

    @column("for", order="group")
    def whose(self, row: Any) -> str:
        """A group that is gone keeps its number until its lists are taken away."""
        group = "Everyone" if row.group == EVERYONE else row.group_name or f"Group {row.group}"
        return f"{group}, {row.currency}"

    @column("from", order="since")
    def begins(self, row: Listing) -> datetime | None:
        return row.since if row.since > LONG_AGO else None

    @column("until", order="until")
    def ends(self, row: Listing) -> datetime | None:
        return row.until if row.until < FOREVER else None

    @column("price", order="price")
    def costs(self, row: Listing) -> str | None:
        if row.price is None:
            return None
        return ("from " if row.price_varies else "") + price(row.price, row.currency)

    @column("compared with")
    def compared(self, row: Listing) -> str | None:
        return None if row.compare_at is None else price(row.compare_at, row.currency)


def name_groups(rows: QuerySet[Any]) -> None:
    """For a domain above, which knows whose lists there are: rows with a `name`, by the keys that listings have."""
    ListingAdmin.groups = rows
