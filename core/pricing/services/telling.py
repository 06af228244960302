"""Catalog's listings are held before prices are, as everywhere, and told after: see core.catalog.services.listings."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from core.catalog.models import Variant
from core.catalog.services import hold_listings, reflect_prices
from core.catalog.types import EVERYONE, PriceKey, PriceStep
from core.pricing.models import Price, PriceList
from core.pricing.rules import listed_steps
from core.pricing.types import DatedPrice

type ByVariant = defaultdict[int, list[DatedPrice]]


def hold(*, variant_ids: Collection[int]) -> set[int]:
    """In the caller's transaction: nobody else changes these variants' prices until it ends. Returns their products."""
    product_ids = set(Variant.objects.filter(id__in=variant_ids).values_list("product_id", flat=True))
    hold_listings(product_ids=product_ids)
    return product_ids


def tell_catalog(*, product_ids: Collection[int], now: datetime) -> None:
    """What lists show of these products from now on, to everyone and to each group that has a list of its own."""
    if product_ids:
        reflect_prices(product_ids=product_ids, prices=lambda ids: listed_prices(product_ids=ids, now=now))


@transaction.atomic
def tell_prices(*, product_ids: Collection[int], now: datetime) -> None:
    """Tell catalog once more what some products cost."""
    tell_catalog(product_ids=product_ids, now=now)


def listed_prices(*, product_ids: Collection[int], now: datetime) -> dict[PriceKey, tuple[PriceStep, ...]]:
    """What each product shows where it has prices, from now on. Two statements."""
    groups = defaultdict[str, list[int]](lambda: [EVERYONE])
    for currency, group in PriceList.of_groups().values_list("currency", "group"):
        groups[currency].append(group)
    costs = _prices_by_group(product_ids, now)
    return {
        (product_id, currency, group): listed_steps(_together(those[EVERYONE], those[group]), now)
        for (product_id, currency), those in costs.items()
        for group in groups[currency]
        if those[EVERYONE] or those[group]
    }


def _prices_by_group(
    product_ids: Collection[int], now: datetime
) -> Mapping[tuple[int, str], defaultdict[int, ByVariant]]:
    """What may count from now on, by product and currency, by group, and by variant."""
    rows = Price.objects.filter(variant__product__in=product_ids).exclude(ends_at__lte=now)
    found = defaultdict[tuple[int, str], defaultdict[int, ByVariant]](lambda: defaultdict(lambda: defaultdict(list)))
    for product_id, currency, group, variant_id, amount, compare_at, starts_at, ends_at in rows.values_list(
        *("variant__product_id", "price_list__currency", "price_list__group", "variant_id"),
        *("amount", "compare_at", "starts_at", "ends_at"),
    ):
        price = DatedPrice(amount, compare_at, starts_at, ends_at, own=group is not None)
        found[product_id, currency][group or EVERYONE][variant_id].append(price)
    return found


def _together(everyones: ByVariant, own: ByVariant) -> list[list[DatedPrice]]:
    """The prices of each variant; of everyone's market both are the same ones."""
    if everyones is own:
        return list(everyones.values())
    return [everyones.get(id_, []) + own.get(id_, []) for id_ in everyones.keys() | own.keys()]
