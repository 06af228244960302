"""The narrow tables that lists are read from, kept in step with what they mirror, many products at a time.

Whoever changes the listings of a product holds it first (holding.py); what is told of it is asked for only then, so
that of two tellers the later one is right. Then it is worked out what its listings should be by now, from what catalog
knows itself and what it was told (showing.py), and whatever is otherwise is written (mirroring.py). Nobody waits in a
circle, for all hold rows in one order: variants, stock, products, categories, listings, prices, the words of the
search.
"""

from core.catalog.services.listings.holding import hold_listings
from core.catalog.services.listings.telling import (
    close_listings,
    fold_listings,
    reflect_prices,
    reflect_stock,
    refresh_listings,
)

__all__ = [
    "close_listings",
    "fold_listings",
    "hold_listings",
    "reflect_prices",
    "reflect_stock",
    "refresh_listings",
]
