"""Two of the staff at one order at once: what one did first stands."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.inventory.models import Movement, Stock
from core.orders.models import OrderEvent
from core.orders.services import cancel, ship
from core.orders.types import OrderStateConflict
from tests.factories import a_record, an_order, someone
from tests.factories.shop import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def attempt(number: str, nth: int) -> str:
    try:
        if nth % 2:
            ship(number=number, carrier="", tracking="", now=NOW)
        else:
            cancel(number=number, reason="", now=NOW)
    except OrderStateConflict:
        return "refused"
    finally:
        connection.close()
    return "shipped" if nth % 2 else "cancelled"


@pytest.mark.parametrize("_round", range(5))
def test_an_order_is_shipped_or_cancelled_once(_round: int) -> None:
    variant = a_record(stock=3).variant
    number = an_order(someone(), variant, quantity=2)
    with ThreadPoolExecutor(8) as rivals:
        answers = set(rivals.map(lambda nth: attempt(number, nth), range(8)))
    (became,) = answers - {"refused"}
    assert list(OrderEvent.objects.values_list("status", flat=True)) == ["confirmed", became]
    row = Stock.objects.get(variant=variant)
    assert (row.available, row.reserved) == ((1, 0) if became == "shipped" else (3, 0))
    assert Movement.objects.filter(kind__in=["shipped", "released"]).count() == 1
