"""Catalog's listings are held before prices are, as everywhere, and told after: see core.catalog.services.listings."""

from collections.abc import Collection
from datetime import datetime

from core.catalog.models import Variant
from core.catalog.services import hold_listings, reflect_prices
from core.catalog.types import ListedPrice
from core.pricing.models import Price
from core.pricing.rules import listed_steps
from core.pricing.selectors import dated
from core.pricing.types import DatedPrice


def hold(variant_ids: Collection[int], currency: str) -> set[int]:
    """In the caller's transaction: nobody else changes these variants' prices until it ends. Returns the products."""
    product_ids = set(Variant.objects.filter(id__in=variant_ids).values_list("product_id", flat=True))
    hold_listings(product_ids=product_ids, currencies=[currency])
    return product_ids


def tell_catalog(product_ids: Collection[int], currency: str, now: datetime) -> None:
    """What lists show of these products from now on, to everyone and to each group that has a list of its own."""
    if product_ids:
        reflect_prices(
            product_ids=product_ids, currency=currency, prices=lambda ids: _listed_prices(ids, currency, now)
        )


def _listed_prices(product_ids: Collection[int], currency: str, now: datetime) -> dict[int, ListedPrice]:
    rows = Price.objects.filter(
        variant__product__in=product_ids, price_list__currency=currency, price_list__group__isnull=True
    ).exclude(ends_at__lte=now)
    variants: dict[int, dict[int, list[DatedPrice]]] = {}
    for row in rows.select_related("price_list", "variant"):
        of_product = variants.setdefault(row.variant.product_id, {})
        of_product.setdefault(row.variant_id, []).append(dated(row))
    return {product_id: listed_steps(those.values(), now)[0][1] for product_id, those in variants.items()}
