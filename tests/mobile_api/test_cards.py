"""Paying by card on the phone: what its own software is told, and what the order's screen tells."""

from typing import Any

import pytest
from django.utils import timezone

from core.checkout.services import reconcile
from core.payments.services import refund
from tests.factories import Shop
from tests.factories.bank import DECLINED, NEEDS_ACTION, VISA, Bank
from tests.personas import PHONE, Phone


@pytest.fixture
def buyer(shop: Shop, bank: Bank, guest: Phone) -> Phone:
    """Somebody at the checkout, who has said where it goes."""
    guest.add(shop.record.variant)
    guest.give_address()
    return guest


def place(phone: Phone, card: str) -> Any:
    phone.give_card(card)
    return phone.complete()


def check(phone: Phone, number: str) -> Any:
    return phone.send("POST", f"{PHONE}actions/orders/{number}/check").json()


def test_the_checkout_says_how_a_card_becomes_a_token(buyer: Phone) -> None:
    screen = buyer.screen("checkout")
    assert screen["card"] == {"publishable_key": "pk_test", "script": "https://js.stripe.com/v3/"}
    assert [(one["code"], one["needs_method"]) for one in screen["payment_options"]] == [
        ("stripe", True),
        ("manual", False),
    ]
    told = buyer.give_card(VISA).json()
    assert (told["payment"], told["missing"]) == ("stripe", [])
    assert VISA not in str(told)


def test_a_shop_that_takes_no_cards_has_no_trace_of_them(shop: Shop, guest: Phone) -> None:
    assert "card" not in guest.screen("checkout")


def test_a_bank_that_asks_for_more_gives_the_app_what_it_needs(buyer: Phone, bank: Bank) -> None:
    placed = place(buyer, NEEDS_ACTION)
    step = {"publishable_key": "pk_test", "client_secret": "pi_1_secret", "url": "https://bank.example/pi_1"}
    assert (placed.status_code, placed.json()["payment"], placed.json()["step"]) == (202, "action", step)
    number = placed.json()["number"]
    screen = buyer.screen(f"order/{number}")
    assert (screen["step"], screen["settled"], screen["asked"]) == (step, False, True)
    bank.approve(number)
    after = check(buyer, number)
    assert (after["status"], after["payment_status"], after["settled"]) == ("confirmed", "received", True)
    assert "step" not in after


def test_a_declined_card_leaves_everything_in_the_cart(buyer: Phone) -> None:
    refused = place(buyer, DECLINED)
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (402, "payment_declined")
    assert problem["detail"] == "Not enough money on the card. Nothing was charged."
    screen = buyer.screen(f"order/{problem['details']['number']}")
    assert (screen["status"], screen["reason"]) == ("failed", "insufficient_funds")
    assert buyer.screen("cart")["lines"][0]["quantity"] == 1
    assert buyer.screen("orders")["orders"] == []
    assert buyer.screen("checkout")["missing"] == ["payment"]


def test_what_goes_back_is_told_while_it_goes_and_after(buyer: Phone) -> None:
    number = place(buyer, VISA).json()["number"]
    refund(reference=number, amount=1000, now=timezone.now())
    screen = buyer.screen(f"order/{number}")
    assert (screen["captured"], screen["refunding"], "refunded" in screen) == ("€24.89", "€10.00", False)
    reconcile(clock=lambda: timezone.now().replace(year=2100))
    screen = buyer.screen(f"order/{number}")
    assert (screen["refunded"], "refunding" in screen) == ("€10.00", False)


def test_an_order_called_off_answers_as_it_is_then(buyer: Phone) -> None:
    number = place(buyer, NEEDS_ACTION).json()["number"]
    assert buyer.screen(f"order/{number}")["can_be_called_off"] is True
    after = buyer.call_off(number).json()
    assert (after["status"], after["reason"], after["can_be_called_off"]) == ("failed", "abandoned", False)
    assert buyer.screen("cart")["lines"][0]["quantity"] == 1


def test_one_key_calls_off_one_order(shop: Shop, bank: Bank, buyer: Phone) -> None:
    first = place(buyer, VISA).json()["number"]
    buyer.add(shop.record.variant)
    buyer.give_address()
    second = place(buyer, VISA).json()["number"]
    assert buyer.call_off(first, key="mine").status_code == 200
    assert buyer.call_off(second, key="mine").json()["code"] == "idempotency_key_reused"


def test_somebody_elses_order_is_not_there(buyer: Phone, shop: Shop) -> None:
    number = place(buyer, VISA).json()["number"]
    other = Phone()
    other.register()
    assert other.call_off(number).status_code == 404
    assert other.send("POST", f"{PHONE}actions/orders/{number}/check").status_code == 404
    assert buyer.screen(f"order/{number}")["status"] == "confirmed"
