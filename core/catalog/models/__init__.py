"""The catalogue's tables, and the narrow ones that lists are read from."""

from core.catalog.models.addresses import OldPath, OldSlug
from core.catalog.models.categories import Category
from core.catalog.models.collections import Collection, CollectionItem
from core.catalog.models.listings import FacetCensus, FacetRecount, FacetValue, Listing, ListingCategory, ListingFacet
from core.catalog.models.products import Attribute, Product, ProductImage, Variant
from core.catalog.models.relations import RelatedProduct
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
