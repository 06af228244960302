"""What makes a product visible, where it stands, and what it can be found by."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from babel.numbers import get_currency_precision
from django.utils.text import slugify

from core.catalog.rules.attributes import attribute_words
from core.catalog.types import ProductStatus, WindowInvalid

# Facets that are read off a listing's own columns, and those that are kept as values of the narrow table.
COLUMN_FACETS = ("availability", "offer", "price")
VALUE_FACETS = ("brand", "tag", "collection")

LONGEST_FACET_VALUE = 250
_PRICE_STEPS = (5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000)


def is_visible(*, status: str, published_at: datetime | None, price: int | None) -> bool:
    """Shoppers see what is active, dated and priced."""
    return status == ProductStatus.ACTIVE and published_at is not None and price is not None


def check_window(*, published_at: datetime | None, unpublish_at: datetime | None) -> None:
    """Raises WindowInvalid."""
    if unpublish_at is not None and (published_at is None or unpublish_at <= published_at):
        raise WindowInvalid(published_at=published_at, unpublish_at=unpublish_at)


def category_path(above: str, slug: str) -> str:
    """A category's slugs from the root, joined by slashes; `above` is its parent's, empty at the root."""
    return f"{above}/{slug}" if above else slug


def option_code(name: str) -> str:
    """The facet of an option by its name: "Frame colour" is `frame-colour`."""
    code = slugify(name, allow_unicode=True)[:50] or "option"
    return f"{code}-option" if code in COLUMN_FACETS or code in VALUE_FACETS else code


def price_range(value: str) -> tuple[int, int | None] | None:
    """The ends of a price facet's value, in minor units: "1000-1500", "-1500" or "1000-"; None where it is none."""
    found = re.fullmatch(r"(\d{0,15})-(\d{0,15})", value, re.ASCII)
    if found is None or value == "-":
        return None
    low, high = found.groups()
    return int(low or 0), int(high) if high else None


def price_steps(currency: str) -> list[str]:
    """Where one range of prices ends and the next begins, in minor units: 5.00, 10.00, 15.00 … or 500 yen, 1,000 …"""
    precision = get_currency_precision(currency)
    return [str(step * 10 ** (precision or 2)) for step in _PRICE_STEPS]


def facet_values(
    *,
    brand: str,
    tags: Collection[str],
    collections: Collection[str],
    options: Mapping[str, Collection[str]],
    attributes: Mapping[str, object],
) -> Iterator[tuple[str, str]]:
    """Pairs of facet and value that a product can be found by; `attributes` are those that are facets.

    What is longer than a value can be is for reading, not for choosing, and left out.
    """
    found = _facet_values(brand, tags, collections, options, attributes)
    yield from ((code, value) for code, value in found if 0 < len(value) <= LONGEST_FACET_VALUE)


def _facet_values(
    brand: str,
    tags: Collection[str],
    collections: Collection[str],
    options: Mapping[str, Collection[str]],
    attributes: Mapping[str, object],
) -> Iterator[tuple[str, str]]:
    if brand:
        yield "brand", brand
    yield from (("tag", tag) for tag in tags)
    yield from (("collection", slug) for slug in collections)
    yield from ((option_code(name), value) for name, values in options.items() for value in values)
    yield from ((code, words) for code, value in attributes.items() for words in attribute_words(value))
