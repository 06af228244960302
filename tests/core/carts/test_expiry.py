"""A cart nobody comes back to is taken away: a guest's after a month, a customer's after a year."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from core.carts import services
from core.carts.models import Cart, CartLine
from core.carts.services import CUSTOMERS_KEPT, GUESTS_KEPT, add_line, expire_carts, hold
from core.checkout.models import Checkout
from core.checkout.services import set_address
from core.customers.types import Customer, Principal
from tests.core.examples import MARKET
from tests.factories import a_record, an_address, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def a_cart(principal: Principal) -> None:
    add_line(principal=principal, variant_id=a_record().variant, quantity=1, market=MARKET, now=NOW)


def test_a_guests_cart_is_kept_for_a_month_and_goes_with_all_that_was_told_of_it() -> None:
    guest = someone()
    a_cart(guest)
    set_address(principal=guest, email="ada@example.org", address=an_address())
    assert expire_carts(now=NOW + GUESTS_KEPT) == 0
    assert expire_carts(now=NOW + GUESTS_KEPT + SECOND) == 1
    assert [model._default_manager.count() for model in (Cart, CartLine, Checkout)] == [0, 0, 0]


def test_a_customers_cart_is_kept_for_a_year() -> None:
    user = make_customer("ada@example.org")
    a_cart(Customer(user.pk, user.email))
    assert expire_carts(now=NOW + CUSTOMERS_KEPT) == 0
    assert expire_carts(now=NOW + CUSTOMERS_KEPT + SECOND) == 1
    assert not Cart.objects.exists()


def test_a_cart_that_was_touched_again_begins_anew() -> None:
    guest = someone()
    a_cart(guest)
    variant = a_record().variant
    add_line(principal=guest, variant_id=variant, quantity=1, market=MARKET, now=NOW + GUESTS_KEPT)
    assert expire_carts(now=NOW + GUESTS_KEPT + SECOND) == 0


def test_so_many_go_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    for _ in range(3):
        a_cart(someone())
    assert [expire_carts(now=NOW + 2 * GUESTS_KEPT) for _ in range(3)] == [2, 1, 0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_cart_that_is_held_at_this_moment_is_left_alone() -> None:
    guest, expired = someone(), list[int]()
    a_cart(guest)

    def sweep() -> None:
        expired.append(expire_carts(now=NOW + 2 * GUESTS_KEPT))
        connection.close()

    with transaction.atomic():
        hold(principal=guest)
        sweeper = Thread(target=sweep)
        sweeper.start()
        sweeper.join()
    assert expired == [0]
