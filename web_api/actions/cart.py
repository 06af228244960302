"""Putting things into the cart, changing how many, taking them out; and its coupon."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.carts import services as carts
from core.carts.selectors import cart_of
from core.customers.types import Principal
from core.idempotency.types import Result
from web_api.action import Action, ActionView
from web_api.parts.cart import CartPart
from web_api.strict import IdField, Strict, WholeField
from web_api.visit import Visit, visit_of


class NewLine(Strict):
    variant = IdField()
    quantity = WholeField(default=1)


class Quantity(Strict):
    quantity = WholeField()


class NamedLine(Strict):
    line = serializers.UUIDField()


class CouponCode(Strict):
    code = serializers.CharField(max_length=60)


def _add(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    carts.add_line(
        principal=principal,
        variant_id=data["variant"],
        quantity=data["quantity"],
        market=visit.market,
        now=timezone.now(),
    )
    return {}


def _set(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    carts.set_quantity(principal=principal, line_id=data["line"], quantity=data["quantity"], now=timezone.now())
    return {}


def _remove(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    carts.remove_line(principal=principal, line_id=data["line"], now=timezone.now())
    return {}


def _set_coupon(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    carts.set_coupon(principal=principal, code=data["code"], market=visit.market, now=timezone.now())
    return {}


def _remove_coupon(principal: Principal, visit: Visit, _data: dict[str, Any]) -> Result:
    carts.remove_coupon(principal=principal, now=timezone.now())
    return {}


ADD = Action("cart.add", _add, body=NewLine)
SET = Action("cart.set", _set, body=Quantity, named=NamedLine)
REMOVE = Action("cart.remove", _remove, named=NamedLine)
SET_COUPON = Action("cart.coupon", _set_coupon, body=CouponCode)
REMOVE_COUPON = Action("cart.coupon.remove", _remove_coupon)


class CartLinesView(ActionView):
    actions: ClassVar = {"POST": ADD}
    answer = CartPart

    def post(self, request: Request) -> Response:
        """Put some of a variant into the cart, on top of those that are there already."""
        self.do(request)
        return _whole_cart(request)


class CartLineView(ActionView):
    actions: ClassVar = {"PATCH": SET, "DELETE": REMOVE}
    answer = CartPart

    def patch(self, request: Request, line: UUID) -> Response:
        """Change how many a line holds."""
        self.do(request, line=line)
        return _whole_cart(request)

    def delete(self, request: Request, line: UUID) -> Response:
        """Take a line out of the cart."""
        self.do(request, line=line)
        return _whole_cart(request)


class CartCouponView(ActionView):
    actions: ClassVar = {"POST": SET_COUPON, "DELETE": REMOVE_COUPON}
    answer = CartPart

    def post(self, request: Request) -> Response:
        """Use a coupon, instead of any there is, if it counts for what is in the cart."""
        self.do(request)
        return _whole_cart(request)

    def delete(self, request: Request) -> Response:
        """Take the coupon out of the cart."""
        self.do(request)
        return _whole_cart(request)


def _whole_cart(request: Request) -> Response:
    visit = visit_of(request)
    return Response(CartPart(cart_of(visit.principal, market=visit.market)).data)
