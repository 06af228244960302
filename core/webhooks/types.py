"""What merchants' own systems are told of."""

# The names are promised to merchants, so they are written down here and not taken from whoever publishes them.
TOPICS = (
    "order.placed",
    "order.shipped",
    "order.cancelled",
    "order.failed",
    "payment.received",
    "payment.refunded",
)


class NotAccepted(Exception):
    """The receiver answered, and not with success: it is told again later."""
