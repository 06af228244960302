"""Refuses bodies that are small but costly: nested too deep, or of too many names and items. JSON and forms alike.

Multipart forms are left to Django, which counts them as it reads them (`DATA_UPLOAD_MAX_NUMBER_FIELDS`), and what is
not JSON to the view, which says so in its own words; allauth's views could not, so under `auth/` it is said here.
"""

from collections.abc import Callable
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from project.backends.manifest import Limits
from project.problems import is_auth, refusal

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def bodies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return _refusal(request) or get_response(request)

    return middleware


def _refusal(request: HttpRequest) -> HttpResponse | None:
    limits = request.backend.limits  # type: ignore[attr-defined]  # set by client_scope
    if request.content_type == MULTIPART:
        return None
    try:
        body = request.body
    except UnreadablePostError:
        return refusal(request, 400, "body_incomplete", "The body ended before it was whole.")
    if not body:
        return None
    if request.content_type == FORM:
        return _too_many(request, limits) if body.count(b"&") >= limits.keys else None
    return _refusal_of_json(request, body, limits)


def _refusal_of_json(request: HttpRequest, body: bytes, limits: Limits) -> HttpResponse | None:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return _no_object(request) if is_auth(request) else None
    if is_auth(request) and not isinstance(value, dict):
        return _no_object(request)
    depth, keys = _measure(value, limits)
    if depth > limits.depth:
        return refusal(request, 400, "body_too_deep", f"A body may be nested {limits.depth} deep here.")
    return _too_many(request, limits) if keys > limits.keys else None


def _measure(value: Any, limits: Limits) -> tuple[int, int]:
    """How deep it is nested, and how many names and items it has in all. Beyond a limit it looks no further."""
    level, depth, keys = [value], 0, 0
    while level and depth <= limits.depth and keys <= limits.keys:
        inside: list[Any] = []
        for one in level:
            if isinstance(one, dict | list):
                keys += len(one)
                inside += one.values() if isinstance(one, dict) else one
        depth += any(isinstance(one, dict | list) for one in level)
        level = inside
    return depth, keys


def _no_object(request: HttpRequest) -> HttpResponse:
    return refusal(request, 400, "malformed_json", "The body is not a JSON object.")


def _too_many(request: HttpRequest, limits: Limits) -> HttpResponse:
    return refusal(request, 400, "body_too_many_keys", f"A body may have {limits.keys} names and items here.")
