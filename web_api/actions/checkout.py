"""The way to an order: where it goes, how it is sent and paid, and placing it."""

from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.checkout import services as checkout
from core.checkout.selectors import quote_for
from core.customers.types import Address, Principal
from core.idempotency.types import Result
from core.shared.money import Money
from web_api.action import Action, ActionView
from web_api.parts.address import AddressPart
from web_api.parts.order import PAYMENT_STATUSES, PaymentStepPart
from web_api.parts.quote import QuotePart
from web_api.strict import Strict
from web_api.visit import Visit, visit_of

ORDER = "/orders/{number}/"


class Recipient(Strict):
    email = serializers.CharField(max_length=254)
    address = AddressPart()


class ShippingChoice(Strict):
    shipping = serializers.CharField(max_length=40)


class PaymentChoice(Strict):
    """`method` is the token of a means of payment, such as a card's, where the provider needs one."""

    payment = serializers.CharField(max_length=20)
    method = serializers.CharField(max_length=255, required=False, allow_blank=True, default="")


class Agreement(Strict):
    """The total, in minor units, that the shopper saw and agreed to."""

    expected_total = serializers.IntegerField(min_value=0, max_value=2**53)


class PlacedOrder(serializers.Serializer[Any]):
    """`payment` is where its payment stands; `step` is there while the shopper has to take one."""

    number = serializers.CharField()
    payment = serializers.ChoiceField(PAYMENT_STATUSES)
    step = PaymentStepPart(allow_null=True)


def _set_address(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    checkout.set_address(principal=principal, email=data["email"], address=Address(**data["address"]))
    return {}


def _set_shipping(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    checkout.set_shipping(principal=principal, code=data["shipping"], currency=visit.market.currency)
    return {}


def _set_payment(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    checkout.set_payment(principal=principal, provider=data["payment"], method=data["method"])
    return {}


def _complete(principal: Principal, visit: Visit, data: dict[str, Any]) -> Result:
    expected = Money(data["expected_total"], visit.market.currency)
    number = checkout.place_order(
        principal=principal,
        expected_total=expected,
        locale=visit.market.locale,
        return_url=visit.origin + ORDER,
        now=timezone.now(),
    )
    return {"number": number}


def _pay(placed: Result) -> Result:
    payment = checkout.take_payment(number=placed["number"], clock=timezone.now)
    step = {"url": payment.step.url} if payment.step else None
    return placed | {"payment": payment.status, "step": step}


SET_ADDRESS = Action("checkout.address", _set_address, body=Recipient)
SET_SHIPPING = Action("checkout.shipping", _set_shipping, body=ShippingChoice)
SET_PAYMENT = Action("checkout.payment", _set_payment, body=PaymentChoice)
COMPLETE = Action("checkout.complete", _complete, body=Agreement, needs_key=True, then=_pay)


class _ChoiceView(ActionView):
    """Each choice answers the quote as it stands after it."""

    answer = QuotePart

    def put(self, request: Request) -> Response:
        self.do(request)
        visit = visit_of(request)
        return Response(QuotePart(quote_for(visit.principal, market=visit.market)).data)


class CheckoutAddressView(_ChoiceView):
    actions: ClassVar = {"PUT": SET_ADDRESS}


class CheckoutShippingView(_ChoiceView):
    actions: ClassVar = {"PUT": SET_SHIPPING}


class CheckoutPaymentView(_ChoiceView):
    actions: ClassVar = {"PUT": SET_PAYMENT}


class CheckoutCompleteView(ActionView):
    actions: ClassVar = {"POST": COMPLETE}
    answer: ClassVar = {201: PlacedOrder, 202: PlacedOrder}

    def post(self, request: Request) -> Response:
        """Place the order, if it still costs what the shopper agreed to. Needs an Idempotency-Key.

        202 while it is not paid: the shopper has a step to take, or the bank has not answered yet. Sent again, it tells
        how it stands by then.
        """
        placed = self.do(request)
        return Response(PlacedOrder(placed).data, status=201 if placed["payment"].is_settled else 202)
