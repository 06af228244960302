"""What lists show, for whoever wonders why a product is, or is not, in one."""

from datetime import datetime

from django.contrib import admin

from core.catalog.models import Listing
from core.catalog.types import EVERYONE, FOREVER, LONG_AGO
from core.shared.backoffice import ReadOnlyAdmin, column, price


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    list_display = ("title", "brand", "whose", "costs", "supply", "visible", "begins", "ends", "popularity")
    list_filter = ("visible", "supply", "currency", "group")
    search_fields = ("title", "brand", "slug")
    date_hierarchy = "published_at"
    fieldsets = (
        (None, {"fields": (("product", "slug"), ("title", "brand"))}),
        ("For whom, and when", {"fields": (("whose", "begins", "ends"),)}),
        ("What it shows", {"fields": (("costs", "compared"), ("visible", "supply", "popularity"))}),
        ("Dates", {"fields": (("published_at", "release_at", "preorder"),)}),
    )
    readonly_fields = ("whose", "begins", "ends", "costs", "compared")

    @column("for", order="group")
    def whose(self, row: Listing) -> str:
        return f"Everyone, {row.currency}" if row.group == EVERYONE else f"Group {row.group}, {row.currency}"

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
