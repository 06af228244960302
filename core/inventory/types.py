"""What there is to sell."""

from dataclasses import dataclass
from enum import StrEnum

from core.shared.errors import DomainError

UNLIMITED = 1_000_000


class MovementKind(StrEnum):
    RECEIVED = "received"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Shortage:
    """Less is available than was asked for."""

    variant_id: int
    requested: int
    available: int


class OutOfStock(DomainError):
    """`shortages` says what is short: variant_id, requested, available."""

    code = "out_of_stock"


class QuantityInvalid(DomainError):
    """Only a positive number can be received or reserved."""

    code = "quantity_invalid"


@dataclass(frozen=True, slots=True)
class StockLevel:
    """How many of a variant can be sold now; an `unlimited` one is not counted."""

    variant_id: int
    available: int
    unlimited: bool = False
