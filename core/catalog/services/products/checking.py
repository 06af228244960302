"""What a draft is refused for, before anything of it is written."""

from collections.abc import Mapping
from datetime import datetime

from core.catalog.models import Product, Variant
from core.catalog.rules import check_attributes, check_variants, check_window
from core.catalog.services.attributes import attribute_kinds
from core.catalog.services.products.rows import window
from core.catalog.services.translations import product_texts
from core.catalog.types import ProductDraft, SkuTaken
from core.shared.errors import DomainError


def refusals_of(
    drafts: Mapping[str, ProductDraft], rows: Mapping[str, Product], now: datetime
) -> dict[str, DomainError]:
    """What is wrong with which drafts, by slug; `rows` are the products of these slugs that there are."""
    kinds = attribute_kinds() if any(draft.attributes for draft in drafts.values()) else {}
    owners = _sku_owners(drafts, {row.pk: slug for slug, row in rows.items()})
    refused: dict[str, DomainError] = {}
    for slug, draft in drafts.items():
        try:
            check_variants(draft)
            check_attributes(kinds, draft.attributes or {})
            check_window(**window(draft, rows.get(slug) or Product(), now))
            product_texts(translations=draft.translations or {})
            _check_skus(draft, owners)
        except DomainError as error:
            refused[slug] = error
    return refused


def _sku_owners(drafts: Mapping[str, ProductDraft], known: Mapping[int, str]) -> dict[str, str]:
    """Which product has each SKU: in the shop already, else the first draft that names it."""
    skus = {variant.sku: slug for slug in reversed(list(drafts)) for variant in drafts[slug].variants}
    taken = Variant.objects.filter(sku__in=skus).values_list("sku", "product_id", "product__slug")
    return skus | {sku: known.get(product_id, slug) for sku, product_id, slug in taken}


def _check_skus(draft: ProductDraft, owners: Mapping[str, str]) -> None:
    for variant in draft.variants:
        if owners[variant.sku] != draft.slug:
            raise SkuTaken(sku=variant.sku, product=owners[variant.sku])
