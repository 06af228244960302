"""Money as the phone shows it: ready to print."""

import re
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import format_currency, format_decimal

from core.shared.languages import spoken
from core.shared.money import Money


def price(money: Money) -> str:
    """Such as "€19.99", in the language that is spoken."""
    return format_currency(money.decimal, money.currency, locale=spoken())


def optional_price(money: Money | None) -> str | None:
    return None if money is None else price(money)


def round_price(money: Money) -> str:
    """Without its cents where there are none: "€20"."""
    if money.decimal != int(money.decimal):
        return price(money)
    return format_currency(money.decimal, money.currency, _whole(spoken()), locale=spoken(), currency_digits=False)


def quantity(number: str) -> str:
    """A number written with a point, such as "0.5", as the language that is spoken writes it; years as well."""
    return format_decimal(Decimal(number), "0.######", locale=spoken(), decimal_quantization=False)


@cache
def _whole(locale: Locale) -> str:
    """A language's own way to write amounts (CLDR), the cents left out."""
    return re.sub(r"\.0+", "", locale.currency_formats["standard"].pattern)
