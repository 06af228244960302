"""Accounts elsewhere that a shopper signs in by."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.headless.socialaccount.views import ManageProvidersView, RedirectToProviderView
from allauth.socialaccount.models import SocialAccount
from rest_framework import serializers
from rest_framework.request import Request

from web_api.identity import IdentityPage, Step, needs_confirmation
from web_api.page import Params
from web_api.parts.providers import Provider, ProviderPart, providers
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class ConnectionPart(serializers.Serializer[Any]):
    """`account` is the provider's own name for it; `shown_as` is what a person knows it by."""

    provider = ProviderPart()
    account = serializers.CharField()
    shown_as = serializers.CharField()


class ConnectionsSchema(serializers.Serializer[Any]):
    """`providers` are those that nothing is connected with."""

    shell = ShellPart()
    needs_confirmation = serializers.BooleanField()
    connections = ConnectionPart(many=True)
    providers = ProviderPart(many=True)


@dataclass(frozen=True, slots=True)
class Connection:
    provider: Provider
    account: str
    shown_as: str


@dataclass(frozen=True, slots=True)
class Connections:
    shell: Shell
    needs_confirmation: bool
    connections: tuple[Connection, ...]
    providers: tuple[Provider, ...]


def compose(visit: Visit, params: Params) -> Connections:
    """Three statements. A provider that the shop has parted with is shown by its id."""
    known = {provider.id: provider for provider in providers()}
    own = SocialAccount.objects.filter(user_id=visit.customer.id).order_by("id")
    connections = tuple(
        Connection(known.get(one.provider, Provider(one.provider, one.provider)), one.uid, _shown_as(one))
        for one in own
    )
    others = tuple(one for one in known.values() if one not in {connection.provider for connection in connections})
    return Connections(shell_for(visit), params["needs_confirmation"], connections, others)


class ConnectionsPage(IdentityPage):
    document = ConnectionsSchema
    template = "web/account/connections.html"
    compose = staticmethod(compose)
    steps: ClassVar = {
        "connect": Step(RedirectToProviderView, done=(302,)),
        "disconnect": Step(ManageProvidersView, method="DELETE", said="disconnected"),
    }

    def seen(self, request: Request) -> dict[str, Any]:
        return {"needs_confirmation": needs_confirmation(request)}


def _shown_as(account: SocialAccount) -> str:
    """What the provider told of whoever it is (OpenID Connect Core, 5.1)."""
    told = account.extra_data.get("userinfo") or account.extra_data.get("id_token") or account.extra_data
    return str(told.get("email") or told.get("name") or account.uid)
