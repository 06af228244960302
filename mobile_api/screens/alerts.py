"""What a customer waits for, on the phone."""

from ninja import Router

from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.alerts import AlertsPart, alerts_part
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])


def compose(visit: Visit) -> AlertsPart:
    """One statement, or none for a guest."""
    return alerts_part(visit.principal)


@router.get("screens/alerts", auth=token_needed, response=AlertsPart, exclude_defaults=True, url_name="alerts")
def screen(request: PhoneRequest) -> AlertsPart:
    """What is sold out, and waited for."""
    return compose(visit_of(request))
