"""Paying by card at a desktop browser: what the checkout needs, and what the order's page tells."""

from typing import Any

import pytest
from django.utils import timezone

from core.carts.models import CartLine
from core.checkout.services import reconcile
from core.orders.models import Order
from core.payments.models import Payment
from core.payments.services import refund
from tests.factories import Shop
from tests.factories.bank import DECLINED, NEEDS_ACTION, VISA, Bank
from tests.factories.shop import NOW
from tests.personas import Browser


@pytest.fixture
def buyer(shop: Shop, bank: Bank, browser: Browser) -> Browser:
    """Somebody at the checkout, who has said where it goes."""
    browser.add(shop.record.variant)
    browser.give_address()
    return browser


def place(browser: Browser, card: str = VISA) -> Any:
    """By the forms of the checkout, as without script once the provider's own has given a token."""
    browser.submit("/checkout/", do="payment", payment="stripe", method=card)
    page = browser.page("checkout/")
    agreed = {"expected_total": page["quote"]["total"]["amount"], "idempotency_key": page["attempt"]}
    return browser.submit("/checkout/", do="complete", **agreed)


def read(browser: Browser, path: str) -> str:
    return " ".join(browser.get(path).content.decode().split())


def order_of(placed: Any) -> str:
    """The path of the order that a form led to."""
    assert placed.status_code == 303, placed.content.decode()
    return str(placed["Location"])


def cancel(browser: Browser, path: str, key: str) -> Any:
    return browser.submit(path, do="cancel", number=path.split("/")[2], idempotency_key=key)


def test_the_checkout_says_how_a_card_becomes_a_token(buyer: Browser) -> None:
    page = buyer.page("checkout/")
    assert page["card"] == {"publishable_key": "pk_test", "script": "https://js.stripe.com/v3/"}
    assert [(one["code"], one["needs_method"]) for one in page["quote"]["payment_options"]] == [
        ("stripe", True),
        ("manual", False),
    ]
    html = read(buyer, "/checkout/")
    assert 'data-card-key="pk_test" data-card-script="https://js.stripe.com/v3/"' in html
    assert "needs JavaScript" in html


def test_a_shop_that_takes_no_cards_has_no_trace_of_them(shop: Shop, browser: Browser) -> None:
    browser.add(shop.record.variant)
    browser.give_address()
    assert browser.page("checkout/")["card"] is None
    assert "card" not in read(browser, "/checkout/").replace("discard", "")


def test_a_card_that_was_told_is_ready_and_can_be_changed(buyer: Browser) -> None:
    buyer.submit("/checkout/", do="payment", payment="stripe", method=VISA)
    html = read(buyer, "/checkout/")
    assert "Card is ready. It is charged once you place the order." in html
    assert "Place order" in html
    assert VISA not in html


def test_a_card_without_its_token_is_asked_for_again(buyer: Browser) -> None:
    response = buyer.submit("/checkout/", do="payment", payment="stripe")
    assert response.status_code == 422
    assert "Please choose one of the ways to pay." in response.content.decode()


def test_an_accepted_card_leads_to_an_order_that_is_paid(buyer: Browser) -> None:
    page = read(buyer, order_of(place(buyer)))
    assert "Thank you, Ada Lovelace." in page
    assert "<strong>Paid.</strong> We have received €24.89." in page
    assert "http-equiv" not in page


def test_a_declined_card_leads_back_to_the_checkout_with_everything_in_it(buyer: Browser) -> None:
    response = place(buyer, DECLINED)
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is not enough money on the card. Nothing was charged, and your things are back in your cart." in page
    assert "Place order" not in page
    assert CartLine.objects.get().quantity == 1
    assert buyer.page("orders/")["orders"] == []
    failed = read(buyer, f"/orders/{Order.objects.get().number}/")
    assert "This order was not placed." in failed
    assert "There is not enough money on the card." in failed
    assert 'href="/checkout/"' in failed


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ("expired_card", "The card has expired."),
        ("incorrect_cvc", "security code is not right"),
        ("authentication_required", "could not confirm that it was you"),
        ("processing_error", "just now"),
        ("stolen_card", "It does not tell us why."),
        ("", "It does not tell us why."),
    ],
)
def test_a_shopper_is_told_what_helps_and_no_more(
    buyer: Browser, bank: Bank, monkeypatch: pytest.MonkeyPatch, failure: str, said: str
) -> None:
    place(buyer, DECLINED)
    Payment.objects.update(failure=failure)
    page = read(buyer, f"/orders/{Order.objects.get().number}/")
    assert said in page
    assert "stolen" not in page


