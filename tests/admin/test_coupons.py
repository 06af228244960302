"""Coupons at the back office: kept by staff, counted by orders alone."""

import pytest

from core.promotions.models import Coupon
from core.promotions.services import redeem
from core.shared.money import Money
from tests.admin.staff import Staff, complaints
from tests.core.examples import CURRENCY
from tests.factories import a_coupon, someone
from tests.factories.shop import NOW


def use(number: str = "AB12") -> None:
    ada = "ada@example.org"
    redeem(code="TENTH", reference=number, principal=someone(), email=ada, discount=Money(200, CURRENCY), now=NOW)


def test_a_new_coupon_is_kept_by_its_code_in_capitals(staff: Staff) -> None:
    fields = {"code": " spring 20", "name": "Spring", "kind": "percent", "value": 20, "limit": 100}
    staff.save("promotions/coupon/add/", fields)
    row = Coupon.objects.get()
    assert (row.code, row.value, row.limit, row.used, row.active) == ("SPRING20", 20, 100, 0, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "TENTH "},
        {"code": "ten_th"},
        {"value": 101},
        {"value": 0},
        {"kind": "free_shipping"},
        {"kind": "amount", "value": 500},
        {"minimum": 500},
        {"limit_per_customer": 0},
        {"starts_at_0": "2026-06-02", "starts_at_1": "12:00", "ends_at_0": "2026-06-01", "ends_at_1": "12:00"},
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(staff: Staff, wrong: dict[str, object]) -> None:
    a_coupon()
    sound = {"code": "NEW", "name": "New", "kind": "percent", "value": 10}
    assert complaints(staff.send("promotions/coupon/add/", sound | wrong))
    assert Coupon.objects.count() == 1


def test_a_limit_is_never_below_what_was_used(staff: Staff) -> None:
    row = a_coupon(limit=5)
    use()
    page = f"promotions/coupon/{row.pk}/change/"
    assert "It has been used 1 times already." in complaints(staff.send(page, {"limit": 0}))[0]
    staff.save(page, {"limit": 1})
    assert Coupon.objects.get().limit == 1


def test_an_edit_keeps_what_was_used_meanwhile(staff: Staff) -> None:
    page = f"promotions/coupon/{a_coupon(limit=5).pk}/change/"
    fields = staff.fields(page)
    assert "used" not in fields
    use()
    assert staff.client.post(f"/admin/{page}", fields | {"name": "Another", "used": 0}).status_code == 302
    assert Coupon.objects.values_list("name", "used").get() == ("Another", 1)


def test_uses_are_listed_and_not_edited(staff: Staff) -> None:
    a_coupon()
    use("XY99")
    page = staff.get("promotions/redemption/").content.decode()
    assert "XY99" in page
    assert "€2.00" in page
    assert staff.get("promotions/redemption/add/").status_code == 403
    assert f"coupon__id__exact={Coupon.objects.get().pk}" in staff.get("promotions/coupon/").content.decode()
