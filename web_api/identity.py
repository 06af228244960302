"""The forms of the account's pages: allauth's headless views do what they say, as they do for the JSON API."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import structlog
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.base.views import APIView as HeadlessView
from allauth.headless.constants import Client
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from requests import RequestException
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response

from core.customers.types import Customer
from web_api.exceptions import Problem
from web_api.page import Page
from web_api.visit import visit_of

log = structlog.get_logger(__name__)
type Fields = Mapping[str, str]

_REFUSALS = {
    403: "This cannot be done here.",
    409: "That took too long, or too many tries. Please start again.",
    429: "Too many tries. Please wait a little and try again.",
    503: "They do not answer over there just now. Please try again, or sign in here.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What a form does: `view` is asked by `method` with `body`, made of the form's fields.

    It is done where the answer's status is one of `done`, and leads to the page named `leads_to`, else back to its own.
    What was done is said there where `said` names it (parts/done.html).
    """

    view: type[HeadlessView]
    method: str = "POST"
    body: Callable[[Fields], Mapping[str, Any]] = dict
    done: tuple[int, ...] = (200,)
    leads_to: str = ""
    said: str = ""


class IdentityPage(Page):
    """Base of the account's pages: `steps` are its forms, by the name they send in `do`.

    Such a page is for customers; who is not signed in is led to where they can. What allauth wants confirmed first
    leads to `/account/confirm/`, and from there back.
    """

    private = True
    steps: ClassVar[dict[str, Step]]
    for_guests: ClassVar[bool] = False

    def get(self, request: Request, **named: Any) -> HttpResponse | Response:
        if self.html and not self._is_let_in(request):
            return see_other(reverse("web:account"))
        seen = self.seen(request)
        return super().get(request, **seen)

    def submitted(self, request: Request, fields: dict[str, str], named: Mapping[str, Any]) -> HttpResponse | Response:
        """303 where the step leads, or the page again with what is wrong, 422."""
        step = self.steps.get(fields.get("do", "")) if self.html else None
        if step is None:
            raise MethodNotAllowed("POST")
        if not self._is_let_in(request):
            return see_other(reverse("web:account"))
        answer = ask(request._request, step.view, step.method, step.body(fields))
        if answer.status_code in step.done:
            return self.succeeded(request, step, answer)
        if answer.status_code == 401:
            return see_other(_where_to_prove(request))
        return self.shown(request, problem=_refusal(answer), fields=fields)

    def seen(self, request: Request) -> dict[str, Any]:
        """What the session tells, for the composition to show."""
        return {}

    def succeeded(self, request: Request, step: Step, answer: HttpResponse) -> HttpResponse:
        if answer.has_header("Location"):
            return _leave_for(request, answer["Location"])
        return see_other(self.way_on(request, step) + (f"?done={step.said}" if step.said else ""))

    def way_on(self, request: Request, step: Step) -> str:
        return reverse(step.leads_to) if step.leads_to else request.path

    def shown(
        self, request: Request, *, problem: Problem | None = None, fields: Any = None, **more: Any
    ) -> HttpResponse:
        """The page itself in answer to a form; `more` is for the composition, beside what the session tells."""
        document = self._composed(request, visit_of(request), {**self.seen(request), **more})
        return self._html(request, document, problem=problem, fields=fields)

    def _is_let_in(self, request: Request) -> bool:
        return self.for_guests or isinstance(visit_of(request).principal, Customer)


def ask(request: HttpRequest, view: type[HeadlessView], method: str, body: Mapping[str, Any]) -> HttpResponse:
    """The answer of allauth's headless view to this body, asked by this method in the name of who sent the request.

    It is a 503 where a provider that had to be asked for it could not be reached.
    """

    class FedByForm(view):  # type: ignore[misc]  # a class given as a value
        def _parse_json(self, request: HttpRequest) -> Mapping[str, Any]:
            return body

    sent_by, request.method = request.method, method
    try:
        return FedByForm.as_api_view(client=Client.BROWSER)(request)  # type: ignore[no-any-return]  # untyped there
    except ImmediateHttpResponse as error:
        return error.response  # type: ignore[no-any-return]  # untyped there
    except RequestException as error:
        log.warning("provider_unreachable", error=str(error))
        return HttpResponse(status=503)
    finally:
        request.method = sent_by


def needs_confirmation(request: Request) -> bool:
    """Whether who is signed in has to prove themselves anew before what protects the account is changed."""
    return bool(is_reauthentication_required(request._request, app="allauth.mfa"))


def has_password(request: Request) -> bool:
    """Not so for who has only ever come by way of a provider."""
    user = request._request.user
    return user.is_authenticated and user.has_usable_password()


def see_other(url: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": url, "Cache-Control": "private, no-store"})


def _leave_for(request: Request, url: str) -> HttpResponse:
    """To a provider, by a page that moves on: where a form leads the policy's `form-action` binds redirects as well."""
    if url.startswith("/"):
        return see_other(url)
    response = render(request._request, "web/leaving.html", {"url": url, "shop": settings.SHOP_NAME})
    response["Refresh"] = f"0; url={url}"
    response["Cache-Control"] = "private, no-store"
    return response


def _where_to_prove(request: Request) -> str:
    """To the confirmation for a customer; to the sign-in, or the next of its steps, for everybody else."""
    if not request._request.user.is_authenticated:
        return reverse("web:account")
    return f"{reverse('web:confirm')}?{urlencode({'next': request.path})}"


def _refusal(answer: HttpResponse) -> Problem:
    """What allauth refused, in the words of a page."""
    errors: dict[str, list[str]] = {}
    said = json.loads(answer.content) if answer["Content-Type"] == "application/json" else {}
    for error in said.get("errors", []):
        errors.setdefault(error.get("param") or "form", []).append(error["message"])
    general = _REFUSALS.get(answer.status_code, "Please check what you entered.")
    detail = " ".join(errors.pop("form", [])) or general
    return {"status": 422, "code": "sign_in_failed", "detail": detail, "errors": errors}
