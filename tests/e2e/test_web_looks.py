"""The storefront's pages at every width and in both schemes: nothing broken, nothing in anybody's way."""

import pytest
from playwright.sync_api import expect

from project.demo.records import RECORDS
from tests.e2e.conftest import Open
from tests.e2e.visit import LOOKS, Visit

pytestmark = pytest.mark.e2e

SOLD_OUT = next(record.slug for record in RECORDS if record.sold_out)
COMING = next(record.slug for record in RECORDS if record.coming)
CHOICE = next(
    record.slug for record in RECORDS if len(record.offers) > 2 and all(offer.stock > 3 for offer in record.offers)
)
ON_OFFER = next(record.slug for record in RECORDS if not record.sold_out and any(offer.was for offer in record.offers))
PAGES = {
    "home": "/",
    "category": "/c/jazz/?f.format=LP&f.price=10-30&sort=price",
    "search": "/search/?q=nigth",
    "search-nothing": "/search/?q=qqqqqq",
    "product": f"/p/{CHOICE}/",
    "product-sold-out": f"/p/{SOLD_OUT}/",
    "product-coming": f"/p/{COMING}/",
    "product-on-offer": f"/p/{ON_OFFER}/",
    "cart-empty": "/cart/",
    "orders-none": "/orders/",
    "account": "/account/",
}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_is_in_order(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"web-{width}-{scheme}", width=width, script=True, scheme=scheme)
    for name, path in PAGES.items():
        shopper.go(path)
        shopper.look(name)
    put_something_into_the_cart(shopper)
    shopper.look("cart-full")
    shopper.go("/checkout/")
    shopper.look("checkout")
    with shopper.refused(404):
        shopper.go("/p/no-such-record/")
    shopper.look("not-there")


def put_something_into_the_cart(shopper: Visit) -> None:
    shopper.go(f"/p/{CHOICE}/")
    shopper.follow(shopper.page.get_by_role("button", name="Add to cart"))
    shopper.page.wait_for_load_state("networkidle")
    shopper.go("/cart/")
    expect(shopper.page.get_by_role("main")).to_contain_text("€")
