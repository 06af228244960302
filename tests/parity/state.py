"""What a use case left in the core, without the random names of things."""

from typing import Any

from core.carts.models import CartLine
from core.checkout.models import Checkout
from core.idempotency.models import IdempotencyRecord
from core.inventory.models import Movement, Stock
from core.orders.models import Order, OrderLine
from core.outbox.models import OutboxEvent
from core.payments.models import Payment


def core_state() -> dict[str, Any]:
    """Every row a shopper's doing may touch, by its values."""
    return {
        "carts": list(CartLine.objects.order_by("added_at", "id").values_list("variant_id", "quantity")),
        "owners": sorted(CartLine.objects.values_list("cart__customer__email", flat=True).distinct(), key=str),
        "checkouts": list(Checkout.objects.values("email", "address", "shipping_code", "payment_provider")),
        "stock": list(Stock.objects.order_by("variant_id").values_list("variant_id", "available", "reserved")),
        "movements": list(Movement.objects.order_by("id").values_list("variant_id", "kind", "quantity")),
        "orders": list(
            Order.objects.order_by("id").values(
                "customer__email", "status", "email", "address", "shipping_name", "subtotal", "shipping", "total"
            )
        ),
        "lines": list(
            OrderLine.objects.order_by("id").values("variant_id", "sku", "title", "variant_title", "quantity", "price")
        ),
        "payments": list(Payment.objects.order_by("id").values("provider", "amount", "currency", "status")),
        "events": list(OutboxEvent.objects.order_by("id").values_list("topic", flat=True)),
        "done once": list(IdempotencyRecord.objects.order_by("id").values_list("operation", flat=True)),
    }
