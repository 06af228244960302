"""Who buys in the sample shop, and what they have bought so far: read from people.toml. Nobody here exists."""

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.customers.types import Address


class Wish(StrEnum):
    """How far an order is to have come."""

    AWAITING_PAYMENT = "awaiting payment"
    PAID = "paid"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Customer:
    """`key` is how orders and carts name them here."""

    key: str
    email: str
    address: Address


@dataclass(frozen=True, slots=True)
class Line:
    """So many copies of a record, by its slug and one of its formats."""

    record: str
    format: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    customer: str
    state: Wish
    days_ago: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PlannedCart:
    customer: str
    lines: tuple[Line, ...]


def _address(row: dict[str, str]) -> Address:
    """What a country does not use is left out of the file."""
    return Address(**{field.name: "" for field in fields(Address)} | row)


def _lines(row: dict[str, Any]) -> tuple[Line, ...]:
    return tuple(Line(**line) for line in row["lines"])


_TABLE = tomllib.loads(Path(__file__).with_name("people.toml").read_text(encoding="utf-8"))

CUSTOMERS = tuple(Customer(row["key"], row["email"], _address(row["address"])) for row in _TABLE["customers"])
ORDERS = tuple(
    PlannedOrder(row["customer"], Wish(row["state"]), row["days_ago"], _lines(row)) for row in _TABLE["orders"]
)
CARTS = tuple(PlannedCart(row["customer"], _lines(row)) for row in _TABLE["carts"])
