"""The address of an account. A new one replaces it once the code sent there has come back."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.headless.account.views import ManageEmailView, ResendEmailVerificationCodeView, VerifyEmailView
from rest_framework import serializers
from rest_framework.request import Request

from web_api.identity import IdentityPage, Step, needs_confirmation
from web_api.page import Params
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class EmailSchema(serializers.Serializer[Any]):
    """`sent_to`: the new address, while its code is awaited; else null."""

    shell = ShellPart()
    needs_confirmation = serializers.BooleanField()
    sent_to = serializers.CharField(allow_null=True)


@dataclass(frozen=True, slots=True)
class Email:
    shell: Shell
    needs_confirmation: bool
    sent_to: str | None


def compose(visit: Visit, params: Params) -> Email:
    """Two statements."""
    return Email(shell_for(visit), params["needs_confirmation"], params["sent_to"])


class EmailPage(IdentityPage):
    document = EmailSchema
    template = "web/account/email.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        "change": Step(ManageEmailView),
        "verify": Step(VerifyEmailView, said="email_changed"),
        "resend": Step(ResendEmailVerificationCodeView, said="sent_again"),
        "keep": Step(ManageEmailView, method="DELETE"),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        process = EmailVerificationProcess.resume(request._request)
        return {
            "needs_confirmation": needs_confirmation(request),
            "sent_to": process.email if process else None,
        }
