"""Prices reckoned from prices: many at once, in few statements, and nothing that was is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.catalog.types import Market
from core.customers.models import CustomerGroup
from core.pricing.models import Price, PriceList
from core.pricing.selectors import priced_variants
from core.pricing.services import adjust_prices, base_list, copy_list, reckoning, remove_price
from core.pricing.types import Adjustment, PriceListNotFound, Rounding
from tests.core.examples import CURRENCY, MARKET
from tests.core.pricing.clock import START
from tests.factories import Record, a_price_list, a_record, scheduled
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TENTH_OFF = Adjustment(Decimal(-10))


def pays(record: Record, market: Market = MARKET) -> list[tuple[int, int | None]]:
    found = priced_variants(product_id=record.product_id, market=market)
    return [(one.price.amount, one.compare_at.amount if one.compare_at else None) for one in found]


def trade() -> Market:
    return Market(CURRENCY, group=CustomerGroup.objects.get().pk)


def everyones() -> int:
    return base_list(currency=CURRENCY).pk


def test_all_of_a_list_or_some_of_it_is_adjusted() -> None:
    first, second = a_record(price=1000), a_record(formats=("LP", "CD"), price=500)
    assert adjust_prices(price_list_id=everyones(), how=TENTH_OFF, now=NOW) == 3
    assert (pays(first), pays(second)) == ([(900, None)], [(450, None)] * 2)
    chosen = [second.variants[1]]
    assert adjust_prices(price_list_id=everyones(), variant_ids=chosen, how=TENTH_OFF, now=NOW + HOUR) == 1
    assert pays(second) == [(450, None), (405, None)]
    assert Price.objects.count() == 3 + 3 + 1


def test_what_comes_out_the_same_writes_nothing() -> None:
    a_record(price=1000)
    assert adjust_prices(price_list_id=everyones(), how=Adjustment(), now=NOW) == 0
    assert Price.objects.count() == 1


def test_with_an_end_it_is_a_sale_of_everything() -> None:
    record = a_record(price=1999)
    sale = Adjustment(Decimal(-20), rounding=Rounding.NINETY_FIVE)
    adjust_prices(price_list_id=everyones(), how=sale, now=START, starts_at=START, ends_at=START + HOUR)
    with time_machine.travel(START):
        assert pays(record) == [(1595, 1999)]
    with time_machine.travel(START + HOUR):
        assert pays(record) == [(1999, None)]


def test_it_is_reckoned_from_regular_prices_and_not_from_offers() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 500, now=START, ends_at=START + HOUR)
    adjust_prices(price_list_id=everyones(), how=TENTH_OFF, now=START)
    assert pays(record) == [(900, None)]


def test_a_groups_list_is_filled_from_everyones() -> None:
    record, other = a_record(price=1000), a_record(price=0)
    assert copy_list(source_id=everyones(), target_id=a_price_list(), how=TENTH_OFF, now=NOW) == 2
    assert (pays(record, trade()), pays(other, trade())) == ([(900, None)], [(0, None)])
    assert pays(record) == [(1000, None)]


def test_what_a_groups_list_does_not_have_is_reckoned_from_everyones() -> None:
    record, prices = a_record(price=1000), a_price_list()
    adjust_prices(price_list_id=prices, how=TENTH_OFF, variant_ids=[record.variant], now=NOW)
    assert pays(record, trade()) == [(900, None)]
    adjust_prices(price_list_id=prices, how=TENTH_OFF, now=NOW)
    assert pays(record, trade()) == [(810, None)]


def test_a_currency_is_filled_from_another() -> None:
    record, unpriced = a_record(price=1999), a_record()
    remove_price(variant_id=unpriced.variant, currency=CURRENCY)
    into = Adjustment(Decimal(8), rounding=Rounding.NINETY_NINE)
    assert copy_list(source_id=everyones(), target_id=base_list(currency="USD").pk, how=into, now=NOW) == 1
    (found,) = priced_variants(product_id=record.product_id, market=Market("USD"))
    assert (found.price.amount, found.price.currency) == (2199, "USD")


@pytest.mark.parametrize("missing", ["source", "target"])
def test_there_has_to_be_such_a_list(missing: str) -> None:
    source, target = (0 if missing == which else everyones() for which in ("source", "target"))
    with pytest.raises(PriceListNotFound):
        copy_list(source_id=source, target_id=target, how=TENTH_OFF, now=NOW)


def test_twenty_take_as_many_statements_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert statements(a_record()) == statements(*(a_record() for _ in range(20)))
    monkeypatch.setattr(reckoning, "BATCH", 8)
    assert adjust_prices(price_list_id=everyones(), how=TENTH_OFF, now=NOW) == 21
    assert PriceList.objects.count() == 1


def statements(*records: Record) -> int:
    with CaptureQueriesContext(connection) as taken:
        ids = [record.variant for record in records]
        assert adjust_prices(price_list_id=everyones(), variant_ids=ids, how=TENTH_OFF, now=NOW) == len(ids)
    return len(taken)
