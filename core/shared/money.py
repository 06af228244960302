"""Money as an integer of minor units (cents) with an ISO 4217 currency; whoever speaks to people formats it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in minor units of `currency`. Two currencies neither add up nor subtract: ValueError."""

    amount: int
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + other * -1

    def __mul__(self, times: int) -> Money:
        return Money(self.amount * times, self.currency)

    @property
    def decimal(self) -> Decimal:
        """In major units: 1999 EUR is 19.99, 1999 JPY is 1999."""
        return Decimal(self.amount).scaleb(-get_currency_precision(self.currency))

    @classmethod
    def of(cls, major: Decimal, currency: str) -> Money:
        """From major units. Raises ValueError for what is finer than the smallest unit."""
        minor = major.scaleb(get_currency_precision(currency))
        if minor != minor.to_integral_value():
            raise ValueError(f"{major} is no amount in {currency}")
        return cls(int(minor), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)


def shared_out(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """An amount in minor units, shared in proportion to weights, so that the shares add up to it exactly.

    What is left of whole units goes, one each, to those who are owed most of the next (the method of largest
    remainders), the earlier first among equals. So nobody gets a unit more than is exact, rounded up; who has no weight
    gets none. Raises ValueError where there is something to share and nobody to take it.
    """
    total = sum(weights)
    if not total:
        if amount:
            raise ValueError(f"nobody takes a share of {amount}")
        return (0,) * len(weights)
    shares = [amount * weight // total for weight in weights]
    most_owed = sorted(range(len(weights)), key=lambda at: -(amount * weights[at] % total))
    for at in most_owed[: amount - sum(shares)]:
        shares[at] += 1
    return tuple(shares)
