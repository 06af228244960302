"""Being told when what is sold out can be had again."""

from django.utils import timezone
from ninja import Router
from pydantic import Field

from core.inventory import services as inventory
from mobile_api.action import perform
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.alerts import AlertsPart, alerts_part
from mobile_api.strict import BodyId, StrictBody
from mobile_api.visit import visit_of

router = Router(tags=["actions"])


class Ask(StrictBody):
    """`email` may be left out by who is signed in."""

    variant: BodyId
    email: str = Field("", max_length=254)


class Cancel(StrictBody):
    alert: BodyId


@router.post("actions/alerts", auth=token_needed, response=AlertsPart, exclude_defaults=True, url_name="alert-ask")
def ask(request: PhoneRequest, body: Ask) -> AlertsPart:
    """Be told by e-mail, once, when a variant that is sold out can be had."""
    visit = visit_of(request)
    perform(
        request,
        "alerts.ask",
        body,
        lambda: {
            "id": inventory.ask_alert(
                principal=request.auth.known,
                variant_id=body.variant,
                email=body.email,
                market=visit.market,
                now=timezone.now(),
            )
        },
    )
    return alerts_part(visit.principal)


@router.post(
    "actions/alerts/cancel", auth=token_needed, response=AlertsPart, exclude_defaults=True, url_name="alert-cancel"
)
def cancel(request: PhoneRequest, body: Cancel) -> AlertsPart:
    """Do not be told any more."""
    visit = visit_of(request)
    perform(
        request,
        "alerts.cancel",
        body,
        lambda: inventory.cancel_alert(principal=request.auth.known, alert_id=body.alert),
    )
    return alerts_part(visit.principal)
