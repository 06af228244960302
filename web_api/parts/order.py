"""Words for where an order and its payment stand."""

from core.orders.types import OrderStatus
from core.payments.types import PaymentStatus

STATUS_NAMES = {
    OrderStatus.CONFIRMED: "Confirmed",
    OrderStatus.SHIPPED: "On its way",
    OrderStatus.DELIVERED: "Delivered",
    OrderStatus.CANCELLED: "Cancelled",
}
PAYMENT_STATUS_NAMES = {
    PaymentStatus.AWAITED: "Awaited",
    PaymentStatus.RECEIVED: "Received",
    PaymentStatus.CANCELLED: "Nothing to pay",
    PaymentStatus.REFUNDED: "Given back",
}
