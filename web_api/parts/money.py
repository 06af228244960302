"""Money as the desktop web shows it."""

from typing import Any

from babel.numbers import format_currency
from rest_framework import serializers

from core.shared.money import Money

LOCALE = "en"


def formatted(money: Money) -> str:
    """Such as "€19.99"."""
    return format_currency(money.decimal, money.currency, locale=LOCALE)


class MoneyPart(serializers.Serializer[Any]):
    """An amount in minor units, its ISO 4217 currency, and how a person reads it."""

    amount = serializers.IntegerField()
    currency = serializers.CharField()
    formatted = serializers.SerializerMethodField()

    def get_formatted(self, money: Money) -> str:
        return formatted(money)
