"""Choosing the language and currency the shop is read in: a choice of the browser, by which nobody becomes known."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.shared.errors import DomainError
from core.shared.languages import speaking
from web_api.market import keep_choice, locale_of
from web_api.parts.market import MarketPart, market_on_show
from web_api.strict import NoParams, Strict
from web_api.view import ShopView
from web_api.visit import visit_of


class MarketChoice(Strict):
    """What is left out stays as it is."""

    locale = serializers.CharField(max_length=35, required=False)
    currency = serializers.CharField(max_length=3, required=False)


class MarketUnknown(DomainError):
    """The shop is not read in this language, or does not sell in this currency; what there is, it says."""

    code = "market_unknown"


class MarketView(ShopView):
    body: ClassVar[type[Strict]] = MarketChoice
    answer: ClassVar[Any] = MarketPart

    def put(self, request: Request) -> Response:
        """Read the shop in another language or currency from here on; two cookies keep the choice for a year."""
        NoParams(data=request._request.GET).is_valid(raise_exception=True)
        choice = checked_choice(request.data)
        request.COOKIES.update(choice)
        with speaking(locale_of(request)):
            response = Response(MarketPart(market_on_show(visit_of(request))).data)
        keep_choice(response, choice, secure=request.is_secure())
        return response


def choose_by_form(request: Request, fields: Mapping[str, str]) -> HttpResponse:
    """The form that stands on every page: 303 back to where it was sent from, in what was chosen."""
    choice = checked_choice({name: fields[name] for name in ("locale", "currency") if name in fields})
    response = HttpResponse(status=303, headers={"Location": request.get_full_path()})
    keep_choice(response, choice, secure=request.is_secure())
    return response


def checked_choice(sent: Any) -> dict[str, str]:
    """Raises ValidationError; MarketUnknown where the shop has no such language or currency."""
    choice = MarketChoice(data=sent)
    choice.is_valid(raise_exception=True)
    there = {"locale": settings.SHOP_LOCALES, "currency": settings.SHOP_CURRENCIES}
    if any(value not in there[name] for name, value in choice.validated_data.items()):
        raise MarketUnknown(locales=list(settings.SHOP_LOCALES), currencies=list(settings.SHOP_CURRENCIES))
    return dict(choice.validated_data)
