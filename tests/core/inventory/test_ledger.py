"""Whatever happens to stock, its movements add up to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from core.inventory.models import Movement, Stock
from core.inventory.selectors import available
from core.inventory.services import receive, release, reserve, set_levels, ship_out
from core.inventory.types import NotReserved, OutOfStock, QuantityInvalid, StockLevel
from tests.core.examples import listing_of, undone
from tests.factories import a_record
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

type Step = Callable[[tuple[int, ...]], object]

places = st.integers(0, 2)
quantities = st.dictionaries(places, st.integers(0, 5), min_size=1)


def receiving(place: int, quantity: int) -> Step:
    return lambda variants: receive(variant_id=variants[place], quantity=quantity, now=NOW)


def moving(move: Callable[..., None], asked: dict[int, int]) -> Step:
    return lambda variants: move(quantities={variants[at]: n for at, n in asked.items()}, reference="", now=NOW)


def counting(counted: list[tuple[int, int, bool]]) -> Step:
    return lambda variants: set_levels(
        levels=[StockLevel(variants[at], n, unlimited) for at, n, unlimited in counted], reference="", now=NOW
    )


steps = (
    st.builds(receiving, places, st.integers(-1, 6))
    | st.builds(moving, st.sampled_from([reserve, ship_out, release]), quantities)
    | st.builds(counting, st.lists(st.tuples(places, st.integers(-1, 6), st.booleans()), max_size=4))
)


def moved(variant: int, kind: str, **only: Any) -> int:
    return Movement.objects.filter(variant=variant, kind=kind, **only).aggregate(sum=Sum("quantity"))["sum"] or 0


def check(row: Stock) -> None:
    ins = sum(moved(row.variant_id, kind) for kind in ("received", "found"))
    held = moved(row.variant_id, "reserved", counted=True) - moved(row.variant_id, "released", counted=True)
    assert row.available == ins - moved(row.variant_id, "lost") - held
    left = moved(row.variant_id, "shipped") + moved(row.variant_id, "released")
    assert row.reserved == moved(row.variant_id, "reserved") - left
    assert min(row.available, row.reserved) >= 0


@given(st.lists(steps, max_size=20))
@settings(max_examples=60, deadline=None)
def test_movements_add_up_to_stock_and_lists_say_what_is_there(sequence: list[Step]) -> None:
    with undone():
        record = a_record(formats=("LP", "CD", "Tape"), stock=0)
        for step in sequence:
            try:
                step(record.variants)
            except (OutOfStock, QuantityInvalid, NotReserved):
                continue
        for row in Stock.objects.all():
            check(row)
        assert listing_of(record.product_id).in_stock is any(available(variant_ids=record.variants).values())
