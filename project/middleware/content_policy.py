"""The back office's own content security policy; every other backend has the strict one of SECURE_CSP."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csp import csp_override


def content_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    at_the_admin = csp_override(settings.ADMIN_CSP)(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        backend = request.backend.name  # type: ignore[attr-defined]  # set by client_scope
        return at_the_admin(request) if backend == "admin" else get_response(request)

    return middleware
