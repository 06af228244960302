"""Writing down what was moved."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from core.inventory.models import Movement
from core.inventory.types import MovementKind


@dataclass(frozen=True, slots=True)
class Move:
    """`warehouse_id` is None where nothing was carried: reservations, safety stock, and what is not counted."""

    kind: MovementKind
    variant_id: int
    quantity: int
    reference: str
    warehouse_id: int | None = None


def record(moves: Iterable[Move], now: datetime, *, uncounted: Collection[int] = ()) -> None:
    """One statement; `uncounted` are the variants of which only what is reserved was moved."""
    Movement.objects.bulk_create(
        Movement(
            variant_id=move.variant_id,
            warehouse_id=move.warehouse_id,
            kind=move.kind,
            quantity=move.quantity,
            counted=move.variant_id not in uncounted,
            reference=move.reference,
            happened_at=now,
        )
        for move in moves
    )
