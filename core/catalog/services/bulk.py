"""What staff do with many products at once. Each says what came of it; statements do not grow with the products."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.catalog.models import Category, Product
from core.catalog.rules import check_attributes, check_window
from core.catalog.services.attributes import attribute_kinds
from core.catalog.services.categories import hold_categories, settle_main_categories
from core.catalog.services.changing import change_products, hold_products, priced_among
from core.catalog.services.listings import refresh_listings
from core.catalog.types import CategoryNotFound, Done, ProductStatus, ProductUnpriced

LONGEST_TAG = 250


@transaction.atomic
def publish_products(*, product_ids: Collection[int], now: datetime) -> Done:
    """Show products from now on, or from when they were to be shown; a window that is over is open again.

    Refuses those without a price: ProductUnpriced.
    """
    priced = priced_among(product_ids=product_ids)

    def publish(row: Product) -> Mapping[str, Any]:
        if row.pk not in priced:
            raise ProductUnpriced
        over = row.unpublish_at is not None and row.unpublish_at <= now
        return {
            "status": ProductStatus.ACTIVE,
            "published_at": row.published_at or now,
            "unpublish_at": None if over else row.unpublish_at,
        }

    return change_products(product_ids=product_ids, change=publish)


@transaction.atomic
def archive_products(*, product_ids: Collection[int]) -> Done:
    """Take products off show for good."""
    return change_products(product_ids=product_ids, change=lambda row: {"status": ProductStatus.ARCHIVED})


@transaction.atomic
def schedule_products(
    *, product_ids: Collection[int], published_at: datetime | None, unpublish_at: datetime | None
) -> Done:
    """When active products are on show: from `published_at` on, or since when they are; until `unpublish_at`, if ever.

    Refuses those whose window would never be open: WindowInvalid.
    """

    def schedule(row: Product) -> Mapping[str, Any]:
        window = {"published_at": published_at or row.published_at, "unpublish_at": unpublish_at}
        check_window(**window)
        return window

    return change_products(product_ids=product_ids, change=schedule)


@transaction.atomic
def set_release(*, product_ids: Collection[int], release_at: datetime | None, preorder: bool) -> Done:
    """Before when products are not sold, if there is such a time, and whether they can be ordered even so."""
    return change_products(product_ids=product_ids, change=lambda row: {"release_at": release_at, "preorder": preorder})


@transaction.atomic
def set_tax_class(*, product_ids: Collection[int], tax_class: str) -> Done:
    return change_products(product_ids=product_ids, change=lambda row: {"tax_class": tax_class})


@transaction.atomic
def add_tag(*, product_ids: Collection[int], tag: str) -> Done:
    """Behind those they have; one is the same whatever its capitals."""

    def add(row: Product) -> Mapping[str, Any]:
        known = {one.casefold() for one in row.tags}
        return {"tags": row.tags if tag.casefold() in known else [*row.tags, tag]}

    return change_products(product_ids=product_ids, change=add)


@transaction.atomic
def remove_tag(*, product_ids: Collection[int], tag: str) -> Done:
    """Whatever its capitals."""
    gone = tag.casefold()
    return change_products(
        product_ids=product_ids, change=lambda row: {"tags": [one for one in row.tags if one.casefold() != gone]}
    )


@transaction.atomic
def set_attribute(*, product_ids: Collection[int], code: str, value: object | None) -> Done:
    """Say one thing of products; with None, nothing of the sort any more. Raises AttributeInvalid."""
    said = {} if value is None else {code: value}
    check_attributes(attribute_kinds(), said)

    def tell(row: Product) -> Mapping[str, Any]:
        return {"attributes": {name: known for name, known in row.attributes.items() if name != code} | said}

    return change_products(product_ids=product_ids, change=tell)


@transaction.atomic
def put_into_category(*, product_ids: Collection[int], category_id: int) -> Done:
    """Beside the categories they stand in; the first one of a product is its canonical place.

    Raises CategoryNotFound.
    """
    if not Category.objects.filter(id=category_id).exists():
        raise CategoryNotFound
    through = Product.categories.through
    known = hold_products(product_ids=product_ids)
    hold_categories(category_ids=[category_id])
    new = known - set(_standing(category_id, known).values_list("product_id", flat=True))
    through.objects.bulk_create(through(product_id=pk, category_id=category_id) for pk in sorted(new))
    return _moved(new)


@transaction.atomic
def take_out_of_category(*, product_ids: Collection[int], category_id: int) -> Done:
    """If it was a product's canonical place, the next of its categories is, or none."""
    hold_products(product_ids=product_ids)
    hold_categories(category_ids=[category_id])
    standing = _standing(category_id, product_ids)
    gone = set(standing.values_list("product_id", flat=True))
    standing.delete()
    return _moved(gone)


def _standing(category_id: int, product_ids: Collection[int]) -> Any:
    return Product.categories.through.objects.filter(category=category_id, product__in=product_ids)


def _moved(product_ids: set[int]) -> Done:
    if product_ids:
        settle_main_categories(product_ids=product_ids)
        refresh_listings(product_ids=product_ids)
    return Done(frozenset(product_ids))
