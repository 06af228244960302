"""What the desktop's pages say, in JSON and in HTML alike."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.catalog.models import Collection, CollectionItem
from core.catalog.services import refresh_listings
from core.catalog.types import CollectionKind
from core.pricing.services import set_price
from tests.factories import Shop, a_record
from tests.personas import WEB, Browser


def test_home_shows_what_is_new_and_what_this_browser_looked_at(shop: Shop, browser: Browser) -> None:
    page = browser.page(f"home/?viewed={shop.record.product_id}&viewed=999999")
    [new] = page["collections"]
    assert (new["name"], new["cards"][0]["title"]) == ("New arrivals", shop.record.title)
    assert [card["id"] for card in page["viewed"]] == [shop.record.product_id]
    assert page["shell"]["categories"] == [{"id": shop.jazz, "name": "Jazz", "path": "jazz", "url": "/c/jazz/"}]


def test_home_shows_the_shops_collections_each_with_the_list_of_all_that_is_in_it(shop: Shop, browser: Browser) -> None:
    for place, kind in enumerate([CollectionKind.PRICE_BELOW, CollectionKind.PICKED, CollectionKind.ON_OFFER]):
        Collection.objects.create(slug=kind, name=kind.title(), kind=kind, price_limit=2050, position=place)
    CollectionItem.objects.create(
        collection_id=Collection.objects.get(slug="picked").pk, product_id=shop.record.product_id
    )
    below, picked = browser.page("home/")["collections"]
    assert (below["url"], len(below["cards"])) == ("/search/?f.collection=price_below&sort=popular", 4)
    assert (picked["url"], len(picked["cards"])) == ("/search/?f.collection=picked&sort=popular", 1)
    html = browser.get("/").content.decode()
    assert 'href="/search/?f.collection=price_below&amp;sort=popular"' in html
    refresh_listings(product_ids=[shop.record.product_id])
    assert browser.page(picked["url"].removeprefix("/"))["cards"] == picked["cards"]


def test_an_empty_shop_has_a_front_page(browser: Browser) -> None:
    assert browser.page("home/")["collections"] == []
    assert "still empty" in browser.get("/").content.decode()


def test_a_card_says_whether_it_can_be_bought(shop: Shop, browser: Browser) -> None:
    a_record(title="Gone", stock=0)
    a_record(title="Ahead", release_at=timezone.now() + timedelta(days=9))
    a_record(title="Out", release_at=timezone.now() - timedelta(days=9))
    states = {card["title"]: card["state"] for card in browser.page("search/")["cards"]}
    assert {title: states[title] for title in ("Gone", "Ahead", "Out")} == {
        "Gone": "sold_out",
        "Ahead": "coming_soon",
        "Out": "in_stock",
    }


def test_a_category_shows_what_is_below_it(shop: Shop, browser: Browser) -> None:
    page = browser.page("category/jazz/")
    assert page["pagination"] == {"page": 1, "pages": 1, "total": 4, "more": False}
    assert [child["path"] for child in page["category"]["children"]] == ["jazz/bebop"]
    below = browser.page("category/jazz/bebop/")
    assert [ancestor["path"] for ancestor in below["category"]["ancestors"]] == ["jazz"]
    assert below["cards"] == page["cards"]


def test_a_category_is_sorted_as_asked(shop: Shop, browser: Browser) -> None:
    a_record(price=5, categories=(shop.jazz,))
    prices = [card["price"]["amount"] for card in browser.page("category/jazz/?sort=price")["cards"]]
    assert prices == [5, 1999, 1999, 1999, 1999]
    assert browser.page("category/jazz/?sort=-price")["cards"][-1]["price"]["amount"] == 5


def test_a_category_has_numbered_pages(shop: Shop, browser: Browser) -> None:
    for _ in range(22):
        a_record(categories=(shop.jazz,))
    first, second = (browser.page(f"category/jazz/?page={number}") for number in (1, 2))
    assert (len(first["cards"]), len(second["cards"])) == (24, 2)
    ids = [card["id"] for page in (first, second) for card in page["cards"]]
    assert len(set(ids)) == 26


def test_a_product_shows_each_variant_with_its_price_and_stock(shop: Shop, browser: Browser) -> None:
    set_price(variant_id=shop.record.variants[1], currency="EUR", amount=999, compare_at=1499)
    page = browser.page(f"product/{shop.record.slug}/")
    assert page["product"]["option_names"] == ["Format"]
    lp, cd = page["variants"]
    assert (lp["option_values"], lp["price"]["formatted"], lp["compare_at"]) == (["LP"], "€19.99", None)
    assert (cd["price"]["amount"], cd["compare_at"]["amount"], cd["available"]) == (999, 1499, 10)
    assert [crumb["path"] for crumb in page["breadcrumbs"]] == ["jazz", "jazz/bebop"]


def test_an_order_keeps_what_things_were_called_and_cost(shop: Shop, browser: Browser) -> None:
    number = browser.buy(shop.record.variant, 2)
    set_price(variant_id=shop.record.variant, currency="EUR", amount=1)
    order = browser.page(f"order/{number}/")["order"]
    assert (order["subtotal"]["amount"], order["shipping"]["amount"], order["total"]["amount"]) == (3998, 490, 4488)
    assert browser.page("orders/")["orders"][0]["number"] == number


def test_the_page_in_html_says_what_the_page_in_json_says(shop: Shop, regular: tuple[Browser, str]) -> None:
    browser, number = regular
    html = browser.get(f"/orders/{number}/").content.decode()
    order = browser.page(f"order/{number}/")["order"]
    assert all(
        text in html for text in (number, order["total"]["formatted"], order["lines"][0]["title"], "Ada Lovelace")
    )


@pytest.mark.parametrize("path", ["/", "/c/jazz/", "/cart/", "/checkout/", "/orders/", "/account/"])
def test_a_person_may_arrive_with_parameters_of_others(path: str, shop: Shop, browser: Browser) -> None:
    assert browser.get(path + "?utm_source=letter").status_code == 200


@pytest.mark.parametrize("accepted", ["text/html", "image/png", "*/*"])
def test_a_page_is_html_whatever_is_accepted(accepted: str, shop: Shop, browser: Browser) -> None:
    response = browser.get("/", Accept=accepted)
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", ["/", "/c/jazz/", "/orders/"])
def test_what_is_private_is_never_stored(path: str, shop: Shop, regular: tuple[Browser, str]) -> None:
    browser, _ = regular
    response = browser.get(path)
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" in response["Vary"]


def test_a_missing_page_is_a_page(shop: Shop, browser: Browser) -> None:
    for path in ("/p/no-such-record/", "/c/nowhere/", "/orders/NOSUCHONE/", "/nothing/at/all/"):
        response = browser.get(path)
        assert response.status_code == 404, path
        assert response["Content-Type"].startswith("text/html")
        assert "<h1" in response.content.decode()


def test_the_contract_and_its_page_need_nobody_else(browser: Browser) -> None:
    assert browser.get("/api/web/openapi.json").json()["info"]["title"] == "Bespoke for the desktop web"
    page = browser.get("/api/web/docs/").content.decode()
    assert "swagger" in page
    assert "https://" not in page.replace("https://www.w3.org", "")


def test_json_answers_at_its_own_address_alone(shop: Shop, browser: Browser) -> None:
    assert browser.get("/api/web/v1/pages/home").status_code == 404
    assert browser.get(WEB + "pages/home/")["Content-Type"] == "application/json"
