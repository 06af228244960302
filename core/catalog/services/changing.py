"""Changing many products at once: held in one order, written in one statement, and their listings after them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from core.catalog.models import Listing, Product
from core.catalog.services.listings import refresh_listings
from core.catalog.types import Done, ProductNotFound
from core.shared.errors import DomainError

type Change = Callable[[Product], Mapping[str, Any]]
"""The columns a product is to have, always the same ones; raises a DomainError where it cannot have them."""


def change_products(*, product_ids: Collection[int], change: Change) -> Done:
    """In the caller's transaction. Two statements and what listings need, however many products there are."""
    rows = list(Product.objects.select_for_update(no_key=True).filter(id__in=product_ids).order_by("id"))
    changed, refused, columns = list[Product](), dict[int, DomainError](), set[str]()
    for row in rows:
        try:
            values = change(row)
        except DomainError as refusal:
            refused[row.pk] = refusal
            continue
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            columns |= values.keys()
            changed.append(row)
    if changed:
        Product.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=sorted(columns))
        refresh_listings(product_ids=[row.pk for row in changed])
    missing = set(product_ids) - {row.pk for row in rows}
    return Done(frozenset(row.pk for row in changed), refused | {pk: ProductNotFound() for pk in missing})


def hold_products(*, product_ids: Collection[int]) -> set[int]:
    """In the caller's transaction: nobody else changes these until it ends. Returns the ids of those there are."""
    rows = Product.objects.select_for_update(no_key=True).filter(id__in=product_ids).order_by("id")
    return set(rows.values_list("id", flat=True))


def priced_among(*, product_ids: Collection[int]) -> set[int]:
    """Those that cost something in some market. One statement."""
    priced = Listing.objects.filter(product__in=product_ids, price__isnull=False)
    return set(priced.values_list("product_id", flat=True))
