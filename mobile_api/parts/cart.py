"""The cart: what its screen shows and every change of it answers."""

from datetime import datetime
from uuid import UUID

from ninja import Schema

from core.carts.types import MAX_QUANTITY, Cart, Line, LineState
from core.catalog.types import Supply
from core.pricing.types import PriceTax
from core.promotions.types import Coupon, CouponState
from mobile_api.parts.image import Frame, ImagePart, image_part
from mobile_api.parts.money import optional_price, price


class LinePart(Schema):
    """`state`: ready; short (only `available` are left); sold_out; withdrawn (no longer for sale).

    Without `tax_included` the taxes come on top of its price and total.
    `ships_at` is set where it cannot be sent at once; `backorder` where it comes in first, whenever that may be.
    """

    id: UUID
    product: int
    variant: int
    title: str
    option: str = ""
    image: ImagePart | None = None
    quantity: int
    available: int
    price: str
    total: str
    tax_included: bool
    state: LineState
    backorder: bool = False
    ships_at: datetime | None = None


class CouponPart(Schema):
    """`state`: ready; else it gives nothing: unknown; not_valid (not yet, or no longer); used_up; below_minimum.

    `discount` is missing where it takes nothing off the goods.
    """

    code: str
    state: CouponState
    discount: str | None = None
    free_shipping: bool = False
    minimum: str | None = None


class CartPart(Schema):
    """`total` is the subtotal less the coupon's discount, without delivery.

    `price_tax`: whether taxes are in its prices, are added to them, or are in some alone.
    `ready` says whether all of it can be ordered as it stands; a line holds at most `max_quantity`.
    """

    lines: list[LinePart]
    count: int
    subtotal: str
    coupon: CouponPart | None = None
    total: str
    price_tax: PriceTax
    ready: bool
    max_quantity: int


def cart_part(cart: Cart, frame: Frame) -> CartPart:
    return CartPart(
        lines=[_line(line, frame) for line in cart.lines],
        count=cart.count,
        subtotal=price(cart.subtotal),
        coupon=_coupon(cart.coupon) if cart.coupon else None,
        total=price(cart.total),
        price_tax=cart.price_tax,
        ready=cart.ready,
        max_quantity=MAX_QUANTITY,
    )


def _coupon(coupon: Coupon) -> CouponPart:
    return CouponPart(
        code=coupon.code,
        state=coupon.state,
        discount=price(coupon.discount) if coupon.discount.amount else None,
        free_shipping=coupon.free_shipping,
        minimum=optional_price(coupon.minimum),
    )


def _line(line: Line, frame: Frame) -> LinePart:
    return LinePart(
        id=line.id,
        product=line.product_id,
        variant=line.variant_id,
        title=line.title,
        option=line.variant_title,
        image=image_part(line.image, frame),
        quantity=line.quantity,
        available=line.available,
        price=price(line.price),
        total=price(line.total),
        tax_included=line.tax_included,
        state=line.state,
        backorder=line.supply is Supply.BACKORDER,
        ships_at=line.ships_at,
    )
