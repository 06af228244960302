"""How countries and taxes are called."""

from babel import Locale

from core.customers.selectors import countries
from core.tax.types import Tax, percent

NAMES = Locale("en").territories


def tax_name(tax: Tax) -> str:
    """Such as "VAT (19%)"."""
    return f"{tax.name} ({percent(tax.rate):f}%)"


def country_choices() -> list[tuple[str, str]]:
    return sorted(((code, str(NAMES.get(code, code))) for code in countries()), key=lambda one: one[1])
