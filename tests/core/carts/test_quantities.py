"""What becomes of quantities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.carts.rules import check_quantity, line_state, merged_quantity
from core.carts.types import MAX_QUANTITY, LineState, QuantityOutOfRange

held = st.integers(1, MAX_QUANTITY)


@given(held, held, st.integers(0, 300))
def test_two_lines_of_one_thing_add_up_as_far_as_stock_and_the_limit_go(mine: int, theirs: int, there: int) -> None:
    merged = merged_quantity(mine, theirs, there)
    assert 1 <= merged <= MAX_QUANTITY, "a line is never lost, and never more than the database takes"
    assert merged == mine + theirs or merged in {there, MAX_QUANTITY, 1}
    assert merged <= max(1, there)
    assert merged == merged_quantity(theirs, mine, there), "whoever's cart it is"


@pytest.mark.parametrize("quantity", [1, 2, MAX_QUANTITY])
def test_a_line_holds_one_to_its_limit(quantity: int) -> None:
    check_quantity(quantity)


@given(st.integers(max_value=0) | st.integers(min_value=MAX_QUANTITY + 1))
def test_nothing_else_is_a_quantity(quantity: int) -> None:
    with pytest.raises(QuantityOutOfRange) as refused:
        check_quantity(quantity)
    assert refused.value.details == {"quantity": quantity, "limit": MAX_QUANTITY}


@given(st.booleans(), held, st.integers(0, 300))
def test_a_line_is_ready_only_where_all_of_it_is_sold_and_there(sold: bool, quantity: int, there: int) -> None:
    state = line_state(sold=sold, quantity=quantity, available=there)
    assert (state is LineState.READY) is (sold and quantity <= there)
    assert (state is LineState.WITHDRAWN) is not sold
    assert state is not LineState.SHORT or there > 0
