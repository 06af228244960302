"""Who is signed in proves once more who they are, before what protects the account is changed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.headless.account.views import ReauthenticateView
from allauth.headless.mfa.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.headless.mfa.views import ReauthenticateWebAuthnView
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from rest_framework import serializers
from rest_framework.request import Request

from web_api.identity import IdentityPage, Step, has_password
from web_api.page import Params
from web_api.parts.protection import Protection, ProtectionPart, protection_of
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class ConfirmSchema(serializers.Serializer[Any]):
    """By what it can be proved: the password, if there is one, and what protects the account besides."""

    shell = ShellPart()
    has_password = serializers.BooleanField()
    protection = ProtectionPart()


@dataclass(frozen=True, slots=True)
class Confirm:
    shell: Shell
    has_password: bool
    protection: Protection


def compose(visit: Visit, params: Params) -> Confirm:
    """Three statements."""
    return Confirm(shell_for(visit), params["has_password"], protection_of(visit.customer.id))


class ConfirmPage(IdentityPage):
    document = ConfirmSchema
    template = "web/account/confirm.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        "password": Step(ReauthenticateView),
        "code": Step(ReauthenticateByCodeView),
        "passkey": Step(ReauthenticateWebAuthnView),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        return {"has_password": has_password(request)}

    def way_on(self, request: Request, step: Step) -> str:
        """Where it was asked for, which has to be a page of this shop."""
        there = request.query_params.get("next", "")
        is_ours = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
        return there if is_ours else reverse("web:account")
