"""What becomes of quantities."""

from core.carts.types import MAX_QUANTITY, LineState, QuantityOutOfRange


def check_quantity(quantity: int) -> None:
    """Raises QuantityOutOfRange."""
    if not 1 <= quantity <= MAX_QUANTITY:
        raise QuantityOutOfRange(quantity=quantity, limit=MAX_QUANTITY)


def merged_quantity(mine: int, theirs: int, available: int) -> int:
    """Two lines of one variant made one: they add up, capped by stock and the limit, and never vanish."""
    return max(1, min(mine + theirs, available, MAX_QUANTITY))


def line_state(*, sold: bool, quantity: int, available: int) -> LineState:
    if not sold:
        return LineState.WITHDRAWN
    if available == 0:
        return LineState.SOLD_OUT
    return LineState.SHORT if quantity > available else LineState.READY
