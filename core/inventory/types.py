"""What there is to sell."""

from dataclasses import dataclass
from enum import StrEnum

from core.shared.errors import DomainError

UNLIMITED = 1_000_000  # how many are said to be available of a variant that is not counted


class MovementKind(StrEnum):
    RECEIVED = "received"
    RESERVED = "reserved"
    SHIPPED = "shipped"
    RELEASED = "released"  # reserved once, and for sale again
    FOUND = "found"  # more than was thought, such as at a stock take
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Shortage:
    """Less is available than was asked for."""

    variant_id: int
    requested: int
    available: int


@dataclass(frozen=True, slots=True)
class StockLevel:
    """How many of a variant can be sold now, as somebody counted them; an `unlimited` one is not counted any more."""

    variant_id: int
    available: int
    unlimited: bool = False

    @property
    def sold_out(self) -> bool:
        return not (self.available or self.unlimited)


@dataclass(frozen=True, slots=True)
class Scarce:
    """A variant of which few or none are `left`; `known` says whether any ever came in."""

    variant_id: int
    title: str
    variant_title: str
    left: int
    known: bool


class OutOfStock(DomainError):
    """`shortages` says what is short: variant_id, requested, available."""

    code = "out_of_stock"


class QuantityInvalid(DomainError):
    """Only a positive number can be moved, and none less than nothing is available."""

    code = "quantity_invalid"


class NotReserved(DomainError):
    """Fewer of `variant_id` are reserved than the `quantity` that was to be shipped or released."""

    code = "not_reserved"
