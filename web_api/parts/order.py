"""Words for where an order and its payment stand."""

from core.orders.types import OrderStatus
from core.payments.types import PaymentStatus

STATUS_NAMES = {
    OrderStatus.PENDING: "Waiting for the payment",
    OrderStatus.FAILED: "Not placed",
    OrderStatus.CONFIRMED: "Confirmed",
    OrderStatus.SHIPPED: "On its way",
    OrderStatus.DELIVERED: "Delivered",
    OrderStatus.CANCELLED: "Cancelled",
}
PAYMENT_STATUS_NAMES = {
    PaymentStatus.PENDING: "Being checked",
    PaymentStatus.ACTION: "Waits for your bank",
    PaymentStatus.AUTHORISED: "Authorised",
    PaymentStatus.FAILED: "Not paid",
    PaymentStatus.AWAITED: "Awaited",
    PaymentStatus.RECEIVED: "Received",
    PaymentStatus.CANCELLED: "Nothing to pay",
    PaymentStatus.REFUNDED: "Given back",
}
