"""Where the shopper is signed in, in browsers and on phones, and how to sign out there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request

from core.customers.selectors import sign_ins
from core.customers.types import SignIn
from web_api.identity import Fields, IdentityPage, Step
from web_api.page import Params
from web_api.parts.device import device_name
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.sign_ins import SignInsView
from web_api.visit import Visit

_CLIENTS = {"web": "Browser", "mobile": "Phone app", "admin": "Back office"}


class PlacePart(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    device = serializers.CharField()
    client = serializers.CharField()
    address = serializers.CharField()
    since = serializers.DateTimeField()
    is_here = serializers.BooleanField()


class SessionsSchema(serializers.Serializer[Any]):
    shell = ShellPart()
    places = PlacePart(many=True)


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    device: str
    client: str
    address: str
    since: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class Sessions:
    shell: Shell
    places: tuple[Place, ...]


def compose(visit: Visit, params: Params) -> Sessions:
    """Five statements. Where the page is read comes first, then the newest."""
    found = sign_ins(customer_id=visit.customer.id, session_key=params["session_key"], now=timezone.now())
    places = [_place(one) for one in found]
    return Sessions(shell_for(visit), tuple(sorted(places, key=lambda place: not place.is_here)))


def _place(one: SignIn) -> Place:
    client = _CLIENTS.get(one.client, one.client)
    return Place(one.id, device_name(one.user_agent), client, one.ip, one.created_at, one.is_current)


def _chosen(fields: Fields) -> dict[str, Any]:
    """The page lists them in its forms; allauth takes only those of who is asking."""
    return {"sessions": fields.get("ids", "").split()}


class SessionsPage(IdentityPage):
    document = SessionsSchema
    template = "web/account/sessions.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        # Whoever ends the session they are in gets a 401: they are out.
        "end": Step(SignInsView, method="DELETE", body=_chosen, done=(200, 401), said="signed_out_there"),
        "end_others": Step(SignInsView, method="DELETE", body=_chosen, said="signed_out_elsewhere"),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        return {"session_key": request.session.session_key}
