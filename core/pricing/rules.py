"""Which price counts when, what that was over a time, and how prices are reckoned from others."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

from core.catalog.types import ListedPrice, PriceStep
from core.pricing.types import Adjustment, DatedPrice, PriceDraft, PriceInvalid, Rounding

REDUCTION_WINDOW = timedelta(days=30)  # Directive 98/6/EC as amended by (EU) 2019/2161, article 6a(2)
LONGEST_REDUCTION = timedelta(days=365)  # of what has been reduced for longer, no lowest price is told any more
KEPT = LONGEST_REDUCTION + REDUCTION_WINDOW  # how long superseded prices are needed
_ENDINGS = {Rounding.WHOLE: Decimal(0), Rounding.NINETY_NINE: Decimal("0.99"), Rounding.NINETY_FIVE: Decimal("0.95")}

type Step = tuple[datetime, DatedPrice | None]


def check_price(price: PriceDraft) -> None:
    """Raises PriceInvalid."""
    if price.amount < 0 or (price.compare_at is not None and price.compare_at <= price.amount):
        raise PriceInvalid(amount=price.amount, compare_at=price.compare_at)


# --- Which counts ---------------------------------------------------------------------------------


def effective(prices: Iterable[DatedPrice], at: datetime) -> DatedPrice | None:
    """The one of a variant's prices in a market that counts at a time, None where it is not sold.

    A group's own go before everyone's, offers before regular prices; of several of a kind the one begun last counts.
    """
    return max((price for price in prices if price.holds(at)), key=_precedence, default=None)


def _precedence(price: DatedPrice) -> tuple[bool, bool, datetime]:
    return price.own, price.ends_at is not None, price.starts_at


def moments(prices: Iterable[DatedPrice], since: datetime) -> list[datetime]:
    """`since`, and each time after it at which another price may begin to count, ascending."""
    turns = {at for price in prices for at in (price.starts_at, price.ends_at) if at is not None and at > since}
    return [since, *sorted(turns)]


def timeline(prices: Collection[DatedPrice], since: datetime) -> list[Step]:
    """What counts from `since` on, each from its own time until the next; the last for good."""
    steps: list[Step] = []
    for at in moments(prices, since):
        price = effective(prices, at)
        if not steps or steps[-1][1] != price:
            steps.append((at, price))
    return steps


# --- What it was ----------------------------------------------------------------------------------


def lowest_between(prices: Collection[DatedPrice], start: datetime, end: datetime) -> int | None:
    """The lowest that counted at any time from `start` until before `end`, in minor units; None where nothing did."""
    counted = (effective(prices, at) for at in moments(prices, start) if at < end)
    return min((price.amount for price in counted if price is not None), default=None)


def reduced_since(prices: Collection[DatedPrice], at: datetime) -> datetime | None:
    """Since when what counts is a reduction; None where it is none.

    One that goes on, at the same price or a lower one, is the same reduction (article 6a(5)). After a higher one a new
    one begins, for the price before it was lower already.
    """
    since, lowest = None, None
    for began, price in reversed([step for step in timeline(prices, _first(prices, at)) if step[0] <= at]):
        if price is None or not price.reduced or (lowest is not None and price.amount < lowest):
            break
        since, lowest = began, price.amount
    return since


def lowest_before_reduction(prices: Collection[DatedPrice], at: datetime) -> int | None:
    """Of what is reduced, the lowest of the 30 days before it was (article 6a); None where it was not sold then."""
    since = reduced_since(prices, at)
    if since is None or since < at - LONGEST_REDUCTION:
        return None
    return lowest_between(prices, since - REDUCTION_WINDOW, since)


def _first(prices: Iterable[DatedPrice], at: datetime) -> datetime:
    return min((price.starts_at for price in prices), default=at)


# --- What lists show ------------------------------------------------------------------------------


def listed_price(prices: Collection[PriceDraft]) -> ListedPrice:
    """The lowest of a product's prices, whether they differ, and the highest that the lowest is compared with."""
    if not prices:
        return ListedPrice(None, False, None)
    lowest = min(price.amount for price in prices)
    compared = [price.compare_at for price in prices if price.amount == lowest and price.compare_at is not None]
    return ListedPrice(lowest, any(price.amount != lowest for price in prices), max(compared, default=None))


def listed_steps(variants: Collection[Collection[DatedPrice]], since: datetime) -> tuple[PriceStep, ...]:
    """What lists show of a product from `since` on; `variants` has the prices of each of its variants."""
    steps: list[PriceStep] = []
    for at in moments((price for prices in variants for price in prices), since):
        counting = (effective(prices, at) for prices in variants)
        listed = listed_price([price.draft for price in counting if price is not None])
        if not steps or steps[-1].price != listed:
            steps.append(PriceStep(at, listed))
    return tuple(steps)


# --- Prices from prices ---------------------------------------------------------------------------


def adjusted(amount: int, how: Adjustment, *, currency: str, into: str) -> int:
    """A price in minor units of `currency` become one in minor units of `into`, never below zero.

    The nearest that ends as it should, of two the higher; what is free stays free.
    """
    if not amount:
        return 0
    major = Decimal(amount).scaleb(-get_currency_precision(currency))
    major = max(major + major * how.percent / 100 + how.amount, Decimal(0))
    precision = get_currency_precision(into)
    smallest = Decimal(1).scaleb(-precision)
    if how.rounding is not Rounding.EXACT:
        ending = _ENDINGS[how.rounding].quantize(smallest, ROUND_HALF_UP) % 1
        major = max((major - ending).quantize(Decimal(1), ROUND_HALF_UP) + ending, ending)
    return int(major.quantize(smallest, ROUND_HALF_UP).scaleb(precision))
