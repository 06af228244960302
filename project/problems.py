"""Problem documents (RFC 9457) for what is refused before any backend's own code runs."""

import re
import sys
from http import HTTPStatus

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from core.shared.errors import DATABASE_TROUBLE, TooManyRequests

AUTH = re.compile(r"/api/[a-z0-9_]+/auth/")

log = structlog.get_logger(__name__)


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


def is_auth(request: HttpRequest) -> bool:
    """Whether it is for allauth's own endpoints, whose clients know its envelope and no other."""
    return AUTH.match(request.path_info) is not None


def refusal(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    """A problem document, or allauth's own envelope where its clients await it."""
    if is_auth(request):
        return JsonResponse({"status": status, "errors": [{"message": detail, "code": code}]}, status=status)
    return problem(status, code, detail)


def refuse(request: HttpRequest, error: TooManyRequests) -> HttpResponse:
    """A manifest's `refusal`, where a backend has no words of its own."""
    return problem(429, error.code, f"Please try again in {error.details['seconds']} seconds.")


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return problem(403, "csrf_failed", reason or "This request did not come from the shop's own pages.")


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """A urlconf's handler404, where no backend has pages to say it on."""
    return problem(404, "not_found", "There is nothing here.")


def failed(request: HttpRequest) -> JsonResponse:
    """A urlconf's handler500: for what no backend's own code has caught."""
    if not _is_database_trouble(sys.exception()):
        return problem(500, "internal_error", "Something went wrong on our side. Nothing was changed.")
    response = problem(503, "database_unavailable", "The shop is back in a moment. Please try again then.")
    response["Retry-After"] = "1"
    return response


def failed_for_staff(request: HttpRequest) -> HttpResponse:
    """The back office's handler500: a page that needs nothing but itself."""
    soon = _is_database_trouble(sys.exception())
    response = HttpResponse(render_to_string("failed.html", {"soon": soon}), status=503 if soon else 500)
    if soon:
        response["Retry-After"] = "1"
    return response


def _is_database_trouble(error: BaseException | None) -> bool:
    if isinstance(error, DATABASE_TROUBLE):
        log.error("database_unavailable", exc_info=error)
        return True
    return False
