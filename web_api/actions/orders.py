"""What a shopper does about an order: calling it off, and asking whether the bank has answered."""

from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.checkout import services as checkout
from core.customers.types import Principal
from core.idempotency.types import Result
from core.orders.selectors import order_by_number, order_of
from core.payments.selectors import payment_of
from web_api.action import Action, ActionView
from web_api.parts.order import OrderAndPayment, OrderAndPaymentPart
from web_api.strict import Strict
from web_api.visit import Visit, visit_of


class OrderNamed(Strict):
    number = serializers.CharField(max_length=20)


def _cancel(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    number = data["number"]
    checkout.call_off(principal=principal, number=number, reason="You called it off.", now=timezone.now())
    return {"number": number}


def _settle(called_off: Result) -> Result:
    checkout.settle(number=called_off["number"], clock=timezone.now)
    return called_off | {"status": order_by_number(called_off["number"]).status}


def _check(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    checkout.look_again(principal=principal, number=data["number"], clock=timezone.now)
    return {"number": data["number"]}


CANCEL = Action("orders.cancel", _cancel, named=OrderNamed, needs_key=True, then=_settle)
CHECK = Action("orders.check", _check, named=OrderNamed)


class OrderCancelView(ActionView):
    actions: ClassVar = {"POST": CANCEL}
    answer = OrderAndPaymentPart

    def post(self, request: Request, number: str) -> Response:
        """Call an order off before it is paid or sent; answers the order as it is then. Needs an Idempotency-Key.

        Money that has come is given back; a payment whose bank does not answer stays pending until it does.
        """
        self.do(request, number=number)
        order = order_of(visit_of(request).principal, number)
        return Response(OrderAndPaymentPart(OrderAndPayment(order, payment_of(number))).data)
