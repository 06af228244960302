"""In which language and currency somebody reads: as they chose, which two cookies keep, else as their browser wants."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.request import Request

from core.catalog.types import Market
from core.customers.types import Principal, group_of
from core.shared.languages import best_language

COOKIES = ("locale", "currency")
KEPT = timedelta(days=365)


def market_of(request: Request | HttpRequest, principal: Principal | None) -> Market:
    """The catalogue's own language has no name in it."""
    locale, currency = locale_of(request), currency_of(request)
    own = locale == settings.SHOP_LOCALES[0]
    return Market(currency, "" if own else locale, group_of(principal, currency))


def currency_of(request: Request | HttpRequest) -> str:
    """The cookie `currency` counts where the shop sells in it, else the shop's first."""
    wanted = request.COOKIES.get("currency")
    return wanted if wanted in settings.SHOP_CURRENCIES else settings.SHOP_CURRENCIES[0]


def locale_of(request: Request | HttpRequest) -> str:
    """The cookie `locale` counts, else what the browser wants (RFC 9110, 12.5.4) of the shop's; else its own first."""
    chosen = _chosen_locale(request)
    return chosen or best_language(_wanted(request), settings.SHOP_LOCALES) or settings.SHOP_LOCALES[0]


def say_language(request: Request | HttpRequest, response: HttpResponseBase) -> None:
    """Tells readers and caches which language an answer is in, and what it depended on."""
    response["Content-Language"] = locale_of(request)
    patch_vary_headers(response, ["Cookie"])
    if len(settings.SHOP_LOCALES) > 1 and not _chosen_locale(request):
        patch_vary_headers(response, ["Accept-Language"])


def keep_choice(response: HttpResponse, choice: Mapping[str, Any], *, secure: bool) -> None:
    """For a year, and for the shop alone."""
    for name in COOKIES:
        if name in choice:
            response.set_cookie(name, choice[name], max_age=KEPT, secure=secure, httponly=True, samesite="Lax")


def _chosen_locale(request: Request | HttpRequest) -> str | None:
    chosen = request.COOKIES.get("locale")
    return chosen if chosen in settings.SHOP_LOCALES else None


def _wanted(request: Request | HttpRequest) -> list[str]:
    ranges = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    return [language for language, quality in ranges if quality > 0]
