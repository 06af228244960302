"""In which language the phone is answered: `Accept-Language`, which the app sets where somebody has chosen one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header

from core.shared.languages import best_language, speaking


def locale_of(request: HttpRequest) -> str:
    """What is wanted most (RFC 9110, 12.5.4) of what the shop speaks; else the shop's own."""
    ranges = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = [language for language, quality in ranges if quality > 0]
    return best_language(wanted, settings.SHOP_LOCALES) or settings.SHOP_LOCALES[0]


def in_its_language(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wraps an operation: what it formats is formatted in that language, and its answer says so."""

    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        locale = locale_of(request)
        with speaking(locale):
            response = run(request, **named)
        response["Content-Language"] = locale
        return response

    return answered
