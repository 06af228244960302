"""The catalogue's back office: plain edits, after which the listing is refreshed."""

from core.catalog.admin.attributes import AttributeAdmin
from core.catalog.admin.categories import CategoryAdmin
from core.catalog.admin.collections import CollectionAdmin
from core.catalog.admin.listings import ListingAdmin, name_groups
from core.catalog.admin.products import ProductAdmin
from core.catalog.admin.tax_classes import offer_tax_classes
from core.catalog.admin.variants import OfVariant, VariantAdmin, show_beside_variants

__all__ = [
    "AttributeAdmin",
    "CategoryAdmin",
    "CollectionAdmin",
    "ListingAdmin",
    "OfVariant",
    "ProductAdmin",
    "VariantAdmin",
    "name_groups",
    "offer_tax_classes",
    "show_beside_variants",
]
