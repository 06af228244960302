"""Taxes on the desktop: told where prices include them, added where they do not, and asked about where it matters."""

import csv

import pytest

from core.customers.models import CustomerGroup
from core.pricing.models import PriceList
from core.shipping.models import ShippingMethod
from tests.factories import Shop, a_price_list, a_record, a_tax_rate, scheduled
from tests.personas import WEB, Browser, make_customer


@pytest.fixture
def buyer(shop: Shop, browser: Browser) -> Browser:
    """Somebody with one record in the cart, in a shop of a country with taxes."""
    a_tax_rate()
    browser.add(shop.record.variant)
    return browser


@pytest.mark.parametrize(
    ("included", "told", "said"),
    [(True, "included", "Prices include tax."), (False, "added", "Prices do not include tax.")],
)
def test_beside_prices_it_is_said_whether_taxes_are_in_them(
    included: bool, told: str, said: str, shop: Shop, browser: Browser
) -> None:
    PriceList.objects.update(tax_included=included)
    browser.add(shop.record.variant)
    product, cart = browser.page(f"product/{shop.record.slug}/"), browser.page("cart/")["cart"]
    assert (product["price_tax"], cart["price_tax"]) == (told, told)
    assert {one["tax_included"] for one in (*product["variants"], *cart["lines"])} == {included}
    offers = product["json_ld"]["@graph"][0]["offers"]
    assert {offer["priceSpecification"]["valueAddedTaxIncluded"] for offer in offers} == {included}
    for path in (f"/p/{shop.record.slug}/", "/cart/"):
        page = browser.get(path).content.decode()
        assert (said in page, "plus tax" in page) == (True, not included)


def test_where_a_group_has_prices_of_both_kinds_each_is_told_apart(shop: Shop, browser: Browser) -> None:
    both = a_record(formats=("LP", "CD"), price=1000)
    scheduled(both.variants[1], 800, price_list=a_price_list(tax_included=False))
    user = make_customer()
    user.group = CustomerGroup.objects.get()
    user.save()
    browser.sign_in()
    for variant in both.variants:
        browser.add(variant)
    product, cart = browser.page(f"product/{both.slug}/"), browser.page("cart/")["cart"]
    assert [(one["price"]["amount"], one["tax_included"]) for one in product["variants"]] == [
        (1000, True),
        (800, False),
    ]
    assert (product["price_tax"], cart["price_tax"]) == ("mixed", "mixed")
    page = browser.get("/cart/").content.decode()
    assert "Prices include tax unless they say “plus tax”." in page
    assert page.count("each, plus tax") == 1


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
