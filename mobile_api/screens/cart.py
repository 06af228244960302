"""The cart on the phone."""

from ninja import Query, Router

from core.carts.selectors import cart_of
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.cart import CartPart, cart_part
from mobile_api.parts.image import LINE, ImageParams
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])


def compose(visit: Visit, params: ImageParams) -> CartPart:
    """One statement, two with a coupon."""
    return cart_part(cart_of(visit.principal, market=visit.market), visit.device.frame(LINE, params))


@router.get("screens/cart", auth=token_needed, response=CartPart, exclude_none=True, url_name="cart")
def screen(request: PhoneRequest, params: Query[ImageParams]) -> CartPart:
    """What is in the cart, at today's prices."""
    return compose(visit_of(request), params)
