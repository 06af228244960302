"""One order on the phone."""

from ninja import Query, Router

from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.image import LINE, ImageParams
from mobile_api.parts.order import OrderPart, order_part
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])


def compose(visit: Visit, number: str, params: ImageParams) -> OrderPart:
    """Three statements. Raises OrderNotFound."""
    return order_part(visit.principal, number, visit.device.frame(LINE, params))


@router.get("screens/order/{number}", auth=token_needed, response=OrderPart, exclude_none=True, url_name="order")
def screen(request: PhoneRequest, number: str, params: Query[ImageParams]) -> OrderPart:
    """What was bought, where it goes, whether it is paid."""
    return compose(visit_of(request), number, params)
