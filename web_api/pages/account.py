"""The shopper's account: signing up, in and out, a step after the other, and the way to all else that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.headless.account.views import (
    LoginView,
    ResendEmailVerificationCodeView,
    SessionView,
    SignupView,
    VerifyEmailView,
)
from allauth.headless.constants import Flow
from allauth.headless.mfa.views import AuthenticateView, AuthenticateWebAuthnView, LoginWebAuthnView
from allauth.headless.socialaccount.views import ProviderSignupView, RedirectToProviderView
from allauth.socialaccount.internal.flows.signup import clear_pending_signup, get_pending_signup
from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.customers.types import Customer
from web_api.identity import IdentityPage, Step, see_other
from web_api.page import Params
from web_api.parts.protection import Protection, ProtectionPart, protection_of
from web_api.parts.providers import Provider, ProviderPart, providers
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class AccountSchema(serializers.Serializer[Any]):
    """`awaits` is the next step of a sign-in begun here: `verify_email`, `mfa_authenticate` or `provider_signup`.

    `pending` says that it is the first of these, the code sent by e-mail.

    `protection` is the signed-in shopper's, null for everybody else; `providers` are other ways to sign in.
    """

    shell = ShellPart()
    pending = serializers.BooleanField()
    awaits = serializers.CharField(allow_null=True)
    providers = ProviderPart(many=True)
    protection = ProtectionPart(allow_null=True)


@dataclass(frozen=True, slots=True)
class Account:
    shell: Shell
    awaits: str | None
    providers: tuple[Provider, ...]
    protection: Protection | None

    @property
    def pending(self) -> bool:
        return bool(self.awaits == Flow.VERIFY_EMAIL.value)


def compose(visit: Visit, params: Params) -> Account:
    """Two statements, and one more for whoever is signed in."""
    customer = visit.principal if isinstance(visit.principal, Customer) else None
    protection = protection_of(customer.id) if customer else None
    return Account(shell_for(visit), params["awaits"], providers(), protection)


class AccountPage(IdentityPage):
    document = AccountSchema
    template = "web/account.html"
    compose = staticmethod(compose)
    for_guests = True
    steps: ClassVar = {
        "sign_in": Step(LoginView),
        "sign_up": Step(SignupView),
        "verify": Step(VerifyEmailView),
        "resend": Step(ResendEmailVerificationCodeView, said="sent_again"),
        "code": Step(AuthenticateView),
        "passkey_after_password": Step(AuthenticateWebAuthnView),
        "passkey": Step(LoginWebAuthnView),
        "provider": Step(RedirectToProviderView, done=(302,)),
        "sign_up_by_provider": Step(ProviderSignupView),
        "sign_out": Step(SessionView, method="DELETE", done=(401,)),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        return {"awaits": _awaited(request)}

    def submitted(self, request: Request, fields: dict[str, str], named: Mapping[str, Any]) -> HttpResponse | Response:
        if self.html and fields.get("do") == "start_over":
            clear_login(request._request)
            clear_pending_signup(request._request)
            return see_other(reverse("web:account"))
        return super().submitted(request, fields, named)


def _awaited(request: Request) -> str | None:
    """Without a session nothing has begun, and none is opened to find out."""
    if not request.session:
        return None
    stage = get_pending_stage(request._request)
    if stage is not None:
        return str(stage.key)
    return Flow.PROVIDER_SIGNUP.value if get_pending_signup(request._request) else None
