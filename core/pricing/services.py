"""Writes of prices; catalog's listing is told in the same transaction."""

from collections.abc import Collection, Mapping

from django.db import transaction

from core.catalog.models import Variant
from core.catalog.services import hold_listings, reflect_prices
from core.catalog.types import EVERYONE, LONG_AGO, PriceKey, PriceStep
from core.pricing.models import Price
from core.pricing.rules import listed_price
from core.pricing.types import PriceDraft, PriceInvalid


@transaction.atomic
def set_price(*, variant_id: int, currency: str, amount: int, compare_at: int | None = None) -> None:
    """Set what a variant costs, in minor units, tax included. Raises PriceInvalid."""
    set_prices(currency=currency, prices={variant_id: PriceDraft(amount, compare_at)})


@transaction.atomic
def set_prices(*, currency: str, prices: Mapping[int, PriceDraft]) -> set[int]:
    """Set what variants cost, by their ids; the same prices again write nothing.

    Returns the ids of those that cost something else now. Raises PriceInvalid.
    """
    for price in prices.values():
        if price.amount < 0 or (price.compare_at is not None and price.compare_at <= price.amount):
            raise PriceInvalid(amount=price.amount, compare_at=price.compare_at)
    _hold(prices)
    there = Price.objects.filter(variant__in=prices, currency=currency)
    same = {row.variant_id for row in there if PriceDraft(row.amount, row.compare_at) == prices[row.variant_id]}
    changed = [
        Price(variant_id=variant_id, currency=currency, amount=price.amount, compare_at=price.compare_at)
        for variant_id, price in sorted(prices.items())
        if variant_id not in same
    ]
    Price.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["variant", "currency"], update_fields=["amount", "compare_at"]
    )
    repriced = {row.variant_id for row in changed}
    _tell_catalog(repriced)
    return repriced


@transaction.atomic
def remove_price(*, variant_id: int, currency: str) -> None:
    """Stop selling a variant in a currency."""
    _hold([variant_id])
    Price.objects.filter(variant=variant_id, currency=currency).delete()
    _tell_catalog([variant_id])


@transaction.atomic
def tell_prices(*, product_ids: Collection[int]) -> None:
    """Tell catalog once more what some products cost."""
    reflect_prices(product_ids=product_ids, prices=_listed_prices)


def _hold(variant_ids: Collection[int]) -> None:
    """Listings before prices, as everywhere: see core.catalog.services.listings."""
    hold_listings(product_ids=_products(variant_ids))


def _products(variant_ids: Collection[int]) -> set[int]:
    return set(Variant.objects.filter(id__in=variant_ids).values_list("product_id", flat=True))


def _tell_catalog(variant_ids: Collection[int]) -> None:
    if variant_ids:
        reflect_prices(product_ids=_products(variant_ids), prices=_listed_prices)


def _listed_prices(product_ids: Collection[int]) -> dict[PriceKey, tuple[PriceStep, ...]]:
    rows = Price.objects.filter(variant__product__in=product_ids)
    prices: dict[PriceKey, list[PriceDraft]] = {}
    for product_id, currency, amount, compare_at in rows.values_list(
        "variant__product_id", "currency", "amount", "compare_at"
    ):
        prices.setdefault((product_id, currency, EVERYONE), []).append(PriceDraft(amount, compare_at))
    return {key: (PriceStep(LONG_AGO, listed_price(those)),) for key, those in prices.items()}
