"""The census of facets: whole lists counted ahead, so that a page of a large one need not."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Value
from django.utils import timezone

from core.catalog.models import Category, FacetCensus, FacetRecount
from core.catalog.rows import census_of
from core.catalog.selectors.facets import count_whole, next_switch
from core.catalog.types import Criteria, Market

PAUSE = timedelta(seconds=3)  # between two counts of one list, however often it changes


type List = tuple[int | None, str, int]  # a category or the whole shop, a currency, a group of customers

_LIST = ("category_id", "currency", "group")
MOST = 10_000  # of those that ask, at once


def recount_facets(*, now: datetime) -> int:
    """Count the lists that have changed, also by themselves, and were not counted just now; returns how many."""
    asked: dict[List, list[int]] = {}
    outdated = FacetCensus.objects.filter(until__lte=now).values_list(Value(0), *_LIST)
    requests = FacetRecount.objects.values_list("id", *_LIST).union(outdated, all=True)
    for pk, category_id, currency, group in requests.order_by("id")[:MOST]:
        asked.setdefault((category_id, currency, group), []).append(pk)
    if not asked:
        return 0
    resting = set(FacetCensus.objects.filter(counted_at__gt=now - PAUSE).values_list(*_LIST))
    due = [which for which in asked if which not in resting]
    for which in due:
        _recount(*which, asked[which], now)
    return len(due)


def ask_recounts() -> None:
    """Ask for every list that has a census to be counted again."""
    FacetRecount.objects.bulk_create(
        FacetRecount(category_id=category_id, currency=currency, group=group)
        for category_id, currency, group in FacetCensus.objects.values_list(*_LIST)
    )


def wrong_censuses() -> Iterator[str]:
    """In words each census that is not what is counted now, though nobody has asked for it to be made anew."""
    for census in FacetCensus.objects.order_by("id"):
        market = Market(census.currency, group=census.group)
        counted = count_whole(Criteria(market, census.category_id))
        asked = FacetRecount.objects.filter(
            category=census.category_id, currency=census.currency, group=census.group
        ).exists()
        if sorted(map(tuple, census.counts)) != sorted(counted) and not asked and census.until > timezone.now():
            yield f"FacetCensus of {census} is not what is counted."


@transaction.atomic
def _recount(category_id: int | None, currency: str, group: int, asked: Iterable[int], now: datetime) -> None:
    """What asked for it is done before the counting: whoever changes the list meanwhile asks again."""
    FacetRecount.objects.filter(id__in=asked).delete()
    if category_id is not None and not Category.objects.filter(id=category_id).exists():
        return  # deleted while somebody else changed what was in it
    criteria = Criteria(Market(currency, group=group), category_id)
    until = next_switch(criteria, now=now)  # first: what switches while it is counted makes it out of date at once
    values = {"counts": count_whole(criteria), "counted_at": now, "until": until}
    if not census_of(criteria).update(**values):
        FacetCensus.objects.bulk_create(
            [FacetCensus(category_id=category_id, currency=currency, group=group, **values)], ignore_conflicts=True
        )
