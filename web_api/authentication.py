"""Who is asking, on the web: the cookie session. And whether the shop's own page asked: CSRF, for guests too."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from core.customers.selectors import customer_of
from core.customers.types import Guest, Principal

GUEST_KEY = "guest_id"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


class CsrfFailed(PermissionDenied):
    default_code = "csrf_failed"
    default_detail = "This request did not come from the shop's own pages."


class ShopperAuthentication(BaseAuthentication):
    """The session's user; before that, every unsafe request must prove that a page of the shop made it.

    JSON proves it by `X-CSRFToken`, a view with `html = True` by what the browser says of the form's origin.
    Raises CsrfFailed.
    """

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        if getattr(request.parser_context["view"], "html", False):
            require_same_origin(request)
        else:
            _require_csrf_token(request)
        user = _signed_in(request)
        return (user, None) if user else None


def require_same_origin(request: Request | HttpRequest) -> None:
    """For HTML forms, which carry no token: the browser itself must say that the shop's own origin sent them.

    `Sec-Fetch-Site` (W3C Fetch Metadata) decides where it is sent, else `Origin` (RFC 6454); with neither the form is
    refused. Safe methods pass. Raises CsrfFailed.
    """
    if request.method in SAFE_METHODS:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    own_origin = f"{request.scheme}://{request.get_host()}"
    if not (site == "same-origin" if site is not None else origin == own_origin):
        raise CsrfFailed


def principal_of(request: Request | HttpRequest) -> Principal | None:
    """Who is asking, None for somebody who has left no trace yet; for them neither session nor database is touched."""
    user = _signed_in(request)
    if user is not None:
        return customer_of(user)
    guest_id = request.session.get(GUEST_KEY) if request.session else None
    return Guest(id=UUID(guest_id)) if guest_id else None


def _require_csrf_token(request: Request) -> None:
    check = CSRFCheck(_no_view)
    check.process_request(request._request)
    reason = check.process_view(request._request, _no_view, (), {})
    if reason:
        raise CsrfFailed(str(reason))


def _no_view(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError  # the check wants a view to ask whether it is exempt, and never calls it


def _signed_in(request: Request | HttpRequest) -> Any:
    """The session's active user or None. A request without a session is not asked for its user: that costs a Vary."""
    http_request = getattr(request, "_request", request)
    if not http_request.session:
        return None
    user = http_request.user  # None where Django REST framework found nobody
    return user if user is not None and user.is_authenticated and user.is_active else None
