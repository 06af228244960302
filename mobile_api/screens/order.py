"""One order on the phone."""

from dataclasses import asdict
from datetime import datetime

from ninja import Query, Router, Schema

from core.orders.selectors import order_of
from core.orders.types import OrderLine, OrderStatus
from core.payments.selectors import payment_of
from core.payments.types import PaymentStatus
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.address import AddressPart
from mobile_api.parts.image import LINE, Frame, ImageParams, ImagePart, image_part
from mobile_api.parts.money import price
from mobile_api.parts.quote import PROVIDER_NAMES
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])


class OrderLinePart(Schema):
    """`product` is missing once the product is gone from the shop."""

    product: int | None = None
    title: str
    option: str = ""
    image: ImagePart | None = None
    quantity: int
    total: str


class OrderScreen(Schema):
    """`carrier` and `tracking` are empty until it is shipped, and may be after. `coupon` is a code, or empty."""

    number: str
    status: OrderStatus
    placed_at: datetime
    email: str
    address: AddressPart
    lines: list[OrderLinePart]
    subtotal: str
    coupon: str = ""
    discount: str | None = None
    shipping_name: str
    shipping: str
    total: str
    payment: str
    payment_status: PaymentStatus
    carrier: str = ""
    tracking: str = ""


def compose(visit: Visit, number: str, params: ImageParams) -> OrderScreen:
    """Three statements. Raises OrderNotFound."""
    frame = visit.device.frame(LINE, params)
    order = order_of(visit.principal, number)
    payment = payment_of(order.number)
    return OrderScreen(
        number=order.number,
        status=order.status,
        placed_at=order.placed_at,
        email=order.email,
        address=AddressPart(**asdict(order.address)),
        lines=[_line(line, frame) for line in order.lines],
        subtotal=price(order.subtotal),
        coupon=order.coupon,
        discount=price(order.discount) if order.discount.amount else None,
        shipping_name=order.shipping_name,
        shipping=price(order.shipping),
        total=price(order.total),
        payment=PROVIDER_NAMES[payment.provider],
        payment_status=payment.status,
        carrier=order.carrier,
        tracking=order.tracking,
    )


def _line(line: OrderLine, frame: Frame) -> OrderLinePart:
    return OrderLinePart(
        product=line.product_id,
        title=line.title,
        option=line.variant_title,
        image=image_part(line.image, frame),
        quantity=line.quantity,
        total=price(line.total),
    )


@router.get("screens/order/{number}", auth=token_needed, response=OrderScreen, exclude_none=True, url_name="order")
def screen(request: PhoneRequest, number: str, params: Query[ImageParams]) -> OrderScreen:
    """What was bought, where it goes, whether it is paid."""
    return compose(visit_of(request), number, params)
