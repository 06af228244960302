"""Putting things into the cart, and changing how many; and its coupon."""

from uuid import UUID

from django.utils import timezone
from ninja import Router
from pydantic import Field

from core.carts import services as carts
from core.carts.selectors import cart_of
from core.catalog.types import Market
from mobile_api.action import perform
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.cart import CartPart, cart_part
from mobile_api.parts.image import LINE
from mobile_api.strict import BodyId, StrictBody, Whole
from mobile_api.visit import visit_of

router = Router(tags=["actions"])


class Add(StrictBody):
    variant: BodyId
    quantity: Whole = 1


class Set(StrictBody):
    """A quantity of 0 takes the line out."""

    line: UUID
    quantity: Whole


class CouponCode(StrictBody):
    """An empty code takes the coupon out."""

    code: str = Field(max_length=60)


@router.post("actions/cart/add", auth=token_needed, response=CartPart, exclude_none=True, url_name="cart-add")
def add(request: PhoneRequest, body: Add) -> CartPart:
    """Put some of a variant into the cart, on top of those that are there already."""
    visit = visit_of(request)
    perform(
        request,
        "cart.add",
        body,
        lambda: carts.add_line(
            principal=request.auth.known,
            variant_id=body.variant,
            quantity=body.quantity,
            market=visit.market,
            now=timezone.now(),
        ),
    )
    return cart_part(cart_of(visit.principal, market=visit.market), visit.device.frame(LINE))


@router.post("actions/cart/set", auth=token_needed, response=CartPart, exclude_none=True, url_name="cart-set")
def set_quantity(request: PhoneRequest, body: Set) -> CartPart:
    """Change how many a line holds, or take it out."""
    visit = visit_of(request)
    perform(request, "cart.set", body, lambda: _set_or_remove(request, body))
    return cart_part(cart_of(visit.principal, market=visit.market), visit.device.frame(LINE))


@router.post("actions/cart/coupon", auth=token_needed, response=CartPart, exclude_none=True, url_name="cart-coupon")
def set_coupon(request: PhoneRequest, body: CouponCode) -> CartPart:
    """Use a coupon, instead of any there is, if it counts for what is in the cart; or take it out."""
    visit = visit_of(request)
    perform(request, "cart.coupon", body, lambda: _use_or_remove(request, body, visit.market))
    return cart_part(cart_of(visit.principal, market=visit.market), visit.device.frame(LINE))


def _use_or_remove(request: PhoneRequest, body: CouponCode, market: Market) -> None:
    principal, now = request.auth.known, timezone.now()
    if body.code.strip():
        carts.set_coupon(principal=principal, code=body.code, market=market, now=now)
    else:
        carts.remove_coupon(principal=principal, now=now)


def _set_or_remove(request: PhoneRequest, body: Set) -> None:
    principal, now = request.auth.known, timezone.now()
    if body.quantity == 0:
        carts.remove_line(principal=principal, line_id=body.line, now=now)
    else:
        carts.set_quantity(principal=principal, line_id=body.line, quantity=body.quantity, now=now)
