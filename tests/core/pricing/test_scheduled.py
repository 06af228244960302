"""Prices of a time: they begin and end by themselves, and what was is kept."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.catalog.types import EVERYONE, Market
from core.pricing.models import Price, PriceList
from core.pricing.rows import prices_in
from core.pricing.rules import effective
from core.pricing.selectors import dated_prices, priced_variants
from core.pricing.services import base_list, call_off, end_offer, remove_price, schedule_prices, set_price
from core.pricing.types import DatedPrice, PeriodInvalid, PriceBegun, PriceDraft, PriceInvalid, PriceNotFound
from tests.core.examples import CURRENCY, MARKET, listed, undone
from tests.core.pricing.clock import SECONDS, START, at, prices
from tests.factories import Record, a_price_list, a_record, scheduled, someone

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def costs(record: Record, market: Market = MARKET) -> tuple[int, int | None, int | None]:
    (found,) = priced_variants(product_id=record.product_id, market=market)
    compare_at, lowest = (one.amount if one else None for one in (found.compare_at, found.lowest_30))
    return found.price.amount, compare_at, lowest


def offer(record: Record) -> Price:
    return Price.objects.get(variant=record.variant, ends_at__isnull=False)


# --- The same in SQL ------------------------------------------------------------------------------


def write(record: Record, rows: list[DatedPrice], lists: dict[bool, int]) -> None:
    Price.objects.filter(variant=record.variant).delete()
    Price.objects.bulk_create(
        Price(
            price_list_id=lists[row.own],
            variant_id=record.variant,
            amount=row.amount,
            compare_at=row.compare_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    )


@given(prices)
@settings(max_examples=40, deadline=None)
def test_the_database_says_of_every_second_what_the_rule_says(rows: list[DatedPrice]) -> None:
    with undone():
        record, group_list = a_record(), a_price_list(listed=False)
        group = PriceList.objects.get(pk=group_list).group_id
        write(record, rows, {True: group_list, False: base_list(currency=CURRENCY).pk})
        for market in (Market(CURRENCY, group=group or EVERYONE), MARKET):
            seen = [row for row in rows if market.group or not row.own]
            for second in range(0, 2 * SECONDS, 3):
                found = prices_in(market, at(second)).filter(variant=record.variant).first()
                wanted = effective(seen, at(second))
                assert (found and (found.amount, found.starts_at, found.ends_at)) == (
                    wanted and (wanted.amount, wanted.starts_at, wanted.ends_at)
                )
                told = dated_prices(variant_ids=[record.variant], market=market, since=at(second))
                assert effective(told.get(record.variant, []), at(second)) == wanted


# --- Scheduling -----------------------------------------------------------------------------------


def test_an_offer_begins_and_ends_by_itself_in_the_cart_on_the_page_and_in_lists() -> None:
    guest = someone()
    with time_machine.travel(START - HOUR):  # nothing is told, or done, between now and then
        record = a_record(price=1000)
        scheduled(record.variant, 700, starts_at=START, ends_at=START + HOUR)
    seen = list[object]()
    for moment in (START - timedelta(seconds=1), START, START + HOUR - timedelta(seconds=1), START + HOUR):
        with time_machine.travel(moment, tick=False):
            if not seen:
                add_line(principal=guest, variant_id=record.variant, quantity=2, market=MARKET, now=moment)
            cards = [(card.price.amount, card.compare_at and card.compare_at.amount) for card in listed()]
            seen.append((costs(record), cart_of(guest, market=MARKET).subtotal.amount, cards))
    before = ((1000, None, None), 2000, [(1000, None)])
    during = ((700, 1000, 1000), 1400, [(700, 1000)])
    assert seen == [before, during, during, before]


def test_a_regular_price_of_later_counts_from_then_on() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 1200, starts_at=START)
    with time_machine.travel(START - timedelta(seconds=1)):
        assert costs(record) == (1000, None, None)
    with time_machine.travel(START + 1000 * HOUR):
        assert costs(record) == (1200, None, None)


def test_an_offer_is_compared_with_the_regular_price_of_its_own_time() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 1200, starts_at=START)
    scheduled(record.variant, 900, starts_at=START, ends_at=START + HOUR)
    assert offer(record).compare_at == 1200


def test_an_offer_that_is_no_less_is_compared_with_nothing() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 1000, starts_at=START, ends_at=START + HOUR)
    assert offer(record).compare_at is None


def test_the_same_offer_again_writes_nothing() -> None:
    record = a_record(price=1000)
    for _ in range(2):
        scheduled(record.variant, 700, starts_at=START, ends_at=START + HOUR)
    assert Price.objects.count() == 2
    scheduled(record.variant, 700, starts_at=START, ends_at=START + 2 * HOUR)
    assert offer(record).ends_at == START + 2 * HOUR


def test_a_price_set_during_an_offer_counts_after_it() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 700, starts_at=START, ends_at=START + HOUR)
    with time_machine.travel(START + HOUR / 2, tick=False):
        set_price(variant_id=record.variant, currency=CURRENCY, amount=1100)
        assert costs(record) == (700, 1000, 1000)
    with time_machine.travel(START + HOUR, tick=False):
        assert costs(record) == (1100, None, None)


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [(START - HOUR, None), (None, START), (START + HOUR, START + HOUR), (START + 2 * HOUR, START + HOUR)],
)
def test_what_would_change_what_was_or_never_counts_is_refused(
    starts_at: datetime | None, ends_at: datetime | None
) -> None:
    record = a_record()
    with pytest.raises(PeriodInvalid):
        scheduled(record.variant, 1, now=START, starts_at=starts_at, ends_at=ends_at)
    assert Price.objects.count() == 1


def test_what_is_no_price_is_refused_for_later_too() -> None:
    record = a_record()
    with pytest.raises(PriceInvalid):
        schedule_prices(
            price_list_id=base_list(currency=CURRENCY).pk,
            prices={record.variant: PriceDraft(5, 5)},
            now=START,
            ends_at=at(9),
        )
    assert Price.objects.count() == 1


# --- Taking back ----------------------------------------------------------------------------------


def test_an_offer_that_is_ended_keeps_what_it_was() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 700, starts_at=START, ends_at=START + HOUR)
    end_offer(price_id=offer(record).pk, now=START + HOUR / 2)
    assert offer(record).ends_at == START + HOUR / 2
    scheduled(record.variant, 800, starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    with time_machine.travel(START + HOUR, tick=False):
        assert costs(record) == (800, 1000, 700)


def test_what_has_not_begun_is_called_off() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 700, starts_at=START, ends_at=START + HOUR)
    call_off(price_id=offer(record).pk, now=START - HOUR)
    assert Price.objects.get().amount == 1000


def test_only_an_offer_that_runs_is_ended_and_only_what_waits_is_called_off() -> None:
    record = a_record(price=1000)
    regular = Price.objects.get().pk
    scheduled(record.variant, 700, starts_at=START, ends_at=START + HOUR)
    for moment in (START - HOUR, START + HOUR):
        with pytest.raises(PriceBegun):
            end_offer(price_id=offer(record).pk, now=moment)
    with pytest.raises(PriceBegun):
        call_off(price_id=offer(record).pk, now=START)
    for take_back in (end_offer, call_off):
        with pytest.raises(PriceBegun):
            take_back(price_id=regular, now=timezone.now())
        with pytest.raises(PriceNotFound):
            take_back(price_id=0, now=START)
    assert Price.objects.count() == 2


def test_a_variant_that_is_sold_no_more_has_no_price_at_any_time() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 700, starts_at=START, ends_at=START + HOUR)
    remove_price(variant_id=record.variant, currency=CURRENCY)
    assert priced_variants(product_id=record.product_id, market=MARKET) == ()
