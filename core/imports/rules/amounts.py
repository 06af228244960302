"""Prices as merchants write them, in the minor units of a currency; what could mean two amounts is refused."""

import re
from functools import cache, lru_cache
from unicodedata import normalize

from babel.numbers import get_currency_precision, get_currency_symbol

from core.imports.rules.cells import Unclear
from core.imports.types import RowFault

HIGHEST = 10**12  # minor units; times the most a cart takes, it still is far from what a column holds
_LOCALES = ("en", "de", "fr", "sv", "pl", "ja", "pt_BR")
_DECORATED = re.compile(r"(?P<before>[^\d.,'’-]*)(?P<number>\d[\d.,'’\s]*?)(?P<after>[^\d.,'’-]*)", re.ASCII)
_THOUSANDS = {",": re.compile(r"\d{1,3}(,\d{2,3})*,\d{3}"), ".": re.compile(r"\d{1,3}(\.\d{3})+")}


@lru_cache(maxsize=4096)  # a shop has few prices, each of them often
def minor_units(text: str, currency: str) -> int:
    """Such as 1999 for "19.99", "19,99 €" or "EUR 19.99". Raises Unclear."""
    found = _DECORATED.fullmatch(normalize("NFKC", text).strip())
    if not found:
        raise Unclear(RowFault.PRICE_UNCLEAR)
    for sign in (found["before"], found["after"]):
        if sign.strip() and sign.strip() not in _signs(currency):
            raise Unclear(RowFault.PRICE_OTHER_CURRENCY, currency)
    whole, fraction = _parts(re.sub(r"['’\s]", "", found["number"]), get_currency_precision(currency))
    return _in_minor_units(whole, fraction.rstrip("0"), get_currency_precision(currency))


def _in_minor_units(whole: str, fraction: str, precision: int) -> int:
    if len(fraction) > precision:
        raise Unclear(RowFault.PRICE_TOO_FINE, str(precision))
    if len(whole) > 15 or (amount := int(whole + fraction.ljust(precision, "0"))) > HIGHEST:
        raise Unclear(RowFault.PRICE_TOO_HIGH)
    return amount


def _parts(number: str, precision: int) -> tuple[str, str]:
    """The digits before and after the decimal mark: the last of two marks; of one, what stands behind it tells."""
    marks = [mark for mark in number if mark in ".,"]
    if not marks:
        return number, ""
    if len(set(marks)) == 1 and _is_thousands(number, marks, precision):
        return _ungrouped(number, marks[0]), ""
    whole, mark, fraction = number.rpartition(marks[-1])
    if mark in whole or not fraction or not whole:
        raise Unclear(RowFault.PRICE_UNCLEAR)
    return _ungrouped(whole, "," if mark == "." else "."), fraction


def _is_thousands(number: str, marks: list[str], precision: int) -> bool:
    """Three digits behind a single mark may be thousands or a fraction, unless the currency or a leading 0 tells."""
    if len(marks) > 1:
        return True
    whole, _, behind = number.partition(marks[0])
    if len(behind) != 3 or len(whole) > 3 or precision == 3 or whole.startswith("0"):
        return False
    if precision == 0:
        return True
    raise Unclear(RowFault.PRICE_UNCLEAR)


def _ungrouped(whole: str, mark: str) -> str:
    if mark in whole and not _THOUSANDS[mark].fullmatch(whole):
        raise Unclear(RowFault.PRICE_UNCLEAR)
    return whole.replace(mark, "")


@cache
def _signs(currency: str) -> frozenset[str]:
    """How a price may say its currency: the code, or a symbol that some language has for it."""
    symbols = {normalize("NFKC", get_currency_symbol(currency, locale)) for locale in _LOCALES}
    return frozenset({currency, currency.lower()} | symbols | ({"$"} if any("$" in s for s in symbols) else set()))
