"""Who changes a product's listings holds it by the rows it always has: those of everyone from LONG_AGO on."""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.db.models import QuerySet

from core.catalog.models import Listing
from core.catalog.types import EVERYONE, LONG_AGO


def hold_listings(*, product_ids: Collection[int]) -> None:
    """In the caller's transaction: nobody else changes these products' listings, new ones included, until it ends.

    A product that has none is given one first, hidden until it is priced.
    """
    without = set(product_ids) - set(_standing(product_ids).values_list("product_id", flat=True))
    Listing.objects.bulk_create(
        [Listing(product_id=product_id, currency=settings.SHOP_CURRENCIES[0]) for product_id in sorted(without)],
        ignore_conflicts=True,  # another may be opening them at this moment
    )
    hold(product_ids=product_ids)


def hold(*, product_ids: Collection[int]) -> list[tuple[int, str]]:
    """Hold those that these products always have, in the order of ids; returns the product and supply of each."""
    rows = _standing(product_ids).select_for_update().order_by("id")
    return list(rows.values_list("product_id", "supply"))


def held(*, product_ids: Collection[int]) -> dict[int, list[Listing]]:
    """Every listing of some products, by currency, group and time, held until the transaction ends.

    They are read once they are held, for those of later periods and of groups come and go under that.
    """
    hold_listings(product_ids=product_ids)
    rows = Listing.objects.filter(product__in=product_ids).order_by("product_id", "currency", "group", "since")
    return {product_id: list(some) for product_id, some in groupby(rows, attrgetter("product_id"))}


def _standing(product_ids: Collection[int]) -> QuerySet[Listing]:
    return Listing.objects.filter(product__in=product_ids, group=EVERYONE, since=LONG_AGO)
