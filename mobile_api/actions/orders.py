"""What a shopper does about an order: calling it off, and asking whether the bank has answered."""

from django.utils import timezone
from ninja import Router

from core.checkout import services as checkout
from mobile_api.action import perform
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.image import LINE
from mobile_api.parts.order import OrderPart, order_part
from mobile_api.strict import StrictBody
from mobile_api.visit import visit_of

router = Router(tags=["actions"])


class Nothing(StrictBody):
    """The URL says it all."""


@router.post(
    "actions/orders/{number}/cancel",
    auth=token_needed,
    response=OrderPart,
    exclude_none=True,
    url_name="cancel-order",
)
def cancel(request: PhoneRequest, number: str, body: Nothing) -> OrderPart:
    """Call an order off before it is paid or sent; answers the order as it is then. Needs an Idempotency-Key.

    Money that has come is given back; a payment whose bank does not answer stays pending until it does.
    """

    def call_off() -> None:
        reason, now = "You called it off.", timezone.now()
        checkout.call_off(principal=request.auth.known, number=number, reason=reason, now=now)

    perform(request, "orders.cancel", body, call_off, needs_key=True, named={"number": number})
    checkout.settle(number=number, clock=timezone.now)
    return _order(request, number)


@router.post(
    "actions/orders/{number}/check",
    auth=token_needed,
    response=OrderPart,
    exclude_none=True,
    url_name="check-order",
)
def check(request: PhoneRequest, number: str, body: Nothing) -> OrderPart:  # noqa: ARG001 -- refuses what it is not
    """Ask at once how an unsettled payment stands, unless it was asked only just; answers the order as it is then."""
    checkout.look_again(principal=request.auth.known, number=number, clock=timezone.now)
    return _order(request, number)


def _order(request: PhoneRequest, number: str) -> OrderPart:
    visit = visit_of(request)
    return order_part(visit.principal, number, visit.device.frame(LINE))
