from django.contrib import admin

from core.catalog.models import Listing
from core.shared.backoffice import ReadOnlyAdmin, column, price


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    """What lists show, for whoever wonders why a product is, or is not, in one."""

    list_display = ("title", "brand", "currency", "group", "costs", "supply", "visible", "since", "until", "popularity")
    list_filter = ("visible", "supply", "currency", "group")
    search_fields = ("title", "brand", "slug")
    date_hierarchy = "published_at"

    @column("price", order="price")
    def costs(self, row: Listing) -> str | None:
        return None if row.price is None else price(row.price, row.currency)
