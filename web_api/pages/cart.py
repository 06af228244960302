"""The cart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from rest_framework import serializers

from core.carts.selectors import cart_of
from core.carts.types import MAX_QUANTITY, Cart
from core.idempotency.types import Result
from web_api.actions import cart as actions
from web_api.page import Form, Page, Params
from web_api.parts.cart import CartPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class CartSchema(serializers.Serializer[Any]):
    shell = ShellPart()
    cart = CartPart()
    max_quantity = serializers.IntegerField()


@dataclass(frozen=True, slots=True)
class CartDocument:
    shell: Shell
    cart: Cart
    max_quantity: int = MAX_QUANTITY


def compose(visit: Visit, params: Params) -> CartDocument:
    """Two statements, three with a coupon."""
    cart = cart_of(visit.principal, market=visit.market)
    return CartDocument(shell_for(visit, cart_count=cart.count), cart)


def _line(fields: Mapping[str, str]) -> dict[str, str]:
    return {"line": fields.get("line", "")}


def _quantity(fields: Mapping[str, str]) -> dict[str, str]:
    return {"quantity": fields.get("quantity", "")}


def _code(fields: Mapping[str, str]) -> dict[str, str]:
    return {"code": fields.get("code", "")}


def _back_here(result: Result) -> str:
    return reverse("web:cart")


class CartPage(Page):
    private = True
    document = CartSchema
    template = "web/cart.html"
    compose = staticmethod(compose)
    forms: ClassVar = {
        "set": Form(actions.SET, leads_to=_back_here, body=_quantity, named=_line),
        "remove": Form(actions.REMOVE, leads_to=_back_here, named=_line),
        "coupon": Form(actions.SET_COUPON, leads_to=_back_here, body=_code),
        "remove_coupon": Form(actions.REMOVE_COUPON, leads_to=_back_here),
    }
