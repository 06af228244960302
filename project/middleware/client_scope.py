"""Gives each request its backend, and lets it see only that backend's cookies.

Django knows one session cookie and one CSRF cookie. On the way in, the backend's own cookies are renamed to those two;
on the way out they get their own names back. So a cookie of one backend is nothing at another, also in one process.
"""

from collections.abc import Callable, Iterator

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from project.backends import Manifest, backend_for_path, registry


def client_scope(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    own = registry()[settings.BACKEND] if settings.BACKEND else None

    def middleware(request: HttpRequest) -> HttpResponse:
        backend = own or backend_for_path(request.path_info)
        request.backend = backend  # type: ignore[attr-defined]  # HttpRequest has no slot for it
        structlog.contextvars.bind_contextvars(backend=backend.name, ip=request.META.get("REMOTE_ADDR"))
        names = dict(_cookie_names(backend, secure=request.is_secure()))
        seen = {inner: request.COOKIES.get(outer) for inner, outer in names.items()}
        for inner in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            request.COOKIES.pop(inner, None)
        request.COOKIES.update({inner: value for inner, value in seen.items() if value is not None})
        response = get_response(request)
        for inner, outer in names.items():
            _rename(response, inner, outer, secure=request.is_secure())
        return response

    return middleware


def _cookie_names(backend: Manifest, *, secure: bool) -> Iterator[tuple[str, str]]:
    """Pairs of Django's name and the backend's; https adds `__Host-`, which browsers refuse over http."""
    if backend.auth.kind == "session":
        prefix = "__Host-" if secure else ""
        yield settings.SESSION_COOKIE_NAME, prefix + backend.auth.session_cookie
        yield settings.CSRF_COOKIE_NAME, prefix + backend.auth.csrf_cookie


def _rename(response: HttpResponse, inner: str, outer: str, *, secure: bool) -> None:
    morsel = response.cookies.pop(inner, None)
    if morsel is None:
        return
    response.cookies[outer] = morsel.value
    response.cookies[outer].update({key: value for key, value in morsel.items() if value != ""})  # max-age may be 0
    if secure:
        response.cookies[outer]["secure"] = True
