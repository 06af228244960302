"""Reads of the catalogue; each docstring counts its SQL statements."""

from core.catalog.selectors.categories import category_by_id, category_by_path, root_categories
from core.catalog.selectors.collections import collection_head, home_collections
from core.catalog.selectors.facet_names import facet_names
from core.catalog.selectors.facets import facets_of
from core.catalog.selectors.images import image_view, kept_image
from core.catalog.selectors.lists import (
    COUNT_LIMIT,
    cards_of,
    count_listed,
    list_after,
    list_page,
    product_ids,
)
from core.catalog.selectors.products import (
    count_drafts,
    drafts,
    is_empty,
    product_by_gtin,
    product_by_id,
    product_by_slug,
    variant_view,
    variants_of,
)
from core.catalog.selectors.related import company_of
from core.catalog.selectors.search import read_search, suggestions

__all__ = [
    "COUNT_LIMIT",
    "cards_of",
    "category_by_id",
    "category_by_path",
    "collection_head",
    "company_of",
    "count_drafts",
    "count_listed",
    "drafts",
    "facet_names",
    "facets_of",
    "home_collections",
    "image_view",
    "is_empty",
    "kept_image",
    "list_after",
    "list_page",
    "product_by_gtin",
    "product_by_id",
    "product_by_slug",
    "product_ids",
    "read_search",
    "root_categories",
    "suggestions",
    "variant_view",
    "variants_of",
]