def test_a_bank_that_asks_for_more_is_one_link_away(buyer: Browser, bank: Bank) -> None:
    path = order_of(place(buyer, NEEDS_ACTION))
    page = read(buyer, path)
    assert "Your bank is asking." in page
    assert 'href="https://bank.example/pi_1"' in page
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page
    bank.approve(path.split("/")[2])
    assert "Your bank is asking." in read(buyer, path), "a page never asks the provider by itself"
    assert order_of(buyer.submit(path, do="check", number=path.split("/")[2])) == path
    assert "<strong>Paid.</strong>" in read(buyer, path)


def test_a_provider_that_does_not_answer_leaves_the_order_waiting(buyer: Browser, bank: Bank) -> None:
    with bank.down("confirm", when="after"):
        path = order_of(place(buyer))
    page = read(buyer, path)
    assert "We are waiting for your bank's answer." in page.replace("&#x27;", "'")
    assert "You will not be charged twice." in page
    assert buyer.page("orders/")["orders"][0]["status_name"] == "Waiting for the payment"
    reconcile(clock=lambda: timezone.now().replace(year=2100))
    assert "<strong>Paid.</strong>" in read(buyer, path)
    assert bank.charged(path.split("/")[2]) == 2489


def test_a_payment_nobody_asks_about_any_more_is_being_looked_into(buyer: Browser) -> None:
    path = order_of(place(buyer, NEEDS_ACTION))
    Payment.objects.update(due_at=None, dead_at=NOW)
    assert "We are looking into it" not in read(buyer, "/orders/")
    assert "looking into it" in read(buyer, path)


def test_an_impatient_shopper_has_the_provider_asked_only_so_often(buyer: Browser, bank: Bank) -> None:
    path = order_of(place(buyer, NEEDS_ACTION))
    bank.said.clear()
    for _ in range(4):
        buyer.submit(path, do="check", number=path.split("/")[2])
    assert bank.said == ["look_up"]


def test_whoever_gives_a_payment_up_is_at_the_checkout_again(buyer: Browser, bank: Bank) -> None:
    path = order_of(place(buyer, NEEDS_ACTION))
    assert order_of(cancel(buyer, path, "give-up")) == "/checkout/"
    assert Order.objects.get().status == "failed"
    assert CartLine.objects.get().quantity == 1
    assert "The payment was called off" in read(buyer, path)


def test_what_was_given_up_and_has_come_is_an_order_after_all(buyer: Browser, bank: Bank) -> None:
    path = order_of(place(buyer, NEEDS_ACTION))
    bank.approve(path.split("/")[2])
    assert order_of(cancel(buyer, path, "give-up")) == path
    assert "<strong>Paid.</strong>" in read(buyer, path)


def test_while_the_bank_does_not_let_go_the_page_says_so(buyer: Browser, bank: Bank) -> None:
    path = order_of(place(buyer, NEEDS_ACTION))
    with bank.down():
        assert order_of(cancel(buyer, path, "give-up")) == path
    page = read(buyer, path)
    assert "You are calling this order off." in page
    assert "Pay another way" not in page
    assert "bank.example" not in page


def test_an_order_that_is_not_sent_can_be_cancelled_and_its_money_comes_back(buyer: Browser, bank: Bank) -> None:
    path = order_of(place(buyer))
    assert "Yes, cancel it" in read(buyer, path)
    assert order_of(cancel(buyer, path, "cancel")) == path
    page = read(buyer, path)
    assert "This order was cancelled." in page
    assert "Your money comes back." in page or "Given back." in page
    reconcile(clock=lambda: timezone.now().replace(year=2100))
    assert "We have given €24.89 back to you." in read(buyer, path)


def test_an_order_that_was_sent_is_too_far_along(buyer: Browser) -> None:
    path = order_of(place(buyer))
    Order.objects.update(status="shipped")
    response = cancel(buyer, path, "cancel")
    assert response.status_code == 422
    assert "This order is too far along for that." in response.content.decode()
    assert "Yes, cancel it" not in read(buyer, path)


def test_a_refund_of_a_part_is_told_with_both_amounts(buyer: Browser) -> None:
    path = order_of(place(buyer))
    refund(reference=path.split("/")[2], amount=1000, now=timezone.now())
    assert "We are giving €10.00 back to you." in read(buyer, path)
    reconcile(clock=lambda: timezone.now().replace(year=2100))
    assert "We have given back €10.00 of €24.89." in read(buyer, path)


def test_money_that_is_held_is_charged_when_it_is_sent(buyer: Browser, settings: Any) -> None:
    settings.PAYMENT_CAPTURE = "on_shipping"
    path = order_of(place(buyer))
    assert "we charge it when we send your order" in read(buyer, path)
