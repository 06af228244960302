"""Reads of taxes."""

from datetime import datetime

from django.db.models import Count, F, Q

from core.catalog.models import Product
from core.catalog.types import ProductStatus
from core.tax.models import TaxRate
from core.tax.regions import REGIONS, region_code
from core.tax.types import STANDARD, Rate, Unrated


def rates_for(*, country: str, region: str, now: datetime) -> tuple[Rate, ...]:
    """The rates that are valid now where goods go: a country's, and its region's, which is written as in an address.

    A destination nobody has written a rate down for has none. One statement.
    """
    places = {"", region_code(country, region)}
    begun = TaxRate.objects.filter(
        Q(starts_at__isnull=True) | Q(starts_at__lte=now), country=country, region__in=places
    )
    rows = begun.order_by(F("starts_at").asc(nulls_first=True))
    valid = {(row.region, row.tax_class): row for row in rows}  # the latest is the last
    return tuple(Rate(row.region, row.tax_class, row.name, row.rate, row.adds) for row in valid.values())


def needs_region(*, country: str, region: str) -> bool:
    """Whether taxes differ within a country, and an address's region is none of those it has.

    Never where the list of a country's regions is not known here. One statement, or none where the region is one.
    """
    if country not in REGIONS or region_code(country, region):
        return False
    return TaxRate.objects.filter(country=country).exclude(region="").exists()


def rated_classes() -> tuple[str, ...]:
    """The classes that have a rate, wherever and whenever, by name; before them the standard one. One statement."""
    rated = TaxRate.objects.order_by("tax_class").values_list("tax_class", flat=True).distinct()
    return (STANDARD, *(one for one in rated if one != STANDARD))


def unrated() -> tuple[Unrated, ...]:
    """The classes of products, not counting archived ones, that no rate has, by name. One statement."""
    others = Product.objects.exclude(status=ProductStatus.ARCHIVED).exclude(tax_class=STANDARD)
    rows = others.exclude(tax_class__in=TaxRate.objects.order_by().values("tax_class"))
    counts = rows.order_by("tax_class").values_list("tax_class").annotate(Count("id"))
    return tuple(Unrated(tax_class, products) for tax_class, products in counts)
