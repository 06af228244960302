"""What follows from an order besides the mail: what was sold is more popular for it."""

from collections import Counter

from core.catalog.services import count_sold
from core.checkout.services import ORDER_PLACED
from core.orders.selectors import order_by_number
from core.outbox.types import Consumer, Event


def count_what_was_sold(event: Event) -> None:
    sold: Counter[int] = Counter()
    for line in order_by_number(event.payload["number"]).lines:
        if line.product_id is not None:
            sold[line.product_id] += line.quantity
    count_sold(quantities=sold)


CONSUMERS = (Consumer("checkout.count_what_was_sold", ORDER_PLACED, count_what_was_sold),)
