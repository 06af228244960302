"""The catalogue's tables, and the narrow ones that lists are read from."""

from core.catalog.models.addresses import OldPath, OldSlug
from core.catalog.models.categories import Category
from core.catalog.models.collections import Collection, CollectionItem
from core.catalog.models.listings import (
    BoughtTogether,
    FacetCensus,
    FacetRecount,
    FacetValue,
    Listing,
    ListingCategory,
    ListingFacet,
    ListingTitle,
)
from core.catalog.models.products import Attribute, Product, ProductImage, Variant
from core.catalog.models.relations import RelatedProduct
from core.catalog.models.search import SearchDocument, SearchSlip, SearchWord

__all__ = [
    "Attribute",
    "BoughtTogether",
    "Category",
    "Collection",
    "CollectionItem",
    "FacetCensus",
    "FacetRecount",
    "FacetValue",
    "Listing",
    "ListingCategory",
    "ListingFacet",
    "ListingTitle",
    "OldPath",
    "OldSlug",
    "Product",
    "ProductImage",
    "RelatedProduct",
    "SearchDocument",
    "SearchSlip",
    "SearchWord",
    "Variant",
]
