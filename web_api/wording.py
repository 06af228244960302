"""How the desktop web words core's codes, and which HTTP status it gives each."""

from collections.abc import Mapping
from typing import Any

from core.shared.money import Money
from web_api.parts.money import formatted

_STATUS = {
    "not_found": 404,
    "product_not_found": 404,
    "product_moved": 404,
    "category_not_found": 404,
    "category_moved": 404,
    "page_out_of_range": 404,
    "line_not_found": 404,
    "order_not_found": 404,
    "alert_not_found": 404,
    "variant_unavailable": 409,
    "out_of_stock": 409,
    "alert_not_needed": 409,
    "alerts_too_many": 409,
    "cart_full": 409,
    "cart_empty": 409,
    "cart_not_ready": 409,
    "checkout_incomplete": 409,
    "total_changed": 409,
    "coupon_not_valid": 409,
    "coupon_used_up": 409,
    "coupon_minimum": 409,
    "order_state_conflict": 409,
    "payment_declined": 402,
    "too_many_requests": 429,
    "idempotency_key_in_flight": 409,
    "idempotency_key_reused": 422,
}

_NOTHING_CHARGED = " Nothing was charged, and your things are back in your cart."
_SENTENCES = {
    "not_found": "There is nothing here.",
    "product_not_found": "We do not have this product, or not any more.",
    "product_moved": "This product has another address now.",
    "category_not_found": "We do not have this category.",
    "category_moved": "This category has another address now.",
    "page_out_of_range": "This list has no such page.",
    "facet_invalid": "This list cannot be narrowed by that.",
    "line_not_found": "This is not in your cart any more.",
    "order_not_found": "We do not know this order, or it is not yours.",
    "variant_unavailable": "This is not for sale at the moment.",
    "out_of_stock": "There are not that many left.",
    "alert_not_found": "You are not waiting for this any more.",
    "alert_not_needed": "It can be had right now.",
    "alerts_too_many": "You are waiting for {limit} things already, which is as many as we keep in mind.",
    "quantity_out_of_range": "Please choose a quantity from 1 to {limit}.",
    "cart_full": "Your cart holds {limit} different things at most.",
    "cart_empty": "Your cart is empty.",
    "cart_not_ready": "Something in your cart is no longer for sale. Please take it out first.",
    "checkout_incomplete": "A few details are missing before you can order.",
    "total_changed": "The total has changed since you saw it. Please check it once more.",
    "coupon_unknown": "We do not know this code. Please check how it is written.",
    "coupon_not_valid": "This code does not count yet, or not any more.",
    "coupon_used_up": "This code has been used as often as it may be.",
    "coupon_minimum": "This code is for carts of {minimum} or more.",
    "address_invalid": "Please check the address.",
    "market_unknown": "We have no such language or currency.",
    "shipping_unknown": "Please choose one of the ways of delivery.",
    "payment_unknown": "Please choose one of the ways to pay.",
    "payment_declined": "Your bank declined the card. It does not tell us why." + _NOTHING_CHARGED,
    "payment_declined.insufficient_funds": "There is not enough money on the card." + _NOTHING_CHARGED,
    "payment_declined.expired_card": "The card has expired." + _NOTHING_CHARGED,
    "payment_declined.incorrect_card": "The card's number or security code is not right." + _NOTHING_CHARGED,
    "payment_declined.authentication": "Your bank could not confirm that it was you." + _NOTHING_CHARGED,
    "payment_declined.try_again": "Your bank could not deal with the card just now." + _NOTHING_CHARGED,
    "payment_declined.abandoned": "The payment was called off, or not finished in time." + _NOTHING_CHARGED,
    "order_state_conflict": "This order is too far along for that.",
    "idempotency_key_required": "This needs an Idempotency-Key header.",
    "idempotency_key_invalid": "An Idempotency-Key is 1 to 200 visible ASCII characters.",
    "idempotency_key_in_flight": "The same request is being worked on at this moment.",
    "idempotency_key_reused": "This Idempotency-Key was used for another request.",
    "too_many_requests": "You are asking more often than we can answer. Please try again in {seconds} seconds.",
    "field_required": "Please fill this in.",
    "field_too_long": "This is too long.",
    "field_too_many": "These are more than we look at.",
    "field_unknown": "We do not know this one.",
    "field_invalid": "This does not look right.",
}

# What a form of a page has done, by what its address then says (`?done=`).
DONE = {
    "password_set": "Your new password is set. Sign in with it.",
    "sent_again": "Another code is on its way.",
    "email_changed": "This is your e-mail address now.",
    "two_step_on": "Two-step sign-in is on.",
    "two_step_off": "Two-step sign-in is off.",
    "passkey_added": "The passkey is added.",
    "passkey_renamed": "The passkey has its new name.",
    "passkey_removed": "The passkey is worth nothing here any more. Remove it from your device, too.",
    "disconnected": "The two are not connected any more.",
    "alert_asked": "We write to you as soon as it can be had.",
    "alert_cancelled": "You will not hear of that one.",
    "signed_out_there": "You are signed out there.",
    "signed_out_elsewhere": "You are signed in nowhere else now.",
}


def status_of(code: str) -> int:
    """A refusal nobody gave a status of its own is a bad request."""
    return _STATUS.get(code, 400)


def sentence(code: str, details: Mapping[str, Any]) -> str:
    """What a person reads; of some codes each `reason` has a sentence of its own."""
    said = _SENTENCES.get(f"{code}.{details.get('reason')}") or _SENTENCES.get(code, "This cannot be done.")
    return said.format_map({**details, **_amounts(details)})


def _amounts(details: Mapping[str, Any]) -> dict[str, str]:
    """The amounts of a refusal that names their currency."""
    currency = details.get("currency")
    amounts = {name: Money(amount, currency) for name, amount in details.items() if currency and name != "currency"}
    return {name: formatted(money) for name, money in amounts.items()}
