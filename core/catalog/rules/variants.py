"""What a product's variants are called, and when they are ones; barcodes."""

import re
from collections.abc import Sequence

from core.catalog.types import GtinInvalid, ProductDraft, VariantsInvalid


def variant_title(option_values: Sequence[str]) -> str:
    """Such as "LP / Red"; empty where a product has no options."""
    return " / ".join(option_values)


def is_gtin(digits: str) -> bool:
    """Whether GS1's check digit fits: from the right, every second digit counts three times."""
    if not (digits.isascii() and digits.isdigit() and len(digits) in {8, 12, 13, 14}):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits))) % 10 == 0


def gtin_of(text: str) -> str:
    """The digits of a barcode as it is written, or typed off a cover: with spaces and hyphens, an ISBN of ten as well.

    Empty where there is nothing. Raises GtinInvalid.
    """
    digits = re.sub(r"[\s\-\u2010-\u2015'’]", "", text).upper()
    if _is_isbn10(digits):
        digits = _with_check_digit(f"978{digits[:9]}")
    if digits and not is_gtin(digits):
        raise GtinInvalid(gtin=text)
    return digits


def _is_isbn10(digits: str) -> bool:
    """ISO 2108 before 2007: the digits weigh 10 to 1, an X at the end is ten, and eleven divides the sum."""
    if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0


def _with_check_digit(digits: str) -> str:
    """GS1 General Specifications 7.9."""
    weighed = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-weighed % 10}"


def gtin_forms(digits: str) -> list[str]:
    """The same GTIN as others write it: the shorter ones are the longer ones without their leading zeros."""
    bare = digits.lstrip("0")
    return [bare.zfill(length) for length in (8, 12, 13, 14) if len(bare) <= length]


def check_variants(draft: ProductDraft) -> None:
    """Raises VariantsInvalid, GtinInvalid."""
    values = [variant.option_values for variant in draft.variants]
    skus = [variant.sku for variant in draft.variants]
    if (
        not skus
        or not all(skus)
        or len(set(skus)) < len(skus)
        or len(set(values)) < len(values)
        or any(len(those) != len(draft.option_names) for those in values)
    ):
        raise VariantsInvalid(slug=draft.slug)
    for variant in draft.variants:
        if variant.gtin and not is_gtin(variant.gtin):
            raise GtinInvalid(gtin=variant.gtin)
