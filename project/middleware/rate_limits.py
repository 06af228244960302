"""Refuses who asks more often than the backend's manifest lets them: 429, with when they may again.

Every answer that is theirs alone tells what is left of each rate (draft-ietf-httpapi-ratelimit-headers).
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from core.shared.errors import TooManyRequests
from project.backends import Manifest
from project.backends.manifest import Rate
from project.limiter import Use, spend
from project.middleware.client_address import network_of
from project.problems import is_auth, refusal


def rate_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        uses = _uses(request) if settings.RATE_LIMITS else []
        exceeded = [use for use in uses if use.is_exceeded]
        response = _refusal(request, exceeded) if exceeded else get_response(request)
        if "no-store" in response.get("Cache-Control", "no-store"):
            _tell(response, uses)
        return response

    return middleware


def _uses(request: HttpRequest) -> list[Use]:
    backend: Manifest = request.backend  # type: ignore[attr-defined]  # set by client_scope
    method = str(request.method)
    rates = [(name, rate) for name, rate in backend.rates.items() if rate.covers(method, request.path_info)]
    return [spend(name, rate, _who(request, backend, rate), backend=backend.name) for name, rate in rates]


def _who(request: HttpRequest, backend: Manifest, rate: Rate) -> str:
    """The customer or guest, if the rate is theirs and there is one, else the address."""
    principal = import_string(backend.principal)(request) if rate.per == "principal" and backend.principal else None
    return principal.key if principal else network_of(request)


def _refusal(request: HttpRequest, exceeded: list[Use]) -> HttpResponse:
    error = TooManyRequests(seconds=max(use.reset for use in exceeded))
    if is_auth(request):
        response: HttpResponse = refusal(request, 429, error.code, "Please try again later.")
    else:
        backend: Manifest = request.backend  # type: ignore[attr-defined]  # set by client_scope
        response = import_string(backend.refusal)(request, error)
    response["Retry-After"] = str(error.details["seconds"])
    return response


def _tell(response: HttpResponse, uses: list[Use]) -> None:
    if uses:
        response["RateLimit-Policy"] = ", ".join(f'"{use.name}";q={use.amount};w={use.window}' for use in uses)
        response["RateLimit"] = ", ".join(f'"{use.name}";r={use.remaining};t={use.reset}' for use in uses)
