"""How many SQL statements it takes from a cart to an order, each BEGIN, SAVEPOINT and COMMIT counted."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.carts.services import add_line, set_coupon
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.shared.money import Money
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_coupon, a_record, a_shipping_method, an_address, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db(transaction=True)  # real transactions, as they are when served


def statements(work: Callable[[], object], *, shown: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    print(f"{shown}: {len(captured)} statements")  # noqa: T201 -- the figure is the point
    return len(captured)


def test_a_line_is_added_in_eight_statements_and_the_very_first_in_nine() -> None:
    guest, records = someone(), [a_record(), a_record()]

    def add(variant: int) -> int:
        return statements(
            lambda: add_line(principal=guest, variant_id=variant, quantity=1, market=MARKET, now=NOW), shown="add"
        )

    assert add(records[0].variant) <= 9, "the cart has to be made first"
    assert add(records[1].variant) <= 8
    assert add(records[1].variant) <= 8


@pytest.mark.parametrize("lines", [1, 3])
@pytest.mark.parametrize("coupon", ["", "TENTH"])
def test_from_an_empty_cart_to_an_order_it_takes_few(lines: int, coupon: str) -> None:
    a_shipping_method(price=0)
    guest, records = someone(), [a_record(price=100) for _ in range(lines)]
    for record in records[1:]:
        add_line(principal=guest, variant_id=record.variant, quantity=1, market=MARKET, now=NOW)
    off = 10 * lines if coupon else 0
    if coupon:
        a_coupon(coupon, limit=9, limit_per_customer=1)
    steps: dict[str, Callable[[], object]] = {
        "add_line": lambda: add_line(
            principal=guest, variant_id=records[0].variant, quantity=1, market=MARKET, now=NOW
        ),
        "set_coupon": lambda: coupon and set_coupon(principal=guest, code=coupon, market=MARKET, now=NOW),
        "set_address": lambda: set_address(principal=guest, email="ada@example.org", address=an_address()),
        "quote_for": lambda: quote_for(guest, market=MARKET),
        "place_order": lambda: place_order(principal=guest, expected_total=Money(100 * lines - off, CURRENCY), now=NOW),
    }
    taken = {name: statements(step, shown=f"{name}, {lines} lines") for name, step in steps.items()}
    # A coupon is read, counted up, read again under its lock with the shopper's uses, and its use written down.
    assert taken["place_order"] <= (34 if coupon else 30)
    print(f"from cart to order, {lines} lines: {sum(taken.values())} statements")  # noqa: T201 -- as above
