"""A product's own row, and the categories it stands in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.catalog.models import Product
from core.catalog.rules import safe_html
from core.catalog.services.addresses import take_slugs
from core.catalog.services.products.assigning import assign, write_changed
from core.catalog.services.translations import product_texts
from core.catalog.types import ProductDraft, ProductStatus

_FIELDS = (
    *("title", "brand", "kind", "description", "option_names", "status", "published_at", "unpublish_at", "release_at"),
    *("preorder", "tax_class", "main_category_id", "tags", "attributes", "seo_title", "seo_description"),
    "translations",
)


def write_rows(drafts: Mapping[str, ProductDraft], rows: dict[str, Product], now: datetime) -> set[int]:
    """Write the products' own rows, adding new ones to `rows`; returns the ids of the known ones that changed."""
    changed = [rows[slug] for slug, draft in drafts.items() if slug in rows and _apply(draft, rows[slug], now)]
    write_changed(Product, changed, _FIELDS)
    new = {slug: Product(slug=slug) for slug in drafts if slug not in rows}
    for slug, row in new.items():
        _apply(drafts[slug], row, now)
    Product.objects.bulk_create(new.values())
    take_slugs(slugs=new)
    rows |= new
    return {row.pk for row in changed}


def _apply(draft: ProductDraft, row: Product, now: datetime) -> bool:
    """Give a row what its draft says; returns whether that changes anything."""
    main, stands = row.main_category_id, draft.category_ids
    values: dict[str, Any] = {
        "title": draft.title,
        "brand": draft.brand,
        "kind": draft.kind,
        "description": safe_html(draft.description),
        "option_names": list(draft.option_names),
        "status": draft.status,
        "main_category_id": main if main in stands else next(iter(stands), None),
        "tags": list(dict.fromkeys(draft.tags)),
        "seo_title": draft.seo_title,
        "seo_description": draft.seo_description,
        **window(draft, row, now),
        **_said(draft),
    }
    return assign(row, values)


def window(draft: ProductDraft, row: Product, now: datetime) -> dict[str, datetime | None]:
    """When a product is to be on show."""
    first = now if draft.status == ProductStatus.ACTIVE else None
    return {
        "published_at": draft.published_at or row.published_at or first,
        "unpublish_at": draft.unpublish_at or row.unpublish_at,
    }


def _said(draft: ProductDraft) -> dict[str, Any]:
    """What a draft says of that on which it may be silent."""
    said: dict[str, Any] = {
        "release_at": draft.release_at,
        "preorder": draft.preorder,
        "tax_class": draft.tax_class,
        "attributes": None if draft.attributes is None else dict(draft.attributes),
        "translations": None if draft.translations is None else product_texts(translations=draft.translations),
    }
    return {name: value for name, value in said.items() if value is not None}


def write_places(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> set[int]:
    """Returns the ids of the products that stand elsewhere now."""
    through = Product.categories.through
    wanted = {(ids[slug], category_id) for slug, draft in drafts.items() for category_id in draft.category_ids}
    standing = through.objects.filter(product__in=ids.values()).values_list("product_id", "category_id", "id")
    there = {(product_id, category_id): pk for product_id, category_id, pk in standing}
    gone, new = there.keys() - wanted, wanted - there.keys()
    if gone:
        through.objects.filter(id__in=[there[pair] for pair in gone]).delete()
    through.objects.bulk_create(through(product_id=product, category_id=category) for product, category in sorted(new))
    return {product_id for product_id, _ in gone | new}
