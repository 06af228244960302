"""Who else can vouch for a shopper: the providers the shop is set up with."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from rest_framework import serializers


@dataclass(frozen=True, slots=True)
class Provider:
    id: str
    name: str


class ProviderPart(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()


def providers() -> tuple[Provider, ...]:
    """Those in the settings, in their order there; no statement."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return tuple(Provider(app["provider_id"], app["name"]) for app in apps)
