"""Passkeys (https://www.w3.org/TR/webauthn-3/): signing in by what unlocks the shopper's own device."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from allauth.headless.mfa.views import ManageWebAuthnView
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from web_api.identity import Fields, IdentityPage, Step, needs_confirmation
from web_api.page import Params
from web_api.parts.recovery_codes import new_codes
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class PasskeyPart(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    added_at = serializers.DateTimeField()
    used_at = serializers.DateTimeField(allow_null=True)


class PasskeysSchema(serializers.Serializer[Any]):
    """`codes` in the one answer that shows the recovery codes a first passkey brings along."""

    shell = ShellPart()
    needs_confirmation = serializers.BooleanField()
    passkeys = PasskeyPart(many=True)
    codes = serializers.ListField(child=serializers.CharField())


@dataclass(frozen=True, slots=True)
class Passkey:
    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Passkeys:
    shell: Shell
    needs_confirmation: bool
    passkeys: tuple[Passkey, ...]
    codes: list[str]


def compose(visit: Visit, params: Params) -> Passkeys:
    """Three statements."""
    own = Authenticator.objects.filter(user_id=visit.customer.id, type=Authenticator.Type.WEBAUTHN).order_by("id")
    passkeys = tuple(Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at) for one in own)
    return Passkeys(shell_for(visit), params["needs_confirmation"], passkeys, params.get("codes", []))


def _one(fields: Fields) -> dict[str, Any]:
    return {"authenticators": [fields.get("id", "")]}


def _passwordless(fields: Fields) -> dict[str, Any]:
    return {**fields, "passwordless": True}


class PasskeysPage(IdentityPage):
    document = PasskeysSchema
    template = "web/account/passkeys.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        "add": Step(ManageWebAuthnView, body=_passwordless, said="passkey_added"),
        "rename": Step(ManageWebAuthnView, method="PUT", said="passkey_renamed"),
        "remove": Step(ManageWebAuthnView, method="DELETE", body=_one, said="passkey_removed"),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        return {"needs_confirmation": needs_confirmation(request)}

    def succeeded(self, request: Request, step: Step, answer: HttpResponse) -> HttpResponse:
        made = json.loads(answer.content).get("meta", {}).get("recovery_codes_generated")
        if made:
            return self.shown(request, codes=new_codes(request))
        return super().succeeded(request, step, answer)
