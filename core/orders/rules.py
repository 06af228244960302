"""Which state of an order follows which."""

from core.orders.types import OrderStatus

# Each state is reached from exactly one, but the first; and an order that is not paid by the shopper begins confirmed.
_BEFORE = {
    OrderStatus.CONFIRMED: OrderStatus.PENDING,
    OrderStatus.FAILED: OrderStatus.PENDING,
    OrderStatus.SHIPPED: OrderStatus.CONFIRMED,
    OrderStatus.DELIVERED: OrderStatus.SHIPPED,
    OrderStatus.CANCELLED: OrderStatus.CONFIRMED,
}


def before(status: OrderStatus) -> OrderStatus:
    """The state an order must be in to become `status`. Raises KeyError for the one it begins in."""
    return _BEFORE[status]


def next_of(status: OrderStatus) -> tuple[OrderStatus, ...]:
    """The states an order can be brought to from `status`."""
    return tuple(after for after, needed in _BEFORE.items() if needed is status)
