"""Writes of the catalogue. Whatever changes a product changes its listings in the same transaction."""

from core.catalog.services.addresses import move_slug, take_slugs
from core.catalog.services.attributes import renumber_facet
from core.catalog.services.bulk import (
    add_tag,
    archive_products,
    publish_products,
    put_into_category,
    remove_tag,
    schedule_products,
    set_attribute,
    set_release,
    set_tax_class,
    take_out_of_category,
)
from core.catalog.services.categories import (
    create_category,
    delete_categories,
    hold_categories,
    place_category,
    settle_main_categories,
)
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
    "add_tag",
    "archive_product",
    "archive_products",
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
    "move_slug",
    "place_category",
    "publish_product",
    "publish_products",
    "put_into_category",
    "recount_facets",
    "reflect_prices",
    "reflect_stock",
    "refresh_listings",
    "remove_tag",
    "renumber_facet",
    "save_products",
    "schedule_products",
    "set_attribute",
    "set_release",
    "set_tax_class",
    "settle_main_categories",
    "take_in",
    "take_out_of_category",
    "take_slugs",
    "write_bought_together",
    "wrong_censuses",
]
