"""The shopper's account: signing up, in and out without script. allauth does the work, as it does for the JSON API."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import get_pending_stage
from allauth.headless.account.views import LoginView, SignupView, VerifyEmailView
from allauth.headless.base.views import APIView as HeadlessView
from allauth.headless.constants import Client
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from rest_framework import serializers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response

from web_api.exceptions import Problem
from web_api.page import Page, Params
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit, visit_of


class AccountSchema(serializers.Serializer[Any]):
    """`pending`: somebody has signed up or in here, and the code sent by e-mail is awaited."""

    shell = ShellPart()
    pending = serializers.BooleanField()


@dataclass(frozen=True, slots=True)
class Account:
    shell: Shell
    pending: bool


def compose(visit: Visit, params: Params) -> Account:
    """Two statements."""
    return Account(shell_for(visit), params["pending"])


def _fed_by_form(view: type[HeadlessView]) -> Callable[[HttpRequest], HttpResponse]:
    """allauth's own headless view, taking a form's fields for its JSON."""

    class FedByForm(view):  # type: ignore[misc]  # a class given as a value
        def _parse_json(self, request: HttpRequest) -> Mapping[str, str]:
            return request.POST.dict()

    return FedByForm.as_api_view(client=Client.BROWSER)  # type: ignore[no-any-return]  # untyped in the library


class AccountPage(Page):
    private = True
    document = AccountSchema
    template = "web/account.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        "sign_in": _fed_by_form(LoginView),
        "sign_up": _fed_by_form(SignupView),
        "verify": _fed_by_form(VerifyEmailView),
    }

    def get(self, request: Request, **named: Any) -> HttpResponse | Response:
        return super().get(request, pending=_is_pending(request))

    def post(self, request: Request, **named: Any) -> HttpResponse | Response:
        """303 back here, signed in, out, or with a code awaited; or the page again with what is wrong, 422."""
        if not self.html:
            raise MethodNotAllowed("POST")
        form = request._request.POST
        if form.get("do") == "sign_out":
            get_adapter().logout(request._request)
            return _back_here()
        step = self.steps.get(form.get("do", ""))
        if step is None:
            raise MethodNotAllowed("POST")
        answer = step(request._request)
        if answer.status_code == 200 or (answer.status_code == 401 and _is_pending(request)):
            return _back_here()
        document = self._composed(request, visit_of(request), {"pending": _is_pending(request)})
        return self._html(request, document, problem=_refusal(answer), fields=form.dict())


def _is_pending(request: Request) -> bool:
    return bool(request.session) and get_pending_stage(request._request) is not None


def _back_here() -> HttpResponse:
    response = redirect("web:account")
    response.status_code = 303
    return response


def _refusal(answer: HttpResponse) -> Problem:
    """What allauth refused, in the words of a page."""
    said = json.loads(answer.content)
    errors: dict[str, list[str]] = {}
    for error in said.get("errors", []):
        errors.setdefault(error.get("param") or "form", []).append(error["message"])
    detail = " ".join(errors.pop("form", [])) or "Please check what you entered."
    return {"status": 422, "code": "sign_in_failed", "detail": detail, "errors": errors}
