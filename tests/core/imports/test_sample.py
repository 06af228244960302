"""Shopify's own sample file: all of it can be browsed and bought, on the web and on the phone."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from core.catalog.models import Product, Variant
from core.orders.models import Order, OrderLine
from tests.core.imports.files import SAMPLE
from tests.core.imports.merchant import Merchant, shop_state
from tests.factories import a_shipping_method
from tests.parity.conftest import a_guest_at
from tests.personas import Browser, Phone

pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason=f"Shopify's sample is not at {SAMPLE}: nothing was proved")

PRODUCTS = 20
VARIANTS = 21


@pytest.fixture
def sample(merchant: Merchant) -> Merchant:
    a_shipping_method()
    done = merchant.imports(SAMPLE)
    assert (done.code, done.report) == (0, [])
    assert f"Products: {PRODUCTS} new, 0 changed, 0 already so, 0 left out." in done.said
    return merchant


def test_run_twice_it_changes_nothing(sample: Merchant) -> None:
    before = shop_state()
    done = sample.imports(SAMPLE)
    assert (done.code, f"0 new, 0 changed, {PRODUCTS} already so, 0 left out" in done.said) == (0, True)
    assert shop_state() == before
    assert len(before["catalog.Variant"]) == VARIANTS


def browse(shopper: Browser | Phone) -> dict[str, list[int]]:
    """From the first page into every category: the ids of each product's variants, by its title."""
    if isinstance(shopper, Browser):
        paths = [shelf["path"] for shelf in shopper.page("home/")["shell"]["categories"]]
        return opened(shopper, [card for path in paths for card in shopper.page(f"category/{path}/")["cards"]])
    shelves = [shelf["id"] for shelf in shopper.screen("home")["categories"]]
    return opened(shopper, [card for shelf in shelves for card in shopper.screen(f"browse/{shelf}")["cards"]])


def search(shopper: Browser | Phone) -> dict[str, list[int]]:
    """By the names on the labels, as a shopper has them from somebody: two letters of one word turned round."""
    found = list[Any]()
    for title in Product.objects.values_list("title", flat=True):
        slip = title[:-3] + title[-2] + title[-3] + title[-1]
        query = f"?q={quote(slip)}"
        answer = shopper.page(f"search/{query}") if isinstance(shopper, Browser) else shopper.screen(f"search{query}")
        found += [card for card in answer["cards"] if card["title"] == title]
    return opened(shopper, found)


def opened(shopper: Browser | Phone, cards: list[Any]) -> dict[str, list[int]]:
    if isinstance(shopper, Browser):
        pages = [shopper.page(f"product/{card['slug']}/") for card in cards]
        return {page["product"]["title"]: [variant["id"] for variant in page["variants"]] for page in pages}
    screens = [shopper.screen(f"product/{card['id']}") for card in cards]
    return {screen["title"]: [variant["id"] for variant in screen["variants"]] for screen in screens}


WAYS = [browse, search]  # each leads a shopper to all that is for sale


@pytest.mark.parametrize("find", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("backend", ["web", "mobile"])
def test_all_of_it_is_found(sample: Merchant, backend: str, find: Callable[[Browser | Phone], dict[str, Any]]) -> None:
    found = find(a_guest_at(backend))
    assert set(found) == set(Product.objects.values_list("title", flat=True))
    assert {id_ for ids in found.values() for id_ in ids} == set(Variant.objects.values_list("id", flat=True))


@pytest.mark.parametrize("backend", ["web", "mobile"])
def test_all_of_it_is_bought(sample: Merchant, backend: str) -> None:
    """Also what the file has none of, for it counts hardly anything."""
    shopper = a_guest_at(backend)
    for ids in browse(shopper).values():
        for variant in ids:
            shopper.buy(variant)
    assert set(OrderLine.objects.values_list("variant_id", flat=True)) == set(
        Variant.objects.values_list("id", flat=True)
    )
    assert Order.objects.count() == VARIANTS


def test_what_the_file_says_of_one_of_them(sample: Merchant) -> None:
    gloves = Browser().page("product/gardening-gloves/")
    assert gloves["product"]["option_names"] == ["Color"]
    shown = [(v["title"], v["price"]["amount"], v["compare_at"], v["sku"]) for v in gloves["variants"]]
    assert shown == [
        ("Green", 999, None, "gardening-gloves/Green"),
        ("Yellow", 1599, None, "gardening-gloves/Yellow"),
    ]
    lamp = Browser().page("product/floor-lamp/")
    assert (lamp["product"]["brand"], lamp["product"]["option_names"]) == ("Company 123", [])
    assert [(v["price"]["amount"], v["compare_at"]["amount"]) for v in lamp["variants"]] == [(6999, 8500)]
    assert [crumb["path"] for crumb in lamp["breadcrumbs"]] == ["indoor"]
