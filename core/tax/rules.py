"""How much tax is due. All is exact until a tax's sum is rounded, once; no cent is lost or made up in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import lcm
from typing import NamedTuple

from core.shared.money import Money, shared_out
from core.tax.types import STANDARD, WHOLE, ItemTax, Rate, Reckoning, Tax, Taxable


class _Levy(NamedTuple):
    """What is reckoned, rounded and told as one: a place's tax of one name and rate, in the prices or on top."""

    name: str
    rate: int
    region: str
    included: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """A taxable in minor units. One that includes its taxes is `whole` parts of which WHOLE are without them."""

    amount: int
    whole: int
    levies: tuple[_Levy, ...]


def rates_on(tax_class: str, rates: Iterable[Rate]) -> tuple[Rate, ...]:
    """Which of a destination's rates are due on a class: the country's, the region's, or one beside the other.

    A class that a place has no rate for is taxed there as the standard one; what is exempt has a rate of 0. A region's
    rate `adds` (Quebec's QST beside Canada's GST), or stands for the country's (Ontario's HST, Madeira's VAT).
    """
    rates = tuple(rates)
    country = _of_place([rate for rate in rates if not rate.region], tax_class)
    region = _of_place([rate for rate in rates if rate.region], tax_class)
    return tuple(rate for rate in (None if region and not region.adds else country, region) if rate)


def reckon(sold: Sequence[Taxable], rates: Iterable[Rate], *, currency: str) -> Reckoning:
    """What is due on what is sold together, at a destination's rates.

    Each tax is reckoned of the sum it is due on, rounded half up to a minor unit, and shared among the items it is due
    on, so that items, taxes and totals add up exactly. What costs nothing owes nothing. Of an item of a
    few minor units that includes two taxes, rounding may take one unit more than it has: both, where one fits.
    """
    rates = tuple(rates)
    items = [_item(one, rates_on(one.tax_class, rates)) for one in sold]
    shares = {levy: _shares(levy, items) for levy in _levies(items)}
    due = [sum(column) for column in zip(*shares.values(), strict=True)] if shares else [0] * len(items)
    taxes = tuple(_tax(levy, items, shares[levy], due, currency) for levy in shares)
    return Reckoning(
        items=tuple(
            ItemTax(Money(tax, currency), sum(levy.rate for levy in item.levies))
            for item, tax in zip(items, due, strict=True)
        ),
        taxes=taxes,
        tax=sum((one.tax for one in taxes), Money.zero(currency)),
        added=sum((one.tax for one in taxes if not one.included), Money.zero(currency)),
    )


def _of_place(rates: Sequence[Rate], tax_class: str) -> Rate | None:
    by_class = {rate.tax_class: rate for rate in rates}
    return by_class.get(tax_class) or by_class.get(STANDARD)


def _item(sold: Taxable, rates: Sequence[Rate]) -> _Item:
    whole = WHOLE + sum(rate.rate for rate in rates) if sold.included else WHOLE
    return _Item(sold.amount.amount, whole, tuple(_levy(rate, sold) for rate in rates))


def _levy(rate: Rate, sold: Taxable) -> _Levy:
    return _Levy(rate.name, rate.rate, rate.region, sold.included)


def _levies(items: Iterable[_Item]) -> list[_Levy]:
    """Those that are due on anything, the highest first, so that the order of what is sold changes nothing."""
    return sorted({levy for item in items if item.amount for levy in item.levies}, key=lambda one: (-one.rate, one))


def _shares(levy: _Levy, items: Sequence[_Item]) -> tuple[int, ...]:
    """What each item owes of one tax. Bases are in units so fine that none has a remainder."""
    fine = lcm(*(item.whole for item in items))
    bases = [item.amount * (fine // item.whole) if levy in item.levies else 0 for item in items]
    return shared_out(_rounded(levy.rate * sum(bases), fine), bases)


def _rounded(part: int, whole: int) -> int:
    """Half up."""
    return (2 * part + whole) // (2 * whole)


def _tax(levy: _Levy, items: Sequence[_Item], shares: Sequence[int], due: Sequence[int], currency: str) -> Tax:
    base = sum(
        item.amount - (tax if levy.included else 0) for item, tax in zip(items, due, strict=True) if levy in item.levies
    )
    return Tax(levy.name, levy.rate, Money(base, currency), Money(sum(shares), currency), levy.included)
