"""The password of an account, changed by who knows it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.headless.account.views import ChangePasswordView
from rest_framework import serializers
from rest_framework.request import Request

from web_api.identity import IdentityPage, Step, has_password
from web_api.page import Params
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class PasswordSchema(serializers.Serializer[Any]):
    """`is_set` is false for who has only ever come by way of a provider."""

    shell = ShellPart()
    is_set = serializers.BooleanField()


@dataclass(frozen=True, slots=True)
class Password:
    shell: Shell
    is_set: bool


def compose(visit: Visit, params: Params) -> Password:
    """Two statements."""
    return Password(shell_for(visit), params["is_set"])


class PasswordPage(IdentityPage):
    document = PasswordSchema
    template = "web/account/password.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        # Whoever changes it is signed out with everybody else, and signs in with the new one.
        "change": Step(ChangePasswordView, done=(200, 401), leads_to="web:account", said="password_set"),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        return {"is_set": has_password(request)}
