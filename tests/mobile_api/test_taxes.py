"""Taxes on the phone: ready to print."""

import pytest

from core.pricing.models import PriceList
from core.shipping.models import ShippingMethod
from tests.factories import Shop, a_tax_rate
from tests.personas import Phone


@pytest.fixture
def buyer(shop: Shop, guest: Phone) -> Phone:
    """Somebody with one record in the cart, in a shop of a country with taxes."""
    a_tax_rate()
    guest.add(shop.record.variant)
    return guest


def test_beside_prices_it_is_told_whether_taxes_are_in_them(buyer: Phone, shop: Shop) -> None:
    product, cart = buyer.screen(f"product/{shop.record.product_id}"), buyer.screen("cart")
    assert "price_tax" not in product, "what is usual costs no bytes"
    assert (cart["price_tax"], cart["lines"][0]["tax_included"]) == ("included", True)
    PriceList.objects.update(tax_included=False)
    product, cart = buyer.screen(f"product/{shop.record.product_id}"), buyer.screen("cart")
    assert (product["price_tax"], product["variants"][0]["tax_included"]) == ("added", False)
    assert (cart["price_tax"], cart["lines"][0]["tax_included"]) == ("added", False)


def test_quote_and_order_tell_what_the_total_includes(buyer: Phone) -> None:
    told = [{"name": "VAT (19%)", "tax": "€3.97", "included": True}]
    assert buyer.screen("checkout")["taxes"] == told
    buyer.give_address()
    order = buyer.screen("order/" + buyer.complete().json()["number"])
    assert (order["taxes"], order["total"]) == (told, "€24.89")


def test_what_comes_on_top_is_in_the_amount_to_agree_to(buyer: Phone) -> None:
    ShippingMethod.objects.update(tax_included=False)
    buyer.give_address()
    quote = buyer.screen("checkout")
    assert [(tax["tax"], tax["included"]) for tax in quote["taxes"]] == [("€0.93", False), ("€3.19", True)]
    assert (quote["total"], quote["amount"]) == ("€25.82", 2582)
    assert buyer.complete(total=2489).json()["code"] == "total_changed"
    assert buyer.complete(total=2582).status_code == 201


def test_where_taxes_depend_on_the_region_it_is_asked_for(buyer: Phone) -> None:
    a_tax_rate(7_250, country="US", region="CA", name="Sales tax")
    problem = buyer.give_address(country="US", region="Atlantis").json()
    assert (problem["code"], problem["errors"]) == ("address_invalid", {"region": ["Unknown."]})
    assert buyer.give_address(country="US", region="CA").json()["taxes"][0]["name"] == "Sales tax (7.25%)"
