"""A forgotten password: a code is sent by e-mail, and sets a new one."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.headless.account.views import RequestPasswordResetView, ResetPasswordView
from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from web_api.identity import IdentityPage, Step, see_other
from web_api.page import Params
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class ResetSchema(serializers.Serializer[Any]):
    """`sent_to`: the address a code was asked for, whether or not it is anybody's; null before."""

    shell = ShellPart()
    sent_to = serializers.CharField(allow_null=True)


@dataclass(frozen=True, slots=True)
class Reset:
    shell: Shell
    sent_to: str | None


def compose(visit: Visit, params: Params) -> Reset:
    """Two statements."""
    return Reset(shell_for(visit), params["sent_to"])


class ResetPage(IdentityPage):
    document = ResetSchema
    template = "web/account/reset.html"
    compose = staticmethod(compose)
    for_guests = True
    steps: ClassVar = {
        # allauth answers whether somebody is signed in, which has no bearing on it.
        "request": Step(RequestPasswordResetView, done=(200, 401)),
        "again": Step(RequestPasswordResetView, done=(200, 401), said="sent_again"),
        "reset": Step(ResetPasswordView, done=(200, 401), leads_to="web:account", said="password_set"),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        process = _process(request)
        return {"sent_to": process.state["email"] if process else None}

    def post(self, request: Request, **named: Any) -> HttpResponse | Response:
        if request._request.POST.get("do") == "start_over":
            if process := _process(request):
                process.abort()
            return see_other(reverse("web:reset"))
        return super().post(request, **named)


def _process(request: Request) -> PasswordResetVerificationProcess | None:
    return PasswordResetVerificationProcess.resume(request._request) if request.session else None
