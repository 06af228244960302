"""Two-step sign-in: after the password a code, made by an app (RFC 6238) or, without the app, taken from a list."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.headless.mfa.views import ManageRecoveryCodesView, ManageTOTPView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from web_api.identity import IdentityPage, Step, needs_confirmation
from web_api.page import Params
from web_api.parts.recovery_codes import codes_in, new_codes
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class SetupPart(serializers.Serializer[Any]):
    """What an app is given: the secret, and the same as a link and as a picture (data URL) of it to scan."""

    secret = serializers.CharField()
    url = serializers.CharField()
    picture = serializers.CharField()


class TwoStepSchema(serializers.Serializer[Any]):
    """`setup` while an app is being set up; `codes` in the one answer that shows new recovery codes."""

    shell = ShellPart()
    needs_confirmation = serializers.BooleanField()
    on = serializers.BooleanField()
    setup = SetupPart(allow_null=True)
    codes_left = serializers.IntegerField(allow_null=True)
    codes = serializers.ListField(child=serializers.CharField())


@dataclass(frozen=True, slots=True)
class Setup:
    secret: str
    url: str
    picture: str


@dataclass(frozen=True, slots=True)
class TwoStep:
    shell: Shell
    needs_confirmation: bool
    on: bool
    setup: Setup | None
    codes_left: int | None
    codes: list[str]


def compose(visit: Visit, params: Params) -> TwoStep:
    """Three statements."""
    found = {one.type: one for one in Authenticator.objects.filter(user_id=visit.customer.id).order_by("id")}
    recovery = found.get(Authenticator.Type.RECOVERY_CODES)
    is_on = Authenticator.Type.TOTP in found
    return TwoStep(
        shell_for(visit),
        params["needs_confirmation"],
        is_on,
        None if is_on else params["setup"],
        len(recovery.wrap().get_unused_codes()) if recovery else None,
        params.get("codes", []),
    )


class TwoStepPage(IdentityPage):
    document = TwoStepSchema
    template = "web/account/two_step.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        "begin": Step(ManageTOTPView, method="GET", done=(404,)),  # there is none yet: here is a secret for one
        "turn_on": Step(ManageTOTPView, said="two_step_on"),
        "turn_off": Step(ManageTOTPView, method="DELETE", said="two_step_off"),
        "new_codes": Step(ManageRecoveryCodesView),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        return {"needs_confirmation": needs_confirmation(request), "setup": _setup(request)}

    def succeeded(self, request: Request, step: Step, answer: HttpResponse) -> HttpResponse:
        if step is self.steps["new_codes"]:
            return self.shown(request, codes=codes_in(answer))
        if step is self.steps["turn_on"] and (codes := new_codes(request)):
            return self.shown(request, codes=codes)
        return super().succeeded(request, step, answer)


def _setup(request: Request) -> Setup | None:
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        return None
    adapter = get_adapter()
    url = adapter.build_totp_url(request._request.user, secret)
    picture = b64encode(adapter.build_totp_svg(url).encode()).decode()
    return Setup(secret, url, f"data:image/svg+xml;base64,{picture}")
