"""What was superseded long ago is forgotten, and nothing is told otherwise for that."""

from datetime import timedelta

import pytest
from hypothesis import given, settings

from core.pricing import services
from core.pricing.models import Price
from core.pricing.rules import KEPT, effective, lowest_before_reduction
from core.pricing.selectors import dated_prices
from core.pricing.services import base_list, forget_prices, sweeping
from core.pricing.types import DatedPrice
from tests.core.examples import CURRENCY, MARKET, undone
from tests.core.pricing.clock import SECONDS, START, at, prices
from tests.factories import a_record

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
STRETCH = timedelta(days=25) / timedelta(seconds=1)  # so that a small time is nearly two years


def keep(variant: int, rows: list[DatedPrice]) -> None:
    Price.objects.all().delete()
    Price.objects.bulk_create(
        Price(
            price_list=base_list(currency=CURRENCY),
            variant_id=variant,
            amount=row.amount,
            compare_at=row.compare_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    )


def kept(variant: int) -> list[DatedPrice]:
    found = dated_prices(variant_ids=[variant], market=MARKET, since=START - 10 * KEPT)
    return sorted(found.get(variant, []), key=lambda row: row.starts_at)


def test_what_was_superseded_for_so_long_goes() -> None:
    variant = a_record().variant
    rows = [
        DatedPrice(3, None, START - 9 * DAY),
        DatedPrice(2, None, START),
        DatedPrice(1, None, START + DAY, START + 2 * DAY),
        DatedPrice(4, None, START + 3 * DAY),
    ]
    keep(variant, rows)
    assert forget_prices(now=START + KEPT - timedelta(seconds=1)) == 0
    assert forget_prices(now=START + KEPT) == 1
    assert kept(variant) == rows[1:]
    assert forget_prices(now=START + 3 * DAY + KEPT) == 2
    assert kept(variant) == rows[3:], "what counts is kept, however old"
    assert forget_prices(now=START + 99 * KEPT) == 0


def test_so_many_go_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    keep(a_record().variant, [DatedPrice(1, None, at(second)) for second in range(6)])
    assert [forget_prices(now=START + 2 * KEPT) for _ in range(4)] == [2, 2, 1, 0]


@given(prices)
@settings(max_examples=40, deadline=None)
def test_nobody_hears_anything_else_afterwards(rows: list[DatedPrice]) -> None:
    with undone():
        variant = a_record().variant
        stretched = [_stretched(row) for row in rows if not row.own]
        keep(variant, stretched)
        now = START + SECONDS * STRETCH * timedelta(seconds=1)
        while services.forget_prices(now=now):
            pass
        left = kept(variant)
        for days in range(0, 400, 40):
            moment = now + days * DAY
            assert effective(left, moment) == effective(stretched, moment)
            assert lowest_before_reduction(left, moment) == lowest_before_reduction(stretched, moment)


def _stretched(row: DatedPrice) -> DatedPrice:
    starts_at = START + (row.starts_at - START) * STRETCH
    ends_at = None if row.ends_at is None else START + (row.ends_at - START) * STRETCH
    return DatedPrice(row.amount, row.compare_at, starts_at, ends_at)
