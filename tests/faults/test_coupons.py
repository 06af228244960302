"""The last uses of a coupon are raced for at both backends."""

from uuid import uuid4

import pytest
import requests

from tests.faults import books
from tests.faults.counters import Counters, at_once, each, opened, outcomes, ready, troubles
from tests.faults.report import Note, sized
from tests.processes.server import Shop

pytestmark = [pytest.mark.postgres, pytest.mark.row(9, "a coupon's last uses raced", "its limit is kept")]

ROUNDS = sized(1, 20)
BUYERS = 40
LIMIT = 5


def race(shop: Shop, counters: Counters, code: str) -> list[requests.Response]:
    [variant] = books.put_on_sale(shop, units=1_000)
    buyers = each(counters.queue(BUYERS), lambda enter: ready(enter, [variant], coupon=code))
    return at_once(BUYERS, lambda place: buyers[place].complete(str(uuid4())))


def test_a_coupon_is_used_as_often_as_it_may_be(shop: Shop, counters: Counters, note: Note) -> None:
    over = 0
    for _ in range(ROUNDS):
        code = books.read(shop, f"coupon({LIMIT})")
        responses = race(shop, counters, code)
        assert troubles(responses) == []
        assert outcomes(responses) == {(201, ""): LIMIT, (409, "coupon_used_up"): BUYERS - LIMIT}
        counted, written = books.read(shop, f"uses({code!r})")
        assert counted == written
        over += max(0, written - LIMIT)
    note(f"{over} uses too many", done=f"{ROUNDS} × {BUYERS} at once for {LIMIT} uses", runs=ROUNDS)
    assert over == 0


@pytest.mark.twin
def test_read_first_and_written_afterwards_it_is_used_more_often(shop: Shop, note: Note) -> None:
    with opened(shop, WITHOUT="coupons") as counters:
        code = books.read(shop, f"coupon({LIMIT})")
        race(shop, counters, code)
    _, written = books.read(shop, f"uses({code!r})")
    note.without(f"uses read first and written afterwards: used {written} times of {LIMIT}")
    assert written > LIMIT
