"""In which language and currency the phone is answered: `Accept-Language` and `X-Currency`, else as the shop has it."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from core.catalog.models import Product
from core.catalog.services import refresh_listings
from core.orders.models import OrderLine
from core.pricing.services import set_price
from tests.factories import Shop
from tests.personas import PHONE, Phone

GERMAN = {"Accept-Language": "de-CH, en;q=0.1"}


@pytest.fixture
def shop(shop: Shop, settings: Settings) -> Shop:
    settings.SHOP_CURRENCIES = ("EUR", "USD")
    for variant in shop.record.variants:
        set_price(variant_id=variant, currency="USD", amount=2150, starts_at=timezone.now())
    Product.objects.filter(id=shop.record.product_id).update(translations={"de": {"title": "Die Platte"}})
    refresh_listings(product_ids=[shop.record.product_id])
    return shop


def product(guest: Phone, shop: Shop, **headers: str) -> Any:
    return guest.get(f"{PHONE}screens/product/{shop.record.product_id}", **headers)


def test_the_config_offers_what_the_shop_has(shop: Shop, guest: Phone) -> None:
    config = guest.get(f"{PHONE}config", bearer="", **GERMAN).json()
    assert config == {
        "locale": "de",
        "currency": "EUR",
        "locales": [{"code": "en", "name": "English"}, {"code": "de", "name": "Deutsch"}],
        "currencies": [{"code": "EUR", "name": "Euro"}, {"code": "USD", "name": "US-Dollar"}],
    }


def test_it_is_answered_in_the_language_asked_for(shop: Shop, guest: Phone) -> None:
    german, plain = product(guest, shop, **GERMAN), product(guest, shop)
    assert (german["Content-Language"], plain["Content-Language"]) == ("de", "en")
    assert (german.json()["title"], german.json()["variants"][0]["price"]) == ("Die Platte", "19,99\xa0€")
    assert plain.json()["variants"][0]["price"] == "€19.99"
    assert "Accept-Language" in german["Vary"]
    assert german["ETag"] != plain["ETag"]


def test_it_is_answered_in_the_currency_asked_for(shop: Shop, guest: Phone) -> None:
    assert product(guest, shop, **{"X-Currency": "USD"}).json()["variants"][0]["price"] == "$21.50"
    refused = product(guest, shop, **{"X-Currency": "XXX"})
    assert (refused.status_code, refused.json()["code"]) == (400, "currency_unknown")


def test_an_order_is_written_in_the_language_it_was_placed_in(shop: Shop, guest: Phone) -> None:
    guest.add(shop.record.variant)
    guest.give_address()
    amount = guest.screen("checkout")["amount"]
    headers = {"Idempotency-Key": "k", **GERMAN}
    guest.send("POST", f"{PHONE}actions/checkout/complete", {"expected_total": amount}, **headers)
    assert OrderLine.objects.get().title == "Die Platte"
