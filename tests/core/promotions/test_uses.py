"""A use is counted once, given back once, and never beyond a limit."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from core.customers.types import Customer, Guest, Principal
from core.promotions.models import Coupon, Redemption
from core.promotions.selectors import coupon_for
from core.promotions.services import give_back, redeem
from core.promotions.types import CouponKind, CouponState, CouponUsedUp
from core.shared.ids import random_number
from core.shared.money import Money
from tests.core.examples import CURRENCY
from tests.factories import a_coupon, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def use(who: Principal, *, email: str = ADA, code: str = "TENTH") -> str:
    number = random_number()
    with transaction.atomic():
        redeem(code=code, reference=number, principal=who, email=email, discount=Money(200, CURRENCY), now=NOW)
    return number


def seen_by(who: Principal, *, email: str = "") -> CouponState:
    return coupon_for(who, code="tenth", email=email, subtotal=Money(2000, CURRENCY), now=NOW).state


def used() -> int:
    return Coupon.objects.values_list("used", flat=True).get()


@pytest.fixture
def customer() -> Customer:
    user = make_customer(ADA)
    return Customer(user.pk, user.email)


def test_a_use_is_written_down_and_counted() -> None:
    a_coupon(limit=3)
    guest = someone()
    number = use(guest, email="Ada@Example.org")
    row = Redemption.objects.get()
    assert (row.reference, row.who, row.email, row.discount) == (number, guest.key, ADA, 200)
    assert (row.redeemed_at, row.returned_at, used()) == (NOW, None, 1)


def test_the_last_use_is_the_last() -> None:
    a_coupon(limit=2)
    use(someone(), email="1@example.org")
    assert seen_by(someone()) is CouponState.READY
    use(someone(), email="2@example.org")
    assert seen_by(someone()) is CouponState.USED_UP
    with pytest.raises(CouponUsedUp):
        use(someone(), email="3@example.org")
    assert (used(), Redemption.objects.count()) == (2, 2)


def test_a_use_given_back_can_be_used_again_and_giving_back_twice_changes_nothing() -> None:
    a_coupon(limit=2)
    first, second = (use(someone(), email=f"{n}@example.org") for n in "12")
    assert give_back(reference=first, now=NOW)
    assert not give_back(reference=first, now=NOW)
    assert (used(), Redemption.objects.filter(returned_at=None).get().reference) == (1, second)
    use(someone(), email="3@example.org")
    with pytest.raises(CouponUsedUp):
        use(someone(), email="4@example.org")


def test_an_order_that_used_none_gives_none_back() -> None:
    assert not give_back(reference="NOBODY", now=NOW)


def test_a_customers_own_limit_is_the_customers_whatever_address_the_order_names(customer: Customer) -> None:
    a_coupon(limit_per_customer=1)
    use(customer, email="elsewhere@example.org")
    assert seen_by(customer) is CouponState.USED_UP
    with pytest.raises(CouponUsedUp):
        use(customer, email="third@example.org")
    assert used() == 1, "the count is taken back with the refusal"


def test_a_guests_own_limit_is_the_addresss_whichever_device_it_comes_from() -> None:
    a_coupon(limit_per_customer=1)
    use(someone(), email="Ada@example.org")
    another: Guest = someone()
    assert seen_by(another) is CouponState.READY, "nobody knows yet who it is"
    assert seen_by(another, email="aDa@example.org") is CouponState.USED_UP
    with pytest.raises(CouponUsedUp):
        use(another, email="ADA@example.org")
    use(another, email="bob@example.org")


def test_a_guest_who_names_one_address_after_the_other_is_still_one() -> None:
    a_coupon(limit_per_customer=1)
    guest = someone()
    use(guest, email="one@example.org")
    with pytest.raises(CouponUsedUp):
        use(guest, email="two@example.org")


def test_who_uses_it_as_guest_and_as_customer_is_one(customer: Customer) -> None:
    a_coupon(limit_per_customer=2)
    use(someone(), email=ADA)
    use(customer, email="elsewhere@example.org")
    assert seen_by(customer) is CouponState.USED_UP
    with pytest.raises(CouponUsedUp):
        use(customer, email="third@example.org")


def test_what_was_given_back_is_no_longer_the_shoppers() -> None:
    a_coupon(limit_per_customer=1)
    guest = someone()
    give_back(reference=use(guest), now=NOW)
    assert seen_by(guest, email=ADA) is CouponState.READY
    use(guest)


def test_one_order_uses_one_coupon_once() -> None:
    a_coupon()
    number = use(someone())
    with pytest.raises(IntegrityError), transaction.atomic():
        redeem(
            code="TENTH", reference=number, principal=someone(), email="b@b.de", discount=Money(1, CURRENCY), now=NOW
        )
    assert used() == 1


def test_a_coupon_that_was_used_is_not_deleted() -> None:
    coupon = a_coupon()
    use(someone())
    with pytest.raises(ProtectedError):
        coupon.delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"used": 4},
        {"code": "tenth"},
        {"code": ""},
        {"value": 0},
        {"value": 101},
        {"kind": CouponKind.AMOUNT, "value": 5},
        {"kind": CouponKind.AMOUNT, "value": 0, "currency": "EUR"},
        {"kind": CouponKind.FREE_SHIPPING},
        {"kind": "gift"},
        {"minimum": 100},
        {"minimum": -1, "currency": "EUR"},
        {"starts_at": NOW, "ends_at": NOW},
        {"limit_per_customer": 0},
        {"used": -1},
    ],
)
def test_the_database_refuses_a_coupon_that_makes_no_sense(wrong: dict[str, object]) -> None:
    a_coupon(limit=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Coupon.objects.update(**wrong)


def test_the_database_knows_one_coupon_by_each_code() -> None:
    a_coupon()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_coupon()
