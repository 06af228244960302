"""Reads of taxes."""

from datetime import datetime

from django.db.models import F, Q

from core.tax.models import TaxRate
from core.tax.regions import REGIONS, region_code
from core.tax.types import Rate


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
