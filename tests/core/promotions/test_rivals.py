"""Many shoppers at the last use of a coupon at once, on connections of their own; and orders placed while others are
cancelled, which wait for each other in no circle."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import chain
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.models import Q

from core.carts.services import add_line, set_coupon
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.customers.types import Guest
from core.inventory.models import Stock
from core.orders import services as orders
from core.orders.models import Order
from core.orders.services import cancel
from core.promotions import services
from core.promotions.models import Coupon, Redemption
from core.promotions.services import give_back, redeem
from core.promotions.types import CouponUsedUp
from core.shared.ids import random_number
from core.shared.money import Money
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_coupon, a_record, a_shipping_method, an_address, someone
from tests.factories.shop import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

RIVALS = 12
ROUNDS = 6


def at_once[T](work: Callable[[int], T]) -> list[T]:
    """What each of the rivals answers; all begin together, each on a connection of its own."""
    start = Barrier(RIVALS)

    def on_its_own(nth: int) -> T:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return work(nth)
        finally:
            connection.close()

    with ThreadPoolExecutor(RIVALS) as rivals:
        return list(rivals.map(on_its_own, range(RIVALS)))


def after_the_last_use(nth: int) -> str | None:
    """The number of the order that got it."""
    return use(f"{nth}@example.org")


def use(email: str) -> str | None:
    number = random_number()
    try:
        redeem(code="TENTH", reference=number, principal=someone(), email=email, discount=Money(1, CURRENCY), now=NOW)
    except CouponUsedUp:
        return None
    return number


def test_the_last_use_goes_to_one(record_property: Callable[[str, object], None]) -> None:
    a_coupon(limit=3, used=2)
    for _ in range(5):
        (number,) = filter(None, at_once(after_the_last_use))
        assert Coupon.objects.get().used == 3
        give_back(reference=number, now=NOW)
    assert Redemption.objects.filter(returned_at=None).count() == 0
    record_property("figure", f"the last use of a coupon, {RIVALS} rivals, 5 times: one got it each time")


def test_a_shopper_of_many_devices_uses_it_once() -> None:
    a_coupon(limit_per_customer=1)
    for _ in range(5):
        (number,) = filter(None, at_once(lambda nth: use("ada@example.org")))
        give_back(reference=number, now=NOW)
    assert Coupon.objects.get().used == 0


def test_one_use_is_given_back_once_by_however_many() -> None:
    a_coupon(limit=2, used=1)
    number = use("ada@example.org")
    assert number
    assert sum(at_once(lambda nth: give_back(reference=number, now=NOW))) == 1
    assert Coupon.objects.get().used == 1


@pytest.fixture
def without_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counter is raised whatever it stands at."""
    monkeypatch.setattr(services, "Q", lambda **condition: Q())


@pytest.fixture
def without_check() -> Iterator[None]:
    """The database itself does not mind, either."""
    (check,) = (one for one in Coupon._meta.constraints if one.name == "coupon_used_within_limit")
    with connection.schema_editor() as schema:
        schema.remove_constraint(Coupon, check)
    yield
    Coupon.objects.update(limit=None)
    with connection.schema_editor() as schema:
        schema.add_constraint(Coupon, check)


def after_the_last_use_or_refused(nth: int) -> str | None:
    try:
        return after_the_last_use(nth)
    except IntegrityError:
        return None


@pytest.mark.usefixtures("without_condition", "without_check")
def test_without_the_condition_everybody_gets_it() -> None:
    a_coupon(limit=3, used=2)
    assert all(at_once(after_the_last_use))
    assert Coupon.objects.get().used == 2 + RIVALS


@pytest.mark.usefixtures("without_condition")
def test_without_the_condition_the_database_still_refuses_all_but_one() -> None:
    a_coupon(limit=3, used=2)
    assert len(list(filter(None, at_once(after_the_last_use_or_refused)))) == 1
    assert Coupon.objects.get().used == 3


def a_shopper(variants: list[int], nth: int) -> tuple[Guest, Money]:
    """With two records in the cart, in an order of their own, and the coupon."""
    guest = someone()
    for variant in variants if nth % 2 else reversed(variants):
        add_line(principal=guest, variant_id=variant, quantity=1, market=MARKET, now=NOW)
    set_address(principal=guest, email=f"{guest.id}@example.org", address=an_address())
    set_coupon(principal=guest, code="TENTH", market=MARKET, now=NOW)
    return guest, quote_for(guest, market=MARKET).total


def buy_and_call_off(variants: list[int], nth: int, rounds: int) -> list[str]:
    """What the database complained of."""
    complaints = []
    for _ in range(rounds):
        try:
            guest, total = a_shopper(variants, nth)
            cancel(number=place_order(principal=guest, expected_total=total, now=NOW), reason="", now=NOW)
        except OperationalError as error:
            complaints.append(str(error).partition("\n")[0])
    return complaints


@pytest.fixture
def variants() -> list[int]:
    a_shipping_method()
    a_coupon(limit=RIVALS)
    return [a_record(stock=2 * RIVALS).variant for _ in range(2)]


def test_orders_and_cancellations_wait_in_no_circle(
    variants: list[int], record_property: Callable[[str, object], None]
) -> None:
    assert list(chain(*at_once(lambda nth: buy_and_call_off(variants, nth, ROUNDS)))) == []
    assert Coupon.objects.get().used == 0
    assert set(Stock.objects.values_list("available", "reserved")) == {(2 * RIVALS, 0)}
    assert Order.objects.filter(status="cancelled").count() == RIVALS * ROUNDS
    record_property("figure", f"{RIVALS * ROUNDS} orders with one coupon placed and cancelled at once: no deadlock")


def test_they_would_if_a_cancellation_gave_the_stock_back_before_the_coupon(
    variants: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*, reference: str, reason: str, now: datetime) -> None:
        give_back(reference=reference, now=now)

    Coupon.objects.update(limit=None)
    monkeypatch.setattr(orders, "give_back", lambda **_: False)
    monkeypatch.setattr(orders, "unwind", late)
    assert "deadlock detected" in chain(*at_once(lambda nth: buy_and_call_off(variants, nth, 2)))
