"""The shopper's orders on the phone, latest first."""

from datetime import datetime

from ninja import Query, Router, Schema
from pydantic import Field

from core.orders.selectors import orders_after
from mobile_api.auth import PhoneRequest, token_needed
from mobile_api.parts.money import price
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
SIZE = 20


class OrdersParams(Schema):
    cursor: str | None = Field(None, max_length=20, pattern=r"^[0-9A-Z]+$")


class OrderSummary(Schema):
    number: str
    status: str
    placed_at: datetime
    count: int
    total: str


class Orders(Schema):
    """`next` is the cursor of the orders that follow, missing at the end."""

    orders: list[OrderSummary]
    next: str | None = None


def compose(visit: Visit, params: OrdersParams) -> Orders:
    """One statement, two with a cursor. Raises OrderNotFound for a cursor that is nobody's."""
    found = orders_after(visit.principal, after=params.cursor, size=SIZE + 1) if visit.principal else ()
    shown = found[:SIZE]
    return Orders(
        orders=[
            OrderSummary(
                number=order.number,
                status=order.status,
                placed_at=order.placed_at,
                count=order.count,
                total=price(order.total),
            )
            for order in shown
        ],
        next=shown[-1].number if len(found) > SIZE else None,
    )


@router.get("screens/orders", auth=token_needed, response=Orders, exclude_none=True, url_name="orders")
def screen(request: PhoneRequest, params: Query[OrdersParams]) -> Orders:
    """What was ordered, twenty at a time."""
    return compose(visit_of(request), params)
