"""What there is to sell, where it lies, and who it belongs to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.catalog.types import Supply
from core.shared.errors import DomainError

UNLIMITED = 1_000_000  # how many are said to be available of a variant that is not counted


class MovementKind(StrEnum):
    RECEIVED = "received"
    RESERVED = "reserved"
    SHIPPED = "shipped"
    RELEASED = "released"  # reserved once, and for sale again
    FOUND = "found"  # more than was thought, such as at a stock take
    LOST = "lost"
    RETURNED = "returned"  # sold once, and back from the customer
    MOVED_OUT = "moved_out"  # to another warehouse
    MOVED_IN = "moved_in"
    HELD_BACK = "held_back"  # safety stock: there, and not for sale
    FREED = "freed"  # safety stock once, and for sale again


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


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether and when somebody can have a variant.

    `in_stock` are there now, `sellable` may be sold in all, backorders among them. `expected_at` is when more come in,
    as far as anybody knows.
    """

    variant_id: int
    in_stock: int
    sellable: int
    supply: Supply
    expected_at: datetime | None

    def supply_of(self, quantity: int) -> Supply:
        """Of so many: what is not all there is sent when it has come in."""
        if self.supply is Supply.IN_STOCK and quantity > self.in_stock and self.sellable > self.in_stock:
            return Supply.BACKORDER
        return self.supply


@dataclass(frozen=True, slots=True)
class Scarce:
    """A variant of which few or none are `left`."""

    variant_id: int
    title: str
    variant_title: str
    left: int


@dataclass(frozen=True, slots=True)
class OnHand:
    """How many lie in a warehouse."""

    warehouse_id: int
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """How it comes that so many of a variant can be sold, by the sums of its ledger.

    available = what is on hand - reserved - safety; what can be sold is that, what may be owed (`backorder_limit`), and
    what is reserved for longer than it was to be (`expired`). `agrees` says whether the stock's row is of one mind.
    """

    variant_id: int
    unlimited: bool
    on_hand: tuple[OnHand, ...]
    reserved: int
    safety: int
    available: int
    backorder_limit: int
    expired: int
    sellable: int
    agrees: bool

    @property
    def there(self) -> int:
        return sum(one.quantity for one in self.on_hand)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Where a number that is kept is not the sum of what it is kept of."""

    variant_id: int
    what: str
    kept: int
    summed: int


@dataclass(frozen=True, slots=True)
class Alert:
    """Somebody waits for a variant that is sold out."""

    id: int
    variant_id: int
    product_id: int
    slug: str
    title: str
    variant_title: str
    email: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who is to be written to, in which language, and what of: by its names in that language."""

    id: int
    email: str
    locale: str
    currency: str
    slug: str
    title: str
    variant_title: str


class OutOfStock(DomainError):
    """`shortages` says what is short: variant_id, requested, available."""

    code = "out_of_stock"


class QuantityInvalid(DomainError):
    """Only a positive number can be moved, and none less than nothing is available."""

    code = "quantity_invalid"


class NotReserved(DomainError):
    """Fewer of `variant_id` are reserved by that reference than the `quantity` that was to be shipped or released."""

    code = "not_reserved"


class AlreadyReserved(DomainError):
    """`reference` holds some of these variants already."""

    code = "already_reserved"


class NotOnHand(DomainError):
    """Of `variant_id` the `quantity` that was to leave is not there; `there` are."""

    code = "not_on_hand"


class NotCounted(DomainError):
    """Of `variant_id` there is always enough: nobody counts it."""

    code = "not_counted"


class BackorderOwed(DomainError):
    """Customers are owed `owed` of `variant_id` already: fewer cannot be allowed."""

    code = "backorder_owed"


class SafetyBeyondStock(DomainError):
    """No more than the `available` can be held back of `variant_id`."""

    code = "safety_beyond_stock"


class GoodsOwed(DomainError):
    """Of `variant_id` orders hold more than there would be: `missing` so many."""

    code = "goods_owed"


class WarehouseUnknown(DomainError):
    """There is no such warehouse, or it is closed."""

    code = "warehouse_unknown"


class WarehouseNeeded(DomainError):
    """A warehouse that still holds goods (`on_hand`), or is the last one open, stays open."""

    code = "warehouse_needed"


class TakeClosed(DomainError):
    """There is no such stock take, or it is over."""

    code = "take_closed"


class TakeOpen(DomainError):
    """This warehouse is being counted already."""

    code = "take_open"


class AlertNotNeeded(DomainError):
    """The variant can be had now."""

    code = "alert_not_needed"


class AlertNotFound(DomainError):
    """There is no such alert of this principal's."""

    code = "alert_not_found"


class AlertsTooMany(DomainError):
    """One address, or one customer, waits for `limit` things at most."""

    code = "alerts_too_many"


class VariantUnavailable(DomainError):
    """There is no such variant, or it is not sold, or not in this market."""

    code = "variant_unavailable"
