"""Refuses what no backend should have to look at: a body larger than it declared, a path no database can hold."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from project.problems import problem


def request_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return _refusal(request) or get_response(request)

    return middleware


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if "\x00" in request.path_info:
        return problem(400, "invalid_path", "A path holds no NUL.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or len(length) > 18:
        return problem(400, "invalid_content_length", "Content-Length is not a number.")
    if "HTTP_TRANSFER_ENCODING" in request.META and length == "0":
        return problem(411, "length_required", "A body needs a Content-Length here.")
    limit = request.backend.limits.body_bytes  # type: ignore[attr-defined]  # set by client_scope
    if int(length) > limit:
        return problem(413, "body_too_large", f"A body may have at most {limit} bytes here.")
    return None
