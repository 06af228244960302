"""What becomes of quantities, and when they can be sent."""

from datetime import datetime

from core.carts.types import MAX_QUANTITY, LineState, QuantityOutOfRange
from core.catalog.types import Supply


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


def ships_at(
    *, supply: Supply, release_at: datetime | None, expected_at: datetime | None, now: datetime
) -> datetime | None:
    """When a line can be sent, if that is later than now and known: released, and of a backorder come in."""
    known = [release_at, expected_at if supply is Supply.BACKORDER else None]
    return max((at for at in known if at is not None and at > now), default=None)
