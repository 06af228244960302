"""Problem documents (RFC 9457) for what is refused before any backend's own code runs."""

from http import HTTPStatus

import structlog
from django.http import HttpRequest, JsonResponse


def problem(status: int, code: str, detail: str) -> JsonResponse:
    """An `application/problem+json` answer with the shop's stable `code`."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": structlog.contextvars.get_contextvars().get("request_id"),
    }
    return JsonResponse(document, status=status, content_type="application/problem+json")


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return problem(403, "csrf_failed", reason or "This request did not come from the shop's own pages.")


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """A urlconf's handler404, where no backend has pages to say it on."""
    return problem(404, "not_found", "There is nothing here.")
