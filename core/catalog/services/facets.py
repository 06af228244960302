"""The census of facets: whole lists counted ahead, so that a page of a large one need not."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from core.catalog.models import Category, FacetCensus, FacetRecount
from core.catalog.selectors.facets import count_whole
from core.catalog.types import Criteria, Market

PAUSE = timedelta(seconds=3)  # between two counts of one list, however often it changes


def recount_facets(*, now: datetime) -> int:
    """Count the lists that have changed and were not counted just now; returns how many."""
    asked: dict[tuple[int | None, str], list[int]] = {}
    for pk, category_id, currency in FacetRecount.objects.order_by("id").values_list("id", "category_id", "currency")[
        :10_000
    ]:
        asked.setdefault((category_id, currency), []).append(pk)
    if not asked:
        return 0
    resting = set(FacetCensus.objects.filter(counted_at__gt=now - PAUSE).values_list("category_id", "currency"))
    due = [which for which in asked if which not in resting]
    for which in due:
        _recount(*which, asked[which], now)
    return len(due)


@transaction.atomic
def _recount(category_id: int | None, currency: str, asked: Iterable[int], now: datetime) -> None:
    """What asked for it is done before the counting: whoever changes the list meanwhile asks again."""
    FacetRecount.objects.filter(id__in=asked).delete()
    if category_id is not None and not Category.objects.filter(id=category_id).exists():
        return  # deleted while somebody else changed what was in it
    counts = count_whole(Criteria(Market(currency), category_id))
    which = Q(category__isnull=True) if category_id is None else Q(category=category_id)
    values = {"counts": counts, "counted_at": now}
    if not FacetCensus.objects.filter(which, currency=currency).update(**values):
        FacetCensus.objects.bulk_create(
            [FacetCensus(category_id=category_id, currency=currency, **values)], ignore_conflicts=True
        )
