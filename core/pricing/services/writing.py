"""Prices are added beside those that are there, and begin to count by themselves."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.catalog.types import EVERYONE, Market
from core.pricing.models import Price, PriceList
from core.pricing.rules import check_price, effective
from core.pricing.selectors import dated_prices
from core.pricing.services.lists import base_list, list_by_id
from core.pricing.services.telling import hold, tell_catalog
from core.pricing.types import DatedPrice, PeriodInvalid, PriceBegun, PriceDraft, PriceNotFound

SIZE = 5000  # rows a statement adds


@transaction.atomic
def set_price(
    *, variant_id: int, currency: str, amount: int, compare_at: int | None = None, starts_at: datetime | None = None
) -> None:
    """Set what a variant costs everyone, in minor units; see `set_prices`. Raises PriceInvalid."""
    set_prices(currency=currency, prices={variant_id: PriceDraft(amount, compare_at)}, starts_at=starts_at)


@transaction.atomic
def set_prices(*, currency: str, prices: Mapping[int, PriceDraft], starts_at: datetime | None = None) -> set[int]:
    """Set what variants cost everyone, by their ids, until it is set again; the same prices again write nothing.

    Without `starts_at` they count at once, by the clock as it is when the products are held: of two who set a price at
    the same time the later one is right. Returns the ids of those that cost something else then. Raises PriceInvalid.
    """
    return _add(base_list(currency=currency), prices, starts_at, None)


@transaction.atomic
def schedule_prices(
    *,
    price_list_id: int,
    prices: Mapping[int, PriceDraft],
    now: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> set[int]:
    """Set what variants are to cost in a list, from now or later on; with an end, they are offers.

    An offer that is compared with nothing is compared with the regular price of the time it begins, if that is higher.
    Returns the ids of those whose prices are new. Raises PriceListNotFound, PeriodInvalid, PriceInvalid.
    """
    if (starts_at and starts_at < now) or (ends_at and ends_at <= (starts_at or now)):
        raise PeriodInvalid(starts_at=starts_at, ends_at=ends_at)
    return _add(list_by_id(price_list_id=price_list_id), prices, starts_at or now, ends_at)


@transaction.atomic
def end_offer(*, price_id: int, now: datetime) -> None:
    """End an offer that runs. Raises PriceNotFound, PriceBegun for what is no offer or does not run."""
    row = _held(price_id)
    if row.ends_at is None or not row.starts_at < now < row.ends_at:
        raise PriceBegun(price_id=price_id)
    Price.objects.filter(id=price_id).update(ends_at=now)
    tell_catalog(product_ids={row.variant.product_id}, now=now)


@transaction.atomic
def call_off(*, price_id: int, now: datetime) -> None:
    """Take back a price that has not begun to count. Raises PriceNotFound, PriceBegun."""
    row = _held(price_id)
    if row.starts_at <= now:
        raise PriceBegun(price_id=price_id)
    row.delete()
    tell_catalog(product_ids={row.variant.product_id}, now=now)


@transaction.atomic
def remove_price(*, variant_id: int, currency: str) -> None:
    """Stop selling a variant to everyone in a currency."""
    remove_prices(price_list_id=base_list(currency=currency).pk, variant_ids=[variant_id])


@transaction.atomic
def remove_prices(*, price_list_id: int, variant_ids: Collection[int]) -> None:
    """Take all of some variants' prices out of a list, past ones included. A group then pays what everyone does.

    Raises PriceListNotFound.
    """
    price_list = list_by_id(price_list_id=price_list_id)
    product_ids = hold(variant_ids=variant_ids)
    Price.objects.filter(price_list=price_list, variant__in=variant_ids).delete()
    tell_catalog(product_ids=product_ids, now=timezone.now())


def _add(
    price_list: PriceList, prices: Mapping[int, PriceDraft], starts_at: datetime | None, ends_at: datetime | None
) -> set[int]:
    """In the caller's transaction. One that began at the same moment never counted, and is replaced."""
    for price in prices.values():
        check_price(price)
    product_ids = hold(variant_ids=prices)
    now = timezone.now()
    at = starts_at or now
    there = dated_prices(variant_ids=prices, market=_market(price_list), since=at)
    new = {
        variant_id: DatedPrice(price.amount, price.compare_at, at, ends_at, own=price_list.group_id is not None)
        for variant_id, price in sorted(prices.items())
    }
    if ends_at is not None:
        new = {variant_id: _beside_regular(price, there.get(variant_id, [])) for variant_id, price in new.items()}
    changed = {id_: price for id_, price in new.items() if not _says_the_same(price, there.get(id_, []))}
    _replace(price_list, changed, there)
    tell_catalog(product_ids=product_ids if changed else (), now=now)
    return set(changed)


def _market(price_list: PriceList) -> Market:
    return Market(price_list.currency, group=price_list.group_id or EVERYONE)


def _beside_regular(offer: DatedPrice, there: Collection[DatedPrice]) -> DatedPrice:
    regular = effective([price for price in there if price.ends_at is None], offer.starts_at)
    if offer.compare_at is not None or regular is None or regular.amount <= offer.amount:
        return offer
    return replace(offer, compare_at=regular.amount)


def _says_the_same(price: DatedPrice, there: Collection[DatedPrice]) -> bool:
    """Whether the list says so already: the same offer, or a regular price that goes on."""
    if price.ends_at is not None:
        return price in there
    own = (one for one in there if one.own == price.own and one.ends_at is None)
    standing = effective(own, price.starts_at)
    return standing is not None and standing.draft == price.draft


def _replace(
    price_list: PriceList, prices: Mapping[int, DatedPrice], there: Mapping[int, Collection[DatedPrice]]
) -> None:
    same = {id_ for id_, new in prices.items() if any(_at_once(new, old) for old in there.get(id_, ()))}
    if same:
        moment = next(iter(prices.values()))
        kind = {"ends_at__isnull": moment.ends_at is None}
        Price.objects.filter(price_list=price_list, variant__in=same, starts_at=moment.starts_at, **kind).delete()
    rows = (
        Price(
            price_list=price_list,
            variant_id=variant_id,
            amount=price.amount,
            compare_at=price.compare_at,
            starts_at=price.starts_at,
            ends_at=price.ends_at,
        )
        for variant_id, price in prices.items()
    )
    Price.objects.bulk_create(rows, SIZE)


def _at_once(new: DatedPrice, old: DatedPrice) -> bool:
    same_kind = (new.own, new.ends_at is None) == (old.own, old.ends_at is None)
    return same_kind and new.starts_at == old.starts_at


def _held(price_id: int) -> Price:
    """The row as it is once its product's listings are held. Raises PriceNotFound."""
    found = Price.objects.select_related("price_list", "variant").filter(id=price_id)
    row = found.first()
    if row is not None:
        hold(variant_ids=[row.variant_id])
        row = found.first()
    if row is None:
        raise PriceNotFound(price_id=price_id)
    return row
