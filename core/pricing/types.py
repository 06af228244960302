"""What things cost, for whom and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from core.catalog.types import Variant
from core.shared.errors import DomainError
from core.shared.money import Money

SINCE_EVER = datetime(1970, 1, 1, tzinfo=UTC)  # of prices that were set before the shop wrote down when


class PriceTax(StrEnum):
    """Whether prices that are shown together are with their taxes, or those come on top."""

    INCLUDED = "included"
    ADDED = "added"
    MIXED = "mixed"  # of a group whose own list differs from everyone's in it

    @classmethod
    def of(cls, included: Iterable[bool]) -> "PriceTax":
        """Of prices that are each with taxes or not; on none, nothing comes on top."""
        kinds = set(included)
        if len(kinds) > 1:
            return cls.MIXED
        return cls.ADDED if False in kinds else cls.INCLUDED


@dataclass(frozen=True, slots=True)
class PricedVariant:
    """A variant that can be bought in one market, and its price there, with its taxes or without.

    `compare_at` is the price it is an offer beside. `lowest_30`, of what is on offer, is the lowest it cost in the 30
    days before it was reduced (Directive 98/6/EC, article 6a); None where it was not sold then.
    """

    variant: Variant
    price: Money
    compare_at: Money | None
    lowest_30: Money | None = None
    tax_included: bool = True


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """What a variant is to cost, in minor units; `compare_at` is the higher price it is compared with."""

    amount: int
    compare_at: int | None = None


@dataclass(frozen=True, slots=True)
class DatedPrice:
    """What a variant costs from `starts_at` on, in minor units: an offer until `ends_at`, a regular price without one.

    `own`: it stands in the list of a customer group and not in everyone's.
    """

    amount: int
    compare_at: int | None
    starts_at: datetime
    ends_at: datetime | None = None
    own: bool = False

    @property
    def draft(self) -> PriceDraft:
        return PriceDraft(self.amount, self.compare_at)

    @property
    def reduced(self) -> bool:
        """Whether shoppers are told that it is less than it was, or will be."""
        return self.compare_at is not None or self.ends_at is not None

    def holds(self, at: datetime) -> bool:
        """Whether it could count then; see `effective`."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


class Rounding(StrEnum):
    """What prices that are reckoned from others end in."""

    EXACT = "exact"
    NINETY_NINE = "99"
    NINETY_FIVE = "95"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How a price is reckoned from another: `percent` more (less, below zero), then `amount` in major units more."""

    percent: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    rounding: Rounding = Rounding.EXACT


class PriceInvalid(DomainError):
    """A price is not negative, and what it is compared with is higher."""

    code = "price_invalid"


class PeriodInvalid(DomainError):
    """A price starts at the earliest now, and ends after that."""

    code = "period_invalid"


class PriceNotFound(DomainError):
    """There is no such price."""

    code = "price_not_found"


class PriceBegun(DomainError):
    """A regular price that counts already, or an offer that is over, is not called off any more."""

    code = "price_begun"


class PriceListNotFound(DomainError):
    """There is no such price list."""

    code = "price_list_not_found"


class PriceListTaken(DomainError):
    """This group, or everyone, has a list in this currency already."""

    code = "price_list_taken"


class PriceListNeeded(DomainError):
    """Everyone's list of a currency stays: it is what all others stand on."""

    code = "price_list_needed"
