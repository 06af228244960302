"""A product's options: their names, and the values of each variant."""

import hashlib
from collections.abc import Iterator, Sequence

from core.imports.rules.notes import LONGEST
from core.imports.types import Cells, Row

NUMBERS = (1, 2, 3)
_NO_CHOICE = "default title"  # how Shopify writes that there is nothing to choose


def option_values(cells: Cells) -> tuple[str, str, str]:
    return cells.option1_value, cells.option2_value, cells.option3_value


def is_variant(cells: Cells) -> bool:
    """Whether a row that is not a product's first one is a variant, and no further picture."""
    return any((cells.price, cells.sku, *option_values(cells)))


def used_options(variants: Sequence[Row]) -> Iterator[int]:
    """The numbers of the options that any variant has a value of; none where there is nothing to choose."""
    if len(variants) == 1 and option_values(variants[0].cells)[0].casefold() == _NO_CHOICE:
        return
    for number in NUMBERS:
        if any(option_values(row.cells)[number - 1] for row in variants):
            yield number


def made_sku(slug: str, values: Sequence[str]) -> str:
    """A SKU for a variant that has none: the same again for the same handle and option values, and nobody else's."""
    whole = "/".join((slug, *(value.replace("/", "-") for value in values)))
    if len(whole) <= LONGEST["sku"] and not any("/" in value for value in values):
        return whole
    digest = hashlib.sha256("\0".join((slug, *values)).encode()).hexdigest()[:8]
    return f"{whole[: LONGEST['sku'] - 9]}~{digest}"
