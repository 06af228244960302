"""Where what is sold comes from."""

from enum import StrEnum


class Supply(StrEnum):
    """Of a variant, or the best of a product's."""

    IN_STOCK = "in_stock"
    BACKORDER = "backorder"  # none is there, and it can be sold all the same: it is sent when more has come in
    SOLD_OUT = "sold_out"
