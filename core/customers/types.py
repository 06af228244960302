"""Who is asking. Every use case of the shop is done by a principal; how it was proved is the backends' business."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.shared.errors import DomainError


@dataclass(frozen=True, slots=True)
class Customer:
    """A signed-in shopper; `group` is the id of the customer group they are in, 0 of none.

    `priced_in` has the currencies in which that group has prices of its own.
    """

    id: int
    email: str
    group: int = 0
    priced_in: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where a customer is signed in. `client` names the backend it was done at, `is_current` is where they ask from."""

    id: int
    client: str
    user_agent: str
    ip: str
    created_at: datetime
    is_current: bool


def group_of(principal: Principal | None, currency: str) -> int:
    """The customer group whose prices a principal gets in a currency; 0 is everyone's."""
    return principal.group if isinstance(principal, Customer) and currency in principal.priced_in else 0


def ownership(principal: Principal) -> dict[str, int | UUID | None]:
    """The columns of a principal's own rows, for a filter as well as for a new row."""
    if isinstance(principal, Customer):
        return {"customer_id": principal.id, "guest_id": None}
    return {"customer_id": None, "guest_id": principal.id}


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is sent. `country` is an ISO 3166-1 alpha-2 code; what a country does not use is empty."""

    name: str
    line1: str
    line2: str
    postcode: str
    city: str
    region: str
    country: str
    phone: str


class AddressInvalid(DomainError):
    """`fields` maps each field at fault to `required`, `too_long`, `invalid` or `unknown`."""

    code = "address_invalid"
