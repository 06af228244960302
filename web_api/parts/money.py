"""Money as the desktop web shows it."""

import re
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency, format_decimal
from rest_framework import serializers

from core.shared.languages import spoken
from core.shared.money import Money


def formatted(money: Money) -> str:
    """Such as "€19.99", in the language that is spoken."""
    return format_currency(money.decimal, money.currency, locale=spoken())


def rounded(money: Money) -> str:
    """Without its cents where there are none: "€20"."""
    if money.decimal % 1:
        return formatted(money)
    return format_currency(
        money.decimal, money.currency, whole_pattern(spoken()), locale=spoken(), currency_digits=False
    )


def quantity(number: str) -> str:
    """A number that was written with a point, such as "0.5", as the language that is spoken writes it: years, too."""
    return format_decimal(Decimal(number), "0.######", locale=spoken(), decimal_quantization=False)


@cache
def whole_pattern(locale: Locale) -> str:
    """How a language writes amounts (CLDR), without what stands behind the point."""
    return re.sub(r"\.0+", "", locale.currency_formats["standard"].pattern)


class MoneyPart(serializers.Serializer[Any]):
    """An amount in minor units, its ISO 4217 currency, and how a person reads it."""

    amount = serializers.IntegerField()
    currency = serializers.CharField()
    formatted = serializers.SerializerMethodField()

    def get_formatted(self, money: Money) -> str:
        return formatted(money)
