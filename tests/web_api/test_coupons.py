"""A coupon on the desktop: by script, and by forms alone."""

import pytest

from core.promotions.models import Coupon
from tests.core.examples import CURRENCY
from tests.factories import Shop, a_coupon
from tests.personas import WEB, Browser


@pytest.fixture
def buyer(shop: Shop, browser: Browser) -> Browser:
    """Somebody with one record in the cart."""
    a_coupon()
    browser.add(shop.record.variant)
    return browser


def test_telling_it_and_taking_it_out_answer_the_whole_cart_priced(buyer: Browser) -> None:
    cart = buyer.use_coupon("tenth").json()
    assert (cart["subtotal"]["amount"], cart["discount"]["amount"], cart["total"]["amount"]) == (1999, 200, 1799)
    assert cart["coupon"] == {
        "code": "TENTH",
        "state": "ready",
        "discount": {"amount": 200, "currency": CURRENCY, "formatted": "€2.00"},
        "free_shipping": False,
        "minimum": None,
    }
    assert buyer.remove_coupon().json()["coupon"] is None


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"code": "twelfth"}, 400, "coupon_unknown"),
        ({"code": "a\u0000b"}, 400, "invalid_request"),
        ({"code": ""}, 400, "invalid_request"),
        ({"code": 7, "value": 100}, 400, "invalid_request"),
        ({}, 400, "invalid_request"),
    ],
)
def test_what_is_no_coupon_is_refused(buyer: Browser, body: dict[str, object], status: int, code: str) -> None:
    answer = buyer.send("POST", WEB + "cart/coupon/", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert buyer.page("cart/")["cart"]["coupon"] is None


def test_a_refusal_names_the_amount_in_words(buyer: Browser) -> None:
    Coupon.objects.update(minimum=5000, currency=CURRENCY)
    problem = buyer.use_coupon("tenth").json()
    assert problem["detail"] == "This code is for carts of €50.00 or more."
    assert problem["details"] == {"minimum": 5000, "currency": CURRENCY}


def test_without_script_it_is_typed_shown_and_taken_out(buyer: Browser) -> None:
    told = buyer.submit("/cart/", do="coupon", code=" Tenth ")
    assert (told.status_code, told["Location"]) == (303, "/cart/")
    page = buyer.get("/cart/").content.decode()
    assert "TENTH" in page
    assert "−€2.00" in page
    assert buyer.submit("/cart/", do="remove_coupon")["Location"] == "/cart/"
    assert "TENTH" not in buyer.get("/cart/").content.decode()


@pytest.mark.parametrize(
    ("code", "said"), [("<b>no</b>", "We do not know this code."), ("", "This field may not be blank.")]
)
def test_what_is_wrong_is_said_at_the_field_that_keeps_what_was_typed(buyer: Browser, code: str, said: str) -> None:
    again = buyer.submit("/cart/", do="coupon", code=code)
    page = again.content.decode()
    assert again.status_code == 422
    assert said in page
    assert "<b>no</b>" not in page


def test_one_that_no_longer_counts_is_said_in_the_cart_and_at_the_checkout(buyer: Browser) -> None:
    buyer.use_coupon("tenth")
    buyer.give_address()
    Coupon.objects.update(limit=1, used=1)
    assert "It has been used as often as it may be." in buyer.get("/cart/").content.decode()
    assert "so the total is without it" in buyer.get("/checkout/").content.decode()
    assert buyer.submit("/checkout/", do="remove_coupon")["Location"] == "/checkout/"
    assert buyer.page("cart/")["cart"]["coupon"] is None


def test_the_order_shows_what_it_took_off(buyer: Browser) -> None:
    buyer.use_coupon("tenth")
    buyer.give_address()
    number = buyer.complete().json()["number"]
    order = buyer.page(f"order/{number}/")["order"]
    assert (order["coupon"], order["discount"]["amount"], order["total"]["amount"]) == ("TENTH", 200, 1999 - 200 + 490)
    assert "−€2.00" in buyer.get(f"/orders/{number}/").content.decode()
