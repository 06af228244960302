"""Every refusal as a problem document (RFC 9457), or as a page where a person asked for one."""

import sys
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from rest_framework import exceptions
from rest_framework.response import Response

from core.shared.errors import DATABASE_TROUBLE, DomainError
from web_api.wording import sentence, status_of

log = structlog.get_logger(__name__)
type Problem = dict[str, Any]

_FRAMEWORK_CODES: dict[type[Exception], str] = {
    exceptions.ParseError: "malformed_json",
    exceptions.ValidationError: "invalid_request",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
    exceptions.NotAcceptable: "not_acceptable",
}


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse | Response:
    """Django REST framework's EXCEPTION_HANDLER. Nothing escapes it: what nobody foresaw is logged and a 500."""
    problem = problem_of(error)
    if getattr(context["view"], "html", False):
        return problem_page(context["request"]._request, problem)
    response = Response(problem, status=problem["status"], content_type="application/problem+json")
    for name, value in getattr(error, "headers", {}).items():
        response[name] = value
    return _with_patience(response)


def page_failed(request: HttpRequest) -> HttpResponse:
    """The urlconf's handler500: for what fails before a view of ours has begun, or after it has ended."""
    error = sys.exception()
    return refuse(request, error if isinstance(error, Exception) else RuntimeError())


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """Outside of a view: a page for people, a problem document under the API. The manifest's `refusal`."""
    problem = problem_of(error)
    if not request.path.startswith("/api/"):
        return problem_page(request, problem)
    response = JsonResponse(problem, status=problem["status"], content_type="application/problem+json")
    return _with_patience(response)


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    context = {"problem": problem, "shop": settings.SHOP_NAME}
    response = render(request, "web/problem.html", context, status=problem["status"])
    response["Cache-Control"] = "no-store"
    return _with_patience(response)


def _with_patience[Answer: (HttpResponse, Response)](response: Answer) -> Answer:
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = "1"
    return response


def problem_of(error: Exception) -> Problem:
    """`type`, `title`, `status`, `detail`, `code`, `request_id`; `errors` for forms; a domain error's own details."""
    if isinstance(error, DomainError):
        return _domain_problem(error)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, (BadRequest, MultiPartParserError, SuspiciousOperation)):
        return _document(400, "bad_request", "This is more than we look at, or nothing that we understand.")
    if isinstance(error, DATABASE_TROUBLE):
        log.error("database_unavailable", exc_info=error)
        return _document(503, "database_unavailable", "We are back in a moment. Please try again then.")
    if not isinstance(error, exceptions.APIException):
        log.exception("unforeseen", exc_info=error)
        return _document(500, "internal_error", "Something went wrong on our side. Nothing was changed.")
    code = _FRAMEWORK_CODES.get(type(error)) or str(error.get_codes())
    if isinstance(error, exceptions.ValidationError):
        return _document(400, code, "Some of what was sent is not valid.", errors=dict(_flat(error.detail)))
    return _document(error.status_code, code, str(error.detail))


def _domain_problem(error: DomainError) -> Problem:
    details = dict(error.details)
    fields = details.pop("fields", None)
    extra: Problem = {"details": details} if details else {}
    if fields:
        extra["errors"] = {name: [sentence(f"field_{fault}", {})] for name, fault in fields.items()}
    return _document(status_of(error.code), error.code, sentence(error.code, error.details), **extra)


def _document(status: int, code: str, detail: str, **extra: Any) -> Problem:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": structlog.contextvars.get_contextvars().get("request_id"),
        **extra,
    }


def _flat(detail: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """{"address": {"city": [...]}} as ("address.city", [...])."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    else:
        yield path or "body", [str(message) for message in (detail if isinstance(detail, list) else [detail])]
