"""The way to an order: where it goes, how it is sent and paid, and placing it."""

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from core.checkout import services as checkout
from core.checkout.selectors import quote_for
from core.customers.types import Address
from core.payments.types import PaymentStatus
from core.shared.money import Money
from mobile_api.action import perform
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.address import AddressPart
from mobile_api.parts.image import LINE
from mobile_api.parts.order import PaymentStep, payment_step
from mobile_api.parts.quote import QuotePart, quote_part
from mobile_api.strict import Amount, StrictBody
from mobile_api.visit import visit_of

router = Router(tags=["actions"])
ORDER = "/m/#/order/{number}"


class Recipient(StrictBody):
    email: str = Field(max_length=254)
    address: AddressPart


class ShippingChoice(StrictBody):
    shipping: str = Field(max_length=40)


class PaymentChoice(StrictBody):
    """`method` is the token of a means of payment, such as a card's, where the provider needs one."""

    payment: str = Field(max_length=20)
    method: str = Field("", max_length=255)


class Agreement(StrictBody):
    """The total, in minor units, that the shopper saw and agreed to."""

    expected_total: Amount


class PlacedOrder(Schema):
    """`payment` is where its payment stands; `step` is there while the shopper has to take one."""

    number: str
    payment: PaymentStatus
    step: PaymentStep | None = None


@router.post("actions/checkout/address", auth=token_needed, response=QuotePart, exclude_none=True, url_name="address")
def set_address(request: PhoneRequest, body: Recipient) -> QuotePart:
    """Say where the order goes, and who is told of it."""
    address = Address(**body.address.model_dump())
    perform(
        request,
        "checkout.address",
        body,
        lambda: checkout.set_address(principal=request.auth.known, email=body.email, address=address),
    )
    return _quote(request)


@router.post("actions/checkout/shipping", auth=token_needed, response=QuotePart, exclude_none=True, url_name="shipping")
def set_shipping(request: PhoneRequest, body: ShippingChoice) -> QuotePart:
    """Choose how the order is sent."""
    currency = visit_of(request).market.currency
    perform(
        request,
        "checkout.shipping",
        body,
        lambda: checkout.set_shipping(principal=request.auth.known, code=body.shipping, currency=currency),
    )
    return _quote(request)


@router.post("actions/checkout/payment", auth=token_needed, response=QuotePart, exclude_none=True, url_name="payment")
def set_payment(request: PhoneRequest, body: PaymentChoice) -> QuotePart:
    """Choose how the order is paid."""
    perform(
        request,
        "checkout.payment",
        body,
        lambda: checkout.set_payment(principal=request.auth.known, provider=body.payment, method=body.method),
    )
    return _quote(request)


@router.post(
    "actions/checkout/complete",
    auth=token_needed,
    response={201: PlacedOrder, 202: PlacedOrder},
    exclude_none=True,
    url_name="complete",
)
def complete(request: PhoneRequest, body: Agreement) -> Status[PlacedOrder]:
    """Place the order, if it still costs what the shopper agreed to. Needs an Idempotency-Key.

    202 while it is not paid: the shopper has a step to take, or the bank has not answered yet. Sent again, it tells how
    it stands by then.
    """
    market = visit_of(request).market
    expected = Money(body.expected_total, market.currency)
    return_url = f"{request.scheme}://{request.get_host()}{ORDER}"
    done = perform(
        request,
        "checkout.complete",
        body,
        lambda: {
            "number": checkout.place_order(
                principal=request.auth.known,
                expected_total=expected,
                locale=market.locale,
                return_url=return_url,
                now=timezone.now(),
            )
        },
        needs_key=True,
    )
    payment = checkout.take_payment(number=done["number"], clock=timezone.now)
    placed = PlacedOrder(number=done["number"], payment=payment.status, step=payment_step(payment))
    return Status(201 if payment.status.is_settled else 202, placed)


def _quote(request: PhoneRequest) -> QuotePart:
    visit = visit_of(request)
    return quote_part(quote_for(visit.principal, market=visit.market), visit.device.frame(LINE))
