"""What changes listings: catalog itself, pricing and inventory, and time."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.catalog.models import Listing
from core.catalog.services.listings.holding import held, hold, hold_listings
from core.catalog.services.listings.mirroring import ask_recount, mirror
from core.catalog.services.listings.showing import NEVER_PRICED, MarketKey, Timeline, timelines
from core.catalog.types import EVERYONE, FOREVER, PriceKey, Supply

BATCH = 500  # products at once, of many


@transaction.atomic
def refresh_listings(*, product_ids: Collection[int]) -> None:
    """Mirror what catalog itself knows of some products; prices and stock stay as they were told."""
    _refresh(product_ids, timezone.now())


@transaction.atomic
def reflect_prices(
    *, product_ids: Collection[int], prices: Callable[[Collection[int]], Mapping[PriceKey, Timeline]]
) -> None:
    """Told by pricing. `prices` is asked, once the listings are held, what the products it is given cost from now on.

    It answers for every currency and group that has prices, each in the order of time. A group that had none gets its
    listings by that; what is not answered for has no price any more.
    """
    rows, told = held(product_ids=product_ids), dict[int, dict[MarketKey, Timeline]]()
    for (product_id, currency, group), steps in prices(rows.keys()).items():
        told.setdefault(product_id, {})[currency, group] = steps
    mirror(
        rows,
        {
            product_id: dict.fromkeys(timelines(some), NEVER_PRICED) | told.get(product_id, {})
            for product_id, some in rows.items()
        },
        now=timezone.now(),
    )


@transaction.atomic
def reflect_stock(*, product_ids: Collection[int], supplies: Callable[[Collection[int]], Mapping[int, Supply]]) -> None:
    """Told by inventory. `supplies` is asked, once the listings are held, how it is with the products it is given.

    One it does not answer for is sold out. Nothing else of a listing depends on it, so nothing else is written: a sale
    waits for little here.
    """
    known: dict[int, str] = {}
    for product_id, supply in hold(product_ids=product_ids):
        known.setdefault(product_id, supply)  # all have the same, but those that are opened at this moment
    told = supplies(known.keys()) if known else {}
    new = {product_id: told.get(product_id, Supply.SOLD_OUT) for product_id in known}
    changed = [product_id for product_id in known if new[product_id] != known[product_id]]
    for supply in Supply:
        if ids := [product_id for product_id in changed if new[product_id] == supply]:
            Listing.objects.filter(product__in=ids).update(supply=supply)
    if changed:
        shown = Listing.objects.filter(product__in=changed, visible=True)
        places = set(shown.values_list("places__category_id", "currency", "group"))
        ask_recount({*places, *((None, currency, group) for _, currency, group in places)})


@transaction.atomic
def close_listings(*, currency: str, group: int) -> int:
    """Take away the listings of a group that has no prices of its own any more; returns of how many products.

    At most BATCH at once, and none of everyone's. Nobody may be shown them any more.
    """
    rows = Listing.objects.filter(currency=currency, group=group).exclude(group=EVERYONE)
    ids = list(rows.order_by("product_id").values_list("product_id", flat=True).distinct()[:BATCH])
    hold_listings(product_ids=ids)
    rows.filter(product__in=ids).delete()
    return len(ids)


@transaction.atomic
def fold_listings(*, now: datetime) -> int:
    """Forget the periods that are over; returns of how many products, up to BATCH. Nobody sees any change."""
    over = Listing.objects.filter(until__lte=now, until__lt=FOREVER).order_by("until")
    ids = set(over.values_list("product_id", flat=True)[:BATCH])
    if ids:
        _refresh(ids, now)
    return len(ids)


def _refresh(product_ids: Collection[int], now: datetime) -> None:
    rows = held(product_ids=product_ids)
    mirror(rows, {product_id: timelines(some) for product_id, some in rows.items()}, now=now)
