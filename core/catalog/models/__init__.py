"""The catalogue's tables, and the narrow ones that lists are read from."""

from core.catalog.models.categories import Category
from core.catalog.models.collections import Collection, CollectionItem
from core.catalog.models.listings import FacetCensus, FacetRecount, FacetValue, Listing, ListingCategory, ListingFacet
from core.catalog.models.products import Attribute, Product, ProductImage, Variant
from core.catalog.models.search import SearchDocument, SearchSlip, SearchWord

__all__ = [
    "Attribute",
    "Category",
    "Collection",
    "CollectionItem",
    "FacetCensus",
    "FacetRecount",
    "FacetValue",
    "Listing",
    "ListingCategory",
    "ListingFacet",
    "Product",
    "ProductImage",
    "SearchDocument",
    "SearchSlip",
    "SearchWord",
    "Variant",
]
