"""In which language and currency the page is, and which others there are."""

from dataclasses import dataclass
from typing import Any

from babel.numbers import get_currency_name
from django.conf import settings
from rest_framework import serializers

from core.shared.languages import own_name, spoken
from web_api.visit import Visit


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MarketOnShow:
    locale: str
    currency: str
    locales: tuple[Choice, ...]
    currencies: tuple[Choice, ...]


class ChoicePart(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class MarketPart(serializers.Serializer[Any]):
    """`locale` (BCP 47) and `currency` (ISO 4217) count for the whole answer; a language is named in itself."""

    locale = serializers.CharField()
    currency = serializers.CharField()
    locales = ChoicePart(many=True)
    currencies = ChoicePart(many=True)


def market_on_show(visit: Visit) -> MarketOnShow:
    return MarketOnShow(
        locale=visit.locale,
        currency=visit.market.currency,
        locales=tuple(Choice(code, own_name(code)) for code in settings.SHOP_LOCALES),
        currencies=tuple(Choice(code, get_currency_name(code, locale=spoken())) for code in settings.SHOP_CURRENCIES),
    )
