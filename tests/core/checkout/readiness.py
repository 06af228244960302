"""Somebody about to order, and all that placing an order may touch."""

from core.carts.models import Cart
from core.carts.services import add_line
from core.checkout.models import Checkout
from core.checkout.services import place_order, set_address
from core.customers.types import Principal
from core.inventory.models import Movement, Stock
from core.orders.models import Order
from core.outbox.models import OutboxEvent
from core.payments.models import Payment
from core.promotions.models import Coupon, Redemption
from core.shared.money import Money
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_shipping_method, an_address
from tests.factories.shop import NOW

AGREED = Money(2 * 1000 + 490, CURRENCY)


def ready[P: Principal](principal: P, record: Record, *, quantity: int = 2) -> P:
    a_shipping_method(price=490)
    add_line(principal=principal, variant_id=record.variant, quantity=quantity, market=MARKET, now=NOW)
    set_address(principal=principal, email="ada@example.org", address=an_address())
    return principal


def place(principal: Principal, total: Money = AGREED) -> str:
    return place_order(principal=principal, expected_total=total, now=NOW)


def everything() -> list[object]:
    """All that placing an order may touch."""
    tables = (Cart, Checkout, Stock, Movement, Order, Payment, Coupon, Redemption, OutboxEvent)
    return [list(table.objects.order_by("pk").values()) for table in tables]
