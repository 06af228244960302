"""Money as the desktop web shows it."""

from typing import Any

from babel.numbers import format_currency
from rest_framework import serializers

from core.shared.money import Money

LOCALE = "en"


class MoneyPart(serializers.Serializer[Any]):
    """An amount in minor units, its ISO 4217 currency, and how a person reads it."""

    amount = serializers.IntegerField()
    currency = serializers.CharField()
    formatted = serializers.SerializerMethodField()

    def get_formatted(self, money: Money) -> str:
        return format_currency(money.decimal, money.currency, locale=LOCALE)
