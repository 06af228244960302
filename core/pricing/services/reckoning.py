"""Prices reckoned from prices, for many variants at once."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from core.catalog.models import Variant
from core.catalog.types import EVERYONE, Market
from core.pricing.models import PriceList
from core.pricing.rules import adjusted, effective
from core.pricing.selectors import dated_prices
from core.pricing.services.lists import list_by_id
from core.pricing.services.writing import schedule_prices
from core.pricing.types import Adjustment, PriceDraft

BATCH = 1000  # variants read and written at once


@transaction.atomic
def adjust_prices(
    *,
    price_list_id: int,
    variant_ids: Collection[int] | None = None,
    how: Adjustment,
    now: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> int:
    """Reckon new prices of a list's variants, or of those given, from their regular ones; returns how many are new.

    With an end they are offers beside what they are reckoned from. What a group's list does not have is reckoned from
    everyone's. A fixed number of statements for BATCH variants. Raises PriceListNotFound, PeriodInvalid.
    """
    price_list = list_by_id(price_list_id=price_list_id)
    which = Variant.objects.filter(prices__price_list=price_list) if variant_ids is None else _chosen(variant_ids)
    return _reckon(price_list, price_list, which, how=how, now=now, starts_at=starts_at, ends_at=ends_at)


@transaction.atomic
def copy_list(
    *, source_id: int, target_id: int, how: Adjustment, now: datetime, starts_at: datetime | None = None
) -> int:
    """Reckon a list's prices from another's regular ones, such as a group's from everyone's; returns how many are new.

    Between two currencies `percent` is what one unit of the source's is more than one of the target's: at 1 EUR for
    1.08 USD, 8. Raises PriceListNotFound, PeriodInvalid.
    """
    source, target = list_by_id(price_list_id=source_id), list_by_id(price_list_id=target_id)
    variants = Variant.objects.filter(prices__price_list=source)
    return _reckon(source, target, variants, how=how, now=now, starts_at=starts_at)


def _chosen(variant_ids: Collection[int]) -> QuerySet[Variant]:
    return Variant.objects.filter(id__in=variant_ids)


def _reckon(
    source: PriceList,
    target: PriceList,
    variants: QuerySet[Variant],
    *,
    how: Adjustment,
    now: datetime,
    starts_at: datetime | None,
    ends_at: datetime | None = None,
) -> int:
    count, last = 0, 0
    while ids := list(variants.filter(id__gt=last).order_by("id").values_list("id", flat=True).distinct()[:BATCH]):
        regular = _regular(source, ids, starts_at or now)
        prices = {
            variant_id: PriceDraft(adjusted(amount, how, currency=source.currency, into=target.currency))
            for variant_id, amount in regular.items()
        }
        new = schedule_prices(price_list_id=target.pk, prices=prices, now=now, starts_at=starts_at, ends_at=ends_at)
        count, last = count + len(new), ids[-1]
    return count


def _regular(price_list: PriceList, variant_ids: Collection[int], at: datetime) -> Mapping[int, int]:
    """In minor units, by variant; without those that have none."""
    market = Market(price_list.currency, group=price_list.group_id or EVERYONE)
    found = dated_prices(variant_ids=variant_ids, market=market, since=at)
    standing = {id_: effective([one for one in prices if one.ends_at is None], at) for id_, prices in found.items()}
    return {variant_id: price.amount for variant_id, price in standing.items() if price is not None}
