"""The checkout on the phone."""

from ninja import Query, Router

from core.checkout.selectors import quote_for
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.image import LINE, ImageParams
from mobile_api.parts.quote import QuotePart, quote_part
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])


def compose(visit: Visit, params: ImageParams) -> QuotePart:
    """Three statements, four with a coupon."""
    return quote_part(quote_for(visit.principal, market=visit.market), visit.device.frame(LINE, params))


@router.get("screens/checkout", auth=token_needed, response=QuotePart, exclude_none=True, url_name="checkout")
def screen(request: PhoneRequest, params: Query[ImageParams]) -> QuotePart:
    """What the cart would cost now, and what is missing before it can be ordered."""
    return compose(visit_of(request), params)
