"""What a use case left in the core, without the random names of things."""

from typing import Any

from core.carts.models import Cart, CartLine
from core.catalog.models import Variant
from core.checkout.models import Checkout
from core.idempotency.models import IdempotencyRecord
from core.inventory.models import Movement, Stock, StockAlert
from core.orders.models import Order, OrderLine
from core.outbox.models import OutboxEvent
from core.payments.models import Payment
from core.promotions.models import Coupon, Redemption


def core_state() -> dict[str, Any]:
    """Every row a shopper's doing may touch, by its values; variants by their place among all, not by id."""
    places = {pk: at for at, pk in enumerate(Variant.objects.order_by("id").values_list("id", flat=True))}
    return {name: [_placed(row, places) for row in rows] for name, rows in _rows().items()}


def _placed(row: Any, places: dict[int, int]) -> Any:
    return row | {"variant_id": places[row["variant_id"]]} if isinstance(row, dict) and "variant_id" in row else row


def _rows() -> dict[str, Any]:
    return {
        "carts": list(CartLine.objects.order_by("added_at", "id").values("variant_id", "quantity")),
        "coupons told": list(Cart.objects.exclude(coupon="").order_by("updated_at").values_list("coupon", flat=True)),
        "owners": sorted(CartLine.objects.values_list("cart__customer__email", flat=True).distinct(), key=str),
        "checkouts": list(Checkout.objects.values("email", "address", "shipping_code", "payment_provider")),
        "stock": list(Stock.objects.order_by("variant_id").values("variant_id", "available", "reserved")),
        "movements": list(Movement.objects.order_by("id").values("variant_id", "kind", "quantity")),
        "orders": list(
            Order.objects.order_by("id").values(
                *("customer__email", "status", "email", "address", "shipping_name"),
                *("subtotal", "discount", "coupon", "shipping", "tax", "tax_added", "taxes", "total"),
            )
        ),
        "lines": list(
            OrderLine.objects.order_by("id").values(
                *("variant_id", "sku", "title", "variant_title", "quantity", "price", "tax", "tax_rate"),
                *("supply", "expected_at"),
            )
        ),
        "alerts": list(StockAlert.objects.order_by("id").values("variant_id", "email", "customer__email", "currency")),
        "coupons": list(Coupon.objects.filter(used__gt=0).order_by("code").values_list("code", "used")),
        "redemptions": list(Redemption.objects.order_by("id").values_list("coupon__code", "email", "discount")),
        "payments": list(Payment.objects.order_by("id").values("provider", "amount", "currency", "status")),
        "events": list(OutboxEvent.objects.order_by("id").values_list("topic", flat=True)),
        "done once": list(IdempotencyRecord.objects.order_by("id").values_list("operation", flat=True)),
    }
