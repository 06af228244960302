"""Things to sell and people to sell them to, made through core's own services."""

from tests.factories.catalog import Record, a_category, a_price_list, a_record, a_warehouse, scheduled
from tests.factories.premises import Shop, a_shop
from tests.factories.shop import (
    a_coupon,
    a_shipping_method,
    a_tax_rate,
    an_address,
    an_order,
    news,
    someone,
    the_post_goes,
)

__all__ = [
    "Record",
    "Shop",
    "a_category",
    "a_coupon",
    "a_price_list",
    "a_record",
    "a_shipping_method",
    "a_shop",
    "a_tax_rate",
    "a_warehouse",
    "an_address",
    "an_order",
    "news",
    "scheduled",
    "someone",
    "the_post_goes",
]
