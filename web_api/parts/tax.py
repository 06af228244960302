"""A tax as the desktop shows it, and what it says of prices."""

from typing import Any

from babel.numbers import format_percent
from rest_framework import serializers

from core.pricing.types import PriceTax
from core.shared.languages import spoken
from core.tax.types import Tax
from web_api.parts.money import MoneyPart

PRICE_TAXES = [kind.value for kind in PriceTax]


class TaxPart(serializers.Serializer[Any]):
    """`rate`, as a person reads it, of the `base`, which is without taxes. `included`: in the prices; else on top."""

    name = serializers.CharField()
    rate = serializers.SerializerMethodField()
    base = MoneyPart()
    tax = MoneyPart()
    included = serializers.BooleanField()

    def get_rate(self, tax: Tax) -> str:
        """Such as "7.25%"."""
        return format_percent(tax.part, locale=spoken(), decimal_quantization=False)
