"""Several who set prices at the same moment: what lists show is what the prices say, and nobody waits in a circle.

Each repeats its one act for some seconds on a connection of its own. PostgreSQL fails one of two that wait in a circle.
"""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import Random

import pytest
from django.db import connections
from django.utils import timezone

from core.catalog.models import Listing
from core.catalog.types import EVERYONE
from core.customers.models import CustomerGroup
from core.pricing.models import PriceList
from core.pricing.services import (
    base_list,
    close_list,
    list_groups,
    lists,
    make_list,
    schedule_prices,
    set_price,
    set_prices,
)
from core.pricing.services.telling import listed_prices
from core.pricing.types import PriceDraft, PriceListNotFound, PriceListTaken
from tests.core.examples import CURRENCY
from tests.factories import Record, a_price_list, a_record

SECONDS = 4.0

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def all_at_once(acts: Mapping[str, Callable[[], object]]) -> dict[str, int]:
    """How often each was done by the time it was over; what any of them raises is raised here."""

    def keep_doing(act: Callable[[], object]) -> int:
        end, done = time.monotonic() + SECONDS, 0
        try:
            while time.monotonic() < end:
                act()
                done += 1
        finally:
            connections.close_all()
        return done

    with ThreadPoolExecutor(len(acts)) as pool:
        done = {name: pool.submit(keep_doing, act) for name, act in acts.items()}
        return {name: times.result() for name, times in done.items()}


def assert_lists_tell_the_truth(records: list[Record]) -> None:
    """Whatever was told last: the periods of now are what the prices say now."""
    now = timezone.now()
    told = listed_prices(product_ids=[record.product_id for record in records], now=now)
    shown = {
        (row.product_id, row.currency, row.group): (row.price, row.price_varies, row.compare_at)
        for row in Listing.objects.filter(since__lte=now, until__gt=now)
        if row.price is not None
    }
    wanted = {key: steps[0].price for key, steps in told.items() if steps[0].price.lowest is not None}
    assert shown == {key: (price.lowest, price.varies, price.compare_at) for key, price in wanted.items()}


def test_two_who_set_the_same_prices_at_once_leave_lists_that_tell_the_truth() -> None:
    records = [a_record(formats=("LP", "CD")) for _ in range(3)]
    variants = [variant for record in records for variant in record.variants]
    group_list, amounts, chance = a_price_list(), count(100), Random(7)

    def one() -> None:
        set_price(variant_id=chance.choice(variants), currency=CURRENCY, amount=next(amounts))

    def many() -> None:
        set_prices(currency=CURRENCY, prices={variant: PriceDraft(next(amounts)) for variant in reversed(variants)})

    def groups() -> None:
        price = {chance.choice(variants): PriceDraft(next(amounts))}
        schedule_prices(price_list_id=group_list, prices=price, now=timezone.now())

    done = all_at_once({"one": one, "another": one, "many": many, "groups": groups})
    assert min(done.values()) > 0, done
    assert_lists_tell_the_truth(records)


def test_lists_that_come_and_go_while_prices_are_set_are_shown_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "BATCH", 2)
    records = [a_record() for _ in range(4)]
    base_list(currency=CURRENCY)
    group, amounts = CustomerGroup.objects.create(code="trade", name="Trade"), count(100)

    def come_and_go() -> None:
        try:
            made = make_list(name="Trade", currency=CURRENCY, group_id=group.pk)
            while list_groups(now=timezone.now()):
                pass
            close_list(price_list_id=made, now=timezone.now())
        except (PriceListTaken, PriceListNotFound):
            list_groups(now=timezone.now())

    def sell() -> None:
        records.append(a_record(price=next(amounts)))

    def reprice() -> None:
        prices = {record.variant: PriceDraft(next(amounts)) for record in records[:4]}
        set_prices(currency=CURRENCY, prices=prices)

    done = all_at_once({"come and go": come_and_go, "sell": sell, "reprice": reprice})
    assert min(done.values()) > 0, done
    while list_groups(now=timezone.now()):
        pass
    make_list(name="Trade", currency=CURRENCY, group_id=group.pk)
    while list_groups(now=timezone.now()):
        pass
    assert PriceList.objects.filter(group=group).count() == 1
    assert_lists_tell_the_truth(records)
    assert set(Listing.objects.values_list("group", flat=True)) == {EVERYONE, group.pk}
