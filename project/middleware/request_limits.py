"""Refuses what no backend should have to look at: more than it declared, or a path that no database can hold."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from project.backends.manifest import Limits
from project.problems import refusal


def request_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        limits = request.backend.limits  # type: ignore[attr-defined]  # set by client_scope
        return _refusal_of_head(request, limits) or _refusal_of_body(request, limits) or get_response(request)

    return middleware


def _refusal_of_head(request: HttpRequest, limits: Limits) -> HttpResponse | None:
    if "\x00" in request.path_info:
        return refusal(request, 400, "invalid_path", "A path holds no NUL.")
    query = request.META.get("QUERY_STRING", "")
    if len(query) > limits.query_bytes:
        return refusal(request, 414, "query_too_long", f"A query may have at most {limits.query_bytes} bytes here.")
    if query.count("&") >= limits.keys:
        return refusal(request, 400, "query_too_many_keys", f"A query may have {limits.keys} parameters here.")
    if (
        sum(len(name) + len(value) for name, value in request.META.items() if name.startswith("HTTP_"))
        > limits.header_bytes
    ):
        return refusal(request, 431, "headers_too_large", f"Headers may have {limits.header_bytes} bytes here.")
    return None


def _refusal_of_body(request: HttpRequest, limits: Limits) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or len(length) > 18:
        return refusal(request, 400, "invalid_content_length", "Content-Length is not a number.")
    if "HTTP_TRANSFER_ENCODING" in request.META and length == "0":
        return refusal(request, 411, "length_required", "A body needs a Content-Length here.")
    if int(length) > limits.body_bytes:
        return refusal(request, 413, "body_too_large", f"A body may have at most {limits.body_bytes} bytes here.")
    return None
