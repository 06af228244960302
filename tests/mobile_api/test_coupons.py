"""A coupon on the phone."""

import pytest

from core.promotions.models import Coupon
from tests.core.examples import CURRENCY
from tests.factories import Shop, a_coupon
from tests.personas import PHONE, Phone


@pytest.fixture
def buyer(shop: Shop, guest: Phone) -> Phone:
    """Somebody with one record in the cart."""
    a_coupon()
    guest.add(shop.record.variant)
    return guest


def test_telling_it_answers_the_cart_and_an_empty_code_takes_it_out(buyer: Phone) -> None:
    assert "coupon" not in buyer.screen("cart")
    cart = buyer.use_coupon("tenth").json()
    assert cart["coupon"] == {"code": "TENTH", "state": "ready", "discount": "€2.00", "free_shipping": False}
    assert (cart["subtotal"], cart["total"]) == ("€19.99", "€17.99")
    assert buyer.screen("cart") == cart
    assert "coupon" not in buyer.use_coupon(" ").json()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"code": "twelfth"}, "coupon_unknown"),
        ({"code": "a\u0000b"}, "coupon_unknown"),
        ({"code": "x" * 61}, "invalid_request"),
        ({"code": "tenth", "value": 100}, "invalid_request"),
        ({}, "invalid_request"),
    ],
)
def test_what_is_no_coupon_is_refused(buyer: Phone, body: dict[str, object], code: str) -> None:
    answer = buyer.send("POST", PHONE + "actions/cart/coupon", body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert "coupon" not in buyer.screen("cart")


def test_a_refusal_names_the_amount_in_words(buyer: Phone) -> None:
    Coupon.objects.update(minimum=5000, currency=CURRENCY)
    assert buyer.use_coupon("tenth").json()["detail"] == "This code is for carts of €50.00 or more."


def test_one_that_no_longer_counts_says_so_and_the_total_is_without_it(buyer: Phone) -> None:
    buyer.use_coupon("tenth")
    Coupon.objects.update(limit=1, used=1)
    screen = buyer.screen("checkout")
    assert screen["cart"]["coupon"] == {"code": "TENTH", "state": "used_up", "free_shipping": False}
    assert screen["total"] == "€24.89"


def test_the_order_shows_what_it_took_off(buyer: Phone) -> None:
    buyer.use_coupon("tenth")
    buyer.give_address()
    order = buyer.screen("order/" + buyer.complete().json()["number"])
    assert (order["coupon"], order["discount"], order["total"]) == ("TENTH", "€2.00", "€22.89")


def test_free_delivery_is_told_as_such(buyer: Phone) -> None:
    a_coupon("POST", kind="free_shipping", value=0)
    assert buyer.use_coupon("post").json()["coupon"] == {"code": "POST", "state": "ready", "free_shipping": True}
    screen = buyer.screen("checkout")
    assert (screen["shipping_options"][0]["price"], screen["total"]) == ("€0.00", "€19.99")
