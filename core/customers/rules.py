"""What an address must hold."""

from dataclasses import asdict
from unicodedata import category

from babel import Locale

from core.customers.types import Address, AddressInvalid

# Babel's territories also name groupings and test regions.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
_TERRITORIES = [str(code) for code in Locale("en").territories]
COUNTRIES = frozenset(code for code in _TERRITORIES if len(code) == 2 and code.isalpha()) - _NOT_COUNTRIES
# Universal Postal Union: these use no postcodes, or too seldom to ask for one.
_WITHOUT_POSTCODE = frozenset(
    {"AE", "AG", "AO", "BF", "BI", "BJ", "BS", "BZ", "FJ", "GH", "HK", "JM", "MO", "QA", "ZW"}
)
_LONGEST = 120


def check_address(address: Address) -> None:
    """Raises AddressInvalid, naming every field at fault at once."""
    required = {"name", "line1", "city", "country"}
    if address.country not in _WITHOUT_POSTCODE:
        required.add("postcode")
    values = asdict(address)
    faults = {field: "required" for field in required if not values[field].strip()}
    faults |= {field: "too_long" for field, value in values.items() if len(value) > _LONGEST}
    faults |= {field: "invalid" for field, value in values.items() if not _is_printable(value)}
    if "country" not in faults and address.country not in COUNTRIES:
        faults["country"] = "unknown"
    if faults:
        raise AddressInvalid(fields=faults)


def _is_printable(text: str) -> bool:
    """No control character, and no half of a surrogate pair: neither prints, and not every database holds them."""
    return not any(category(character) in {"Cc", "Cs"} for character in text)
