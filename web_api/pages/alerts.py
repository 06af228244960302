"""What a customer waits for, and waiting no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rest_framework import serializers

from core.inventory.selectors import alerts_of
from core.inventory.types import Alert
from web_api.actions import alerts
from web_api.page import Form, Page, Params
from web_api.parts.alert import AlertPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class AlertsSchema(serializers.Serializer[Any]):
    shell = ShellPart()
    alerts = AlertPart(many=True)


@dataclass(frozen=True, slots=True)
class Alerts:
    shell: Shell
    alerts: tuple[Alert, ...]


def compose(visit: Visit, params: Params) -> Alerts:
    """Two statements, three for a customer."""
    return Alerts(shell_for(visit), alerts_of(visit.principal))


def _named(fields: Mapping[str, str]) -> dict[str, str]:
    return {"alert": fields.get("alert", "")}


class AlertsPage(Page):
    private = True
    document = AlertsSchema
    template = "web/account/alerts.html"
    compose = staticmethod(compose)
    forms: ClassVar = {"cancel": Form(alerts.CANCEL, leads_to=lambda result: "./?done=alert_cancelled", named=_named)}
