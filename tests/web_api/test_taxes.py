"""Taxes on the desktop: told where prices include them, added where they do not, and asked about where it matters."""

import csv

import pytest

from core.shipping.models import ShippingMethod
from tests.factories import Shop, a_tax_rate
from tests.personas import WEB, Browser


@pytest.fixture
def buyer(shop: Shop, browser: Browser) -> Browser:
    """Somebody with one record in the cart, in a shop of a country with taxes."""
    a_tax_rate()
    browser.add(shop.record.variant)
    return browser


def test_a_quote_tells_what_the_total_includes(buyer: Browser) -> None:
    quote = buyer.page("checkout/")["quote"]
    assert quote["taxes"] == [
        {
            "name": "VAT",
            "rate": "19%",
            "base": {"amount": 2092, "currency": "EUR", "formatted": "€20.92"},
            "tax": {"amount": 397, "currency": "EUR", "formatted": "€3.97"},
            "included": True,
        }
    ]
    assert (quote["tax"]["amount"], quote["tax_added"]["amount"], quote["total"]["amount"]) == (397, 0, 2489)


def test_the_order_goes_on_telling_it(buyer: Browser) -> None:
    buyer.give_address()
    quote = buyer.page("checkout/")["quote"]
    order = buyer.page(f"order/{buyer.complete().json()['number']}/")["order"]
    told = ("taxes", "tax", "tax_added", "total")
    assert [order[name] for name in told] == [quote[name] for name in told]


def test_its_pages_say_in_words_what_is_included(buyer: Browser) -> None:
    assert "includes VAT (19%)" in buyer.get("/checkout/").content.decode()
    buyer.give_address()
    page = buyer.get(f"/orders/{buyer.complete().json()['number']}/").content.decode()
    assert "includes VAT (19%)" in page
    assert "€3.97" in page


def test_what_comes_on_top_is_a_line_of_its_own_before_the_total(buyer: Browser) -> None:
    ShippingMethod.objects.update(tax_included=False)
    buyer.give_address()
    page = buyer.get("/checkout/").content.decode()
    on_top, total, within = (page.index(said) for said in ("<dt>VAT (19%)", "<dt>Total", "<dt>includes VAT (19%)"))
    assert on_top < total < within
    assert buyer.complete(total=2489).json()["code"] == "total_changed", "without what comes on top"
    assert buyer.complete(total=2489 + 93).status_code == 201


def test_where_taxes_depend_on_the_region_it_is_asked_for_at_its_field(buyer: Browser) -> None:
    a_tax_rate(7_250, country="US", region="CA", name="Sales tax")
    problem = buyer.give_address(country="US", region="").json()
    assert (problem["code"], problem["errors"]) == ("address_invalid", {"region": ["Please fill this in."]})
    assert buyer.give_address(country="US", region="california").json()["taxes"][0]["name"] == "Sales tax"


def test_a_shopper_finds_it_in_the_spreadsheet(buyer: Browser) -> None:
    buyer.give_address()
    buyer.complete()
    text = buyer.get(WEB + "orders.csv").getvalue().decode("utf-8-sig")
    assert [row["Tax"] for row in csv.DictReader(text.splitlines())] == ["3.19"]
