"""Buying without script: each form posts to its own page, and leads on with 303."""

import pytest
from django.core import mail

from core.carts.models import CartLine
from core.orders.models import Order
from tests.factories import Shop
from tests.personas import ADDRESS, PASSWORD, Browser, code_from_mail, make_customer


def test_from_the_product_to_the_order(shop: Shop, browser: Browser) -> None:
    added = browser.submit(f"/p/{shop.record.slug}/", do="add", variant=shop.record.variant, quantity=2)
    assert (added.status_code, added["Location"]) == (303, "/cart/")
    told = browser.submit("/checkout/", do="address", email="ada@example.org", **ADDRESS)
    assert (told.status_code, told["Location"]) == (303, "/checkout/")
    page = browser.page("checkout/")
    agreed = {"expected_total": page["quote"]["total"]["amount"], "idempotency_key": page["attempt"]}
    placed = browser.submit("/checkout/", do="complete", **agreed)
    order = Order.objects.get()
    assert (placed.status_code, placed["Location"]) == (303, f"/orders/{order.number}/")


def test_the_order_sent_twice_is_one_order(shop: Shop, browser: Browser) -> None:
    browser.add(shop.record.variant)
    browser.give_address()
    page = browser.page("checkout/")
    agreed = {"expected_total": page["quote"]["total"]["amount"], "idempotency_key": page["attempt"]}
    first, second = (browser.submit("/checkout/", do="complete", **agreed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


def test_quantities_are_changed_and_lines_removed(shop: Shop, browser: Browser) -> None:
    line = browser.add(shop.record.variant).json()["lines"][0]["id"]
    assert browser.submit("/cart/", do="set", line=line, quantity=3).status_code == 303
    assert browser.page("cart/")["cart"]["count"] == 3
    assert browser.submit("/cart/", do="remove", line=line).status_code == 303
    assert not CartLine.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"quantity": 11}, "There are not that many left."),
        ({"quantity": 0}, "Please choose a quantity from 1 to 99."),
        ({"quantity": "x"}, "Some of what was sent is not valid."),
        ({"variant": "x"}, "Some of what was sent is not valid."),
    ],
)
def test_what_cannot_be_added_is_said_on_the_page(
    fields: dict[str, object], said: str, shop: Shop, browser: Browser
) -> None:
    form = {"do": "add", "variant": shop.record.variant, "quantity": 1, **fields}
    response = browser.submit(f"/p/{shop.record.slug}/", **form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not CartLine.objects.exists()


def test_an_address_at_fault_is_shown_again_with_what_was_typed(shop: Shop, browser: Browser) -> None:
    browser.add(shop.record.variant)
    response = browser.submit("/checkout/", do="address", email="ada@example.org", **{**ADDRESS, "postcode": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Please fill this in." in page
    assert "1 Engine Street" in page


def test_a_form_nobody_knows_does_nothing(shop: Shop, browser: Browser) -> None:
    assert browser.submit("/cart/", do="pay").status_code == 405
    assert browser.submit("/", do="add", variant=shop.record.variant).status_code == 405


def test_a_form_from_elsewhere_does_nothing(shop: Shop, browser: Browser) -> None:
    fields = {"do": "add", "variant": shop.record.variant}
    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        response = browser.client.post(f"/p/{shop.record.slug}/", fields, headers=headers)
        assert response.status_code == 403
    assert not CartLine.objects.exists()


def test_signing_up_takes_the_code_from_the_mail(shop: Shop, browser: Browser) -> None:
    browser.add(shop.record.variant)
    browser.submit("/account/", do="sign_up", email="ada@example.org", password=PASSWORD)
    assert browser.page("account/")["pending"]
    verified = browser.submit("/account/", do="verify", key=code_from_mail())
    assert (verified.status_code, verified["Location"]) == (303, "/account/")
    page = browser.page("cart/")
    assert (page["shell"]["email"], page["cart"]["count"]) == ("ada@example.org", 1)


def test_signing_in_and_out(shop: Shop, browser: Browser) -> None:
    make_customer()
    wrong = browser.submit("/account/", do="sign_in", email="ada@example.org", password="wrong")
    assert wrong.status_code == 422
    assert "not correct" in wrong.content.decode()
    browser.submit("/account/", do="sign_in", email="ada@example.org", password=PASSWORD)
    assert browser.page("account/")["shell"]["email"] == "ada@example.org"
    browser.submit("/account/", do="sign_out")
    assert browser.page("account/")["shell"]["email"] is None
    assert not mail.outbox
