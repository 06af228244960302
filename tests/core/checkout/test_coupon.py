"""An order with a coupon costs less, uses it once, and gives it back where it comes to nothing."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from core.carts.services import set_coupon
from core.checkout import services
from core.checkout.selectors import quote_for
from core.checkout.services import placing
from core.checkout.types import TotalChanged
from core.customers.types import Guest
from core.orders.models import Order
from core.orders.selectors import order_of
from core.orders.services import cancel, fail
from core.orders.types import OrderStatus
from core.payments.selectors import payment_of
from core.payments.types import PaymentStatus
from core.promotions.models import Coupon, Redemption
from core.promotions.types import CouponKind, CouponNotValid, CouponState, CouponUnknown, CouponUsedUp
from core.shared.errors import DomainError
from core.shared.money import Money
from tests.core.checkout.readiness import AGREED, everything, place, ready
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_coupon, a_shipping_method, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db
LESS = Money(AGREED.amount - 200, CURRENCY)


@pytest.fixture
def saver(guest: Guest) -> Guest:
    """Somebody about to order with a tenth off."""
    a_coupon(limit=5, limit_per_customer=1)
    return tell(guest)


def tell(guest: Guest, code: str = "tenth") -> Guest:
    set_coupon(principal=guest, code=code, market=MARKET, now=NOW)
    return guest


def test_an_order_costs_what_is_left_and_keeps_what_was_taken_off(saver: Guest) -> None:
    number = place(saver, LESS)
    order = order_of(saver, number)
    assert (order.subtotal.amount, order.discount.amount, order.shipping.amount) == (2000, 200, 490)
    assert (order.coupon, order.total, payment_of(number).amount) == ("TENTH", LESS, LESS)
    use = Redemption.objects.get()
    assert (use.reference, use.email, use.discount) == (number, "ada@example.org", 200)
    assert Coupon.objects.get().used == 1


def test_free_shipping_makes_every_way_free_and_takes_nothing_off_the_goods(guest: Guest) -> None:
    a_shipping_method(code="express", price=990)
    a_coupon("POST", kind=CouponKind.FREE_SHIPPING, value=0)
    tell(guest, "post")
    quote = quote_for(guest, market=MARKET)
    assert [option.price.amount for option in quote.shipping_options] == [0, 0]
    services.set_shipping(principal=guest, code="express", currency=CURRENCY)
    order = order_of(guest, place(guest, Money(2000, CURRENCY)))
    assert (order.shipping.amount, order.discount.amount, order.coupon) == (0, 0, "POST")


def test_an_order_that_costs_nothing_is_paid(guest: Guest) -> None:
    a_shipping_method().delete()
    a_shipping_method(price=0)
    a_coupon("ALL", value=100)
    number = place(tell(guest, "all"), Money(0, CURRENCY))
    assert payment_of(number).status is PaymentStatus.RECEIVED


def use_up(_: Guest) -> None:
    Coupon.objects.update(limit=3, used=3)


def end(_: Guest) -> None:
    Coupon.objects.update(ends_at=NOW)


def delete(_: Guest) -> None:
    Coupon.objects.all().delete()


WHAT_HAPPENS = [(use_up, CouponUsedUp), (end, CouponNotValid), (delete, CouponUnknown)]


@pytest.mark.parametrize(("happens", "refusal"), WHAT_HAPPENS)
def test_a_shopper_is_never_charged_more_than_they_saw(
    saver: Guest, happens: Callable[[Guest], None], refusal: type[DomainError]
) -> None:
    happens(saver)
    before = everything()
    with pytest.raises(refusal):
        place(saver, LESS)
    assert everything() == before


@pytest.mark.parametrize(("happens", "_refusal"), WHAT_HAPPENS)
def test_but_can_order_at_the_total_without_it(
    saver: Guest, happens: Callable[[Guest], None], _refusal: type[DomainError]
) -> None:
    happens(saver)
    used = list(Coupon.objects.values_list("used", flat=True))
    quote = quote_for(saver, market=MARKET)
    assert quote.total == AGREED
    order = order_of(saver, place(saver, quote.total))
    assert (order.coupon, order.discount.amount, order.total) == ("", 0, AGREED)
    assert (list(Coupon.objects.values_list("used", flat=True)), Redemption.objects.count()) == (used, 0)


def test_one_that_gives_more_or_less_by_now_is_a_change_of_the_total(saver: Guest) -> None:
    Coupon.objects.update(value=20)
    with pytest.raises(TotalChanged):
        place(saver, LESS)


def test_the_last_use_that_went_after_the_quote_was_read_refuses_the_order(
    saver: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under READ COMMITTED, where another order commits between the two."""
    quoted = quote_for(saver, market=MARKET)
    use_up(saver)
    before = everything()
    monkeypatch.setattr(placing, "quote_for", lambda principal, market: quoted)
    with pytest.raises(CouponUsedUp):
        place(saver, LESS)
    assert everything() == before


def test_the_order_names_the_guest_so_the_quote_knows_of_uses_in_that_name(saver: Guest, record: Record) -> None:
    place(saver, LESS)
    again = tell(ready(someone(), record))
    coupon = quote_for(again, market=MARKET).cart.coupon
    assert coupon
    assert coupon.state is CouponState.USED_UP
    with pytest.raises(CouponUsedUp):
        place(again, LESS)


def test_a_cancelled_order_gives_the_use_back_once(saver: Guest, record: Record) -> None:
    number = place(saver, LESS)
    for _ in range(2):
        cancel(number=number, reason="", now=NOW)
        assert Coupon.objects.get().used == 0
    assert Redemption.objects.get().returned_at == NOW
    place(tell(ready(saver, record)), LESS)
    assert Coupon.objects.get().used == 1


def test_an_order_that_fails_gives_the_use_back(saver: Guest) -> None:
    number = place(saver, LESS)
    Order.objects.update(status=OrderStatus.PENDING, hold_until=NOW)
    fail(number=number, reason="declined", now=NOW)
    assert Coupon.objects.get().used == 0
    assert Redemption.objects.get().returned_at == NOW


@pytest.mark.parametrize("wrong", [{"discount": 201}, {"coupon": ""}, {"discount": 2001, "total": 489}])
def test_the_database_refuses_a_discount_that_does_not_add_up(saver: Guest, wrong: dict[str, object]) -> None:
    place(saver, LESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.update(**wrong)


def test_a_quote_with_a_coupon_is_five_statements(
    saver: Guest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        quote_for(saver, market=MARKET)
