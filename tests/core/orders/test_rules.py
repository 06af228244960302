"""An order's states follow each other one way, and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.orders.rules import before, next_of
from core.orders.types import OrderStatus

START = OrderStatus.PENDING
statuses = st.sampled_from(OrderStatus)


@given(statuses, statuses)
def test_what_comes_next_is_what_it_must_be_before(status: OrderStatus, other: OrderStatus) -> None:
    assert (other in next_of(status)) == (other is not START and before(other) is status)


@given(statuses)
def test_every_state_is_reached_from_the_first_and_none_comes_twice(status: OrderStatus) -> None:
    way = [status]
    while way[-1] is not START:
        way.append(before(way[-1]))
        assert len(set(way)) == len(way)


@given(st.lists(statuses, max_size=8))
def test_however_it_is_tried_an_order_is_shipped_or_cancelled_never_both(tried: list[OrderStatus]) -> None:
    status, been = START, {START}
    for wanted in tried:
        if wanted in next_of(status):
            status = wanted
            been.add(status)
    assert not {OrderStatus.SHIPPED, OrderStatus.CANCELLED} <= been
    assert (OrderStatus.DELIVERED in been) <= (OrderStatus.SHIPPED in been)


@pytest.mark.parametrize("last", [OrderStatus.DELIVERED, OrderStatus.CANCELLED])
def test_some_states_are_the_end(last: OrderStatus) -> None:
    assert next_of(last) == ()
