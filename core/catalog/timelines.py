"""What a listing holds, and until when: prices and publish windows cut into periods."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from core.catalog.types import FOREVER, LONG_AGO, ListedPrice, Period, PriceStep

UNPRICED = ListedPrice(None, False, None)


def periods(
    prices: Sequence[PriceStep], *, opens: datetime | None, closes: datetime | None, now: datetime
) -> list[Period]:
    """The stretches in which neither the price nor whether it is shown changes, from LONG_AGO to FOREVER without a gap.

    `prices` are in the order of time. It is shown where it has a price, from `opens` (None: never) until `closes`. What
    is over by `now` is forgotten: the first stretch is that of `now`, and reaches back.
    """
    moments = {*(step.since for step in prices), opens, closes}
    edges = [LONG_AGO, *sorted(at for at in moments if at is not None and now < at < FOREVER), FOREVER]
    found = list[Period]()
    for since, until in pairwise(edges):
        at = max(since, now)
        price = price_at(prices, at)
        shown = price.lowest is not None and opens is not None and opens <= at and (closes is None or at < closes)
        goes_on = bool(found) and (found[-1].price, found[-1].shown) == (price, shown)
        found.append(Period(found.pop().since if goes_on else since, until, price, shown))
    return found


def price_at(prices: Sequence[PriceStep], at: datetime) -> ListedPrice:
    """The last step's by a moment; before the first there is no price."""
    return next((step.price for step in reversed(prices) if step.since <= at), UNPRICED)
