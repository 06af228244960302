"""Refuses a body larger than its backend declared, before a byte of it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from project.problems import problem


def body_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        limit = request.backend.limits.body_bytes  # type: ignore[attr-defined]  # set by client_scope
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal():
            return problem(400, "invalid_content_length", "Content-Length is not a number.")
        if int(length) > limit:
            return problem(413, "body_too_large", f"A body may have at most {limit} bytes here.")
        return get_response(request)

    return middleware
