"""What an address must hold, and who is told of what is sent there."""

from dataclasses import asdict
from unicodedata import category

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email

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


def check_recipient(*, email: str, address: Address) -> None:
    """Raises AddressInvalid, naming every field at fault at once."""
    faults = _address_faults(address) | _email_faults(email)
    if faults:
        raise AddressInvalid(fields=faults)


def check_email(email: str) -> None:
    """Raises AddressInvalid where nobody can be written to there."""
    if faults := _email_faults(email):
        raise AddressInvalid(fields=faults)


def _address_faults(address: Address) -> dict[str, str]:
    required = {"name", "line1", "city", "country"}
    if address.country not in _WITHOUT_POSTCODE:
        required.add("postcode")
    values = asdict(address)
    faults = {field: "required" for field in required if not values[field].strip()}
    faults |= {field: "too_long" for field, value in values.items() if len(value) > _LONGEST}
    faults |= {field: "invalid" for field, value in values.items() if not _is_printable(value)}
    if "country" not in faults and address.country not in COUNTRIES:
        faults["country"] = "unknown"
    return faults


def _email_faults(email: str) -> dict[str, str]:
    if not email.strip():
        return {"email": "required"}
    try:
        validate_email(email)
        MaxLengthValidator(254)(email)
    except ValidationError:
        return {"email": "invalid"}
    return {}


def _is_printable(text: str) -> bool:
    """No control character, and no half of a surrogate pair: neither prints, and not every database holds them."""
    return not any(category(character) in {"Cc", "Cs"} for character in text)
