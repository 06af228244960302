"""Being told when what is sold out can be had again."""

from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.customers.types import Principal
from core.idempotency.types import Result
from core.inventory import services as inventory
from core.inventory.selectors import alerts_of
from web_api.action import Action, ActionView
from web_api.parts.alert import AlertsPart
from web_api.strict import IdField, NoParams, Strict
from web_api.visit import Visit, visit_of


class NewAlert(Strict):
    """`email` may be left out by who is signed in."""

    variant = IdField()
    email = serializers.CharField(max_length=254, required=False, allow_blank=True, default="")


class NamedAlert(Strict):
    alert = IdField()


def _ask(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    alert = inventory.ask_alert(
        principal=principal,
        variant_id=data["variant"],
        email=data["email"],
        market=visit.market,
        now=timezone.now(),
    )
    return {"id": alert}


def _cancel(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    inventory.cancel_alert(principal=principal, alert_id=data["alert"])
    return {}


ASK = Action("alerts.ask", _ask, body=NewAlert)
CANCEL = Action("alerts.cancel", _cancel, named=NamedAlert)


class AlertsView(ActionView):
    actions: ClassVar = {"POST": ASK}
    answer = AlertsPart

    def get(self, request: Request) -> Response:
        """What a customer waits for."""
        NoParams(data=request._request.GET).is_valid(raise_exception=True)
        return _all_of_them(request)

    def post(self, request: Request) -> Response:
        """Be told by e-mail, once, when a variant that is sold out can be had."""
        self.do(request)
        return _all_of_them(request)


class AlertView(ActionView):
    actions: ClassVar = {"DELETE": CANCEL}
    answer = AlertsPart

    def delete(self, request: Request, alert: int) -> Response:
        """Do not be told any more."""
        self.do(request, alert=alert)
        return _all_of_them(request)


def _all_of_them(request: Request) -> Response:
    return Response(AlertsPart(alerts_of(visit_of(request).principal)).data)
