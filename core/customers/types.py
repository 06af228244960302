"""Who is asking. Every use case of the shop is done by a principal; how it was proved is the backends' business."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Customer:
    """A signed-in shopper."""

    id: int
    email: str

    @property
    def key(self) -> str:
        return f"customer:{self.id}"


@dataclass(frozen=True, slots=True)
class Guest:
    """A shopper without an account, known by a random id that their own client keeps."""

    id: UUID

    @property
    def key(self) -> str:
        return f"guest:{self.id}"


type Principal = Customer | Guest


def ownership(principal: Principal) -> dict[str, int | UUID | None]:
    """The columns of a principal's own rows, for a filter as well as for a new row."""
    if isinstance(principal, Customer):
        return {"customer_id": principal.id, "guest_id": None}
    return {"customer_id": None, "guest_id": principal.id}
