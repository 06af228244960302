"""Refuses what no backend should have to look at: a body larger than it declared, a path no database can hold."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from project.problems import problem


def request_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        limit = request.backend.limits.body_bytes  # type: ignore[attr-defined]  # set by client_scope
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal():
            return problem(400, "invalid_content_length", "Content-Length is not a number.")
        if "\x00" in request.path_info:
            return problem(400, "invalid_path", "A path holds no NUL.")
        if int(length) > limit:
            return problem(413, "body_too_large", f"A body may have at most {limit} bytes here.")
        return get_response(request)

    return middleware
