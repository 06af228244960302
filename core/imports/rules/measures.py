"""Weights, quantities and barcodes."""

import re
from decimal import Decimal
from functools import lru_cache

from core.catalog.rules import gtin_of
from core.catalog.types import GtinInvalid
from core.imports.rules.cells import Unclear
from core.imports.types import Notice, RowFault

MOST = 2**31 - 1  # what a column holds
_GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "lb": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}
_UNITS = {"": "", "gram": "g", "grams": "g", "kilogram": "kg", "kilograms": "kg", "lbs": "lb", "pound": "lb"}
_UNITS |= {"pounds": "lb", "ounce": "oz", "ounces": "oz"} | {unit: unit for unit in _GRAMS}
# Three digits behind a comma may be thousands; behind a point they are not, for Shopify groups none.
_WEIGHT = re.compile(r"(?P<number>0,\d{1,12}|\d{1,12}(\.\d{1,12}|,\d{1,2})?)\s*(?P<unit>[a-z]*)", re.ASCII)
_WHOLE = re.compile(r"(?P<number>-?\d{1,12})([.,]0{1,2})?", re.ASCII)


@lru_cache(maxsize=1024)  # few weights, each of them often
def grams(text: str, *, unit: str) -> int:
    """A weight in whole grams, 0 where the cell is empty; a unit in the cell goes before `unit`. Raises Unclear."""
    if not text or text in {"0", "0.0"}:
        return 0
    found = _WEIGHT.fullmatch(text.casefold())
    factor = _GRAMS.get(_UNITS.get(found["unit"] or unit.casefold(), "")) if found else None
    if found is None or factor is None:
        raise Unclear(RowFault.WEIGHT_UNCLEAR)
    weight = round(Decimal(found["number"].replace(",", ".")) * factor)
    if weight > MOST:
        raise Unclear(RowFault.WEIGHT_UNCLEAR)
    return weight


@lru_cache(maxsize=1024)
def quantity(text: str) -> int:
    """A whole number, below zero too; 0 where the cell is empty. Raises Unclear."""
    if not text:
        return 0
    found = _WHOLE.fullmatch(text)
    if not found or abs(number := int(found["number"])) > MOST:
        raise Unclear(RowFault.QUANTITY_UNCLEAR)
    return int(found["number"]) if number else 0


def gtin(text: str) -> tuple[str, Notice | None]:
    """A barcode's digits, and what the merchant should know of it: it was cleaned, or was no GTIN and is left out."""
    try:
        digits = gtin_of(text)
    except GtinInvalid:
        digits = ""
    if not digits:
        return "", Notice.BARCODE_DROPPED if text else None
    return digits, Notice.BARCODE_CLEANED if digits != text else None
