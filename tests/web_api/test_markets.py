"""In which language and currency the web is read: as chosen, else as the browser wants it, else as the shop has it."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from core.catalog.models import Category, Product
from core.catalog.services import refresh_listings
from core.orders.models import OrderLine
from core.pricing.services import set_price
from tests.factories import Shop
from tests.personas import WEB, Browser

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


@pytest.fixture
def shop(shop: Shop, settings: Settings) -> Shop:
    """It sells in two currencies, and has German words for a record and its shelf."""
    settings.SHOP_CURRENCIES = ("EUR", "USD")
    for variant in shop.record.variants:
        set_price(variant_id=variant, currency="USD", amount=2150, starts_at=timezone.now())
    record = Product.objects.filter(id=shop.record.product_id)
    record.update(translations={"de": {"title": "Die Platte", "description": "<p>Laut.</p>"}})
    Category.objects.filter(id=shop.jazz).update(translations={"de": {"name": "Jazz auf Deutsch"}})
    refresh_listings(product_ids=[shop.record.product_id])
    return shop


def product_page(browser: Browser, shop: Shop, **headers: str) -> Any:
    return browser.get(f"/p/{shop.record.slug}/", **headers)


def document(browser: Browser, shop: Shop, **headers: str) -> Any:
    return browser.get(f"{WEB}pages/product/{shop.record.slug}/", **headers).json()


def test_the_browser_is_asked_first(shop: Shop, browser: Browser) -> None:
    plain, german = product_page(browser, shop), product_page(browser, shop, **GERMAN)
    assert '<html lang="en">' in plain.content.decode()
    assert plain["Content-Language"] == "en"
    body = german.content.decode()
    assert '<html lang="de">' in body
    assert german["Content-Language"] == "de"
    assert "Die Platte" in body
    assert "19,99\xa0€" in body
    assert "Jazz auf Deutsch" in body
    assert all("Accept-Language" in answer["Vary"] for answer in (plain, german))


def test_a_language_the_shop_does_not_speak_is_answered_in_its_own(shop: Shop, browser: Browser) -> None:
    answer = product_page(browser, shop, **{"Accept-Language": "tlh, *;q=0.1"})
    assert answer["Content-Language"] == "en"


def test_a_choice_outdoes_the_browser_and_caches_know(shop: Shop, browser: Browser) -> None:
    browser.submit("/", do="market", locale="en", currency="USD")
    answer = product_page(browser, shop, **GERMAN)
    assert answer["Content-Language"] == "en"
    assert "$21.50" in answer.content.decode()
    assert "Cookie" in answer["Vary"]
    assert "Accept-Language" not in answer["Vary"]


def test_a_shop_of_one_language_says_so_to_caches(shop: Shop, browser: Browser, settings: Settings) -> None:
    settings.SHOP_LOCALES = ("en",)
    assert "Accept-Language" not in product_page(browser, shop, **GERMAN)["Vary"]


@pytest.mark.parametrize("path", ["/", "/search/?q=record&sort=price", "/account/", "/account/reset/", "/cart/"])
def test_the_form_leads_back_to_where_it_was_sent_from(path: str, shop: Shop, browser: Browser) -> None:
    answer = browser.submit(path, do="market", locale="de", currency="EUR")
    assert (answer.status_code, answer["Location"]) == (303, path)
    assert (browser.client.cookies["locale"].value, browser.client.cookies["currency"].value) == ("de", "EUR")
    assert "no-store" in answer["Cache-Control"]
    assert browser.cookie("web_session") == "", "nobody becomes known by it"


def test_the_cookies_are_the_shops_alone_and_secure_where_it_is(shop: Shop) -> None:
    browser = Browser(https=True)
    browser.send("PUT", f"{WEB}market/", {"locale": "de"})
    morsel = browser.client.cookies["locale"]
    assert (morsel["httponly"], morsel["samesite"], morsel["secure"], morsel["path"]) == (True, "Lax", True, "/")
    assert int(morsel["max-age"]) == 365 * 24 * 3600


@pytest.mark.parametrize("choice", [{"locale": "tlh"}, {"currency": "XXX"}, {"currency": "usd"}])
def test_what_the_shop_has_not_is_refused(choice: dict[str, str], shop: Shop, browser: Browser) -> None:
    by_form = browser.submit("/", do="market", **choice)
    by_script = browser.send("PUT", f"{WEB}market/", choice)
    assert (by_form.status_code, by_script.status_code) == (400, 400)
    assert by_script.json()["code"] == "market_unknown"
    assert not {"locale", "currency"} & set(browser.client.cookies)


def test_another_site_cannot_choose(shop: Shop, browser: Browser) -> None:
    answer = browser.client.post("/", {"do": "market", "locale": "de"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_program_chooses_one_thing_and_keeps_the_other(shop: Shop, browser: Browser) -> None:
    browser.send("PUT", f"{WEB}market/", {"currency": "USD"})
    answer = browser.send("PUT", f"{WEB}market/", {"locale": "de"})
    market = answer.json()
    assert (market["locale"], market["currency"]) == ("de", "USD")
    assert market["locales"] == [{"code": "en", "name": "English"}, {"code": "de", "name": "Deutsch"}]
    assert market["currencies"] == [{"code": "EUR", "name": "Euro"}, {"code": "USD", "name": "US-Dollar"}]
    assert document(browser, shop)["shell"]["market"] == market


def test_a_tampered_cookie_is_none(shop: Shop, browser: Browser) -> None:
    answer = product_page(browser, shop, Cookie="locale=tlh; currency=XXX")
    assert answer["Content-Language"] == "en"
    assert "€19.99" in answer.content.decode()


def test_dates_numbers_and_ranges_are_written_as_its_readers_do(shop: Shop, browser: Browser) -> None:
    facets = browser.get(f"{WEB}pages/category/jazz/", **GERMAN).json()["facets"]
    [prices] = [facet for facet in facets if facet["code"] == "price"]
    assert prices["values"][0]["name"] == "15\xa0€ to 20\xa0€"
    assert prices["values"][0]["value"] == "15-20", "in addresses as ever"


def test_an_order_is_written_in_the_language_it_was_placed_in(shop: Shop, browser: Browser) -> None:
    browser.send("PUT", f"{WEB}market/", {"locale": "de"})
    browser.buy(shop.record.variant)
    assert OrderLine.objects.get().title == "Die Platte"


def test_the_switch_is_there_where_there_is_something_to_choose(
    shop: Shop, browser: Browser, settings: Settings
) -> None:
    assert 'name="locale"' in browser.get("/").content.decode()
    settings.SHOP_LOCALES, settings.SHOP_CURRENCIES = ("en",), ("EUR",)
    assert 'value="market"' not in browser.get("/").content.decode()
