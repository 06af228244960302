"""Money as an integer of minor units (cents) with an ISO 4217 currency; whoever speaks to people formats it."""

from __future__ import annotations

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
