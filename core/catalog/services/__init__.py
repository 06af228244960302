"""Writes of the catalogue. Whatever changes a product changes its listings in the same transaction."""

from core.catalog.services.categories import create_category, delete_categories, hold_categories, place_category
from core.catalog.services.companions import write_bought_together
from core.catalog.services.facets import ask_recounts, recount_facets, wrong_censuses
from core.catalog.services.images import add_image, add_picture, make_renditions, take_in
from core.catalog.services.listings import (
    close_listings,
    fold_listings,
    hold_listings,
    reflect_prices,
    reflect_stock,
    refresh_listings,
)
from core.catalog.services.products import count_sold, create_product, save_products
from core.catalog.services.publishing import archive_product, publish_product

__all__ = [
    "add_image",
    "add_picture",
    "archive_product",
    "ask_recounts",
    "close_listings",
    "count_sold",
    "create_category",
    "create_product",
    "delete_categories",
    "fold_listings",
    "hold_categories",
    "hold_listings",
    "make_renditions",
    "place_category",
    "publish_product",
    "recount_facets",
    "reflect_prices",
    "reflect_stock",
    "refresh_listings",
    "save_products",
    "take_in",
    "write_bought_together",
    "wrong_censuses",
]
