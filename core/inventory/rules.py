"""How a ledger adds up, and which goods leave from where."""

from collections.abc import Mapping

from core.catalog.types import Supply
from core.inventory.types import UNLIMITED, MovementKind, NotOnHand

# What each kind of movement does to what it moves.
TO_ON_HAND: Mapping[MovementKind, int] = {
    MovementKind.RECEIVED: 1,
    MovementKind.FOUND: 1,
    MovementKind.RETURNED: 1,
    MovementKind.MOVED_IN: 1,
    MovementKind.LOST: -1,
    MovementKind.SHIPPED: -1,
    MovementKind.MOVED_OUT: -1,
}
TO_RESERVED: Mapping[MovementKind, int] = {
    MovementKind.RESERVED: 1,
    MovementKind.SHIPPED: -1,
    MovementKind.RELEASED: -1,
}
TO_SAFETY: Mapping[MovementKind, int] = {MovementKind.HELD_BACK: 1, MovementKind.FREED: -1}


def sellable(*, available: int, backorder_limit: int, unlimited: bool) -> int:
    """How many can be sold: what is there, and what may be owed."""
    return UNLIMITED if unlimited else max(0, available + backorder_limit)


def supply(*, available: int, backorder_limit: int, unlimited: bool) -> Supply:
    if unlimited or available > 0:
        return Supply.IN_STOCK
    return Supply.BACKORDER if available + backorder_limit > 0 else Supply.SOLD_OUT


def picked(variant_id: int, quantity: int, on_hand: Mapping[int, int]) -> dict[int, int]:
    """How many to take from each warehouse, by its id: from the first as many as it has, and so on.

    `on_hand` is in the order in which warehouses are asked. Raises NotOnHand.
    """
    left, taken = quantity, dict[int, int]()
    for warehouse_id, there in on_hand.items():
        if take := min(left, there):
            taken[warehouse_id] = take
            left -= take
    if left:
        raise NotOnHand(variant_id=variant_id, quantity=quantity, there=quantity - left)
    return taken
