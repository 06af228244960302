"""The phone app: one page, whose screens all come from the phone's own API."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.visit import Visit

pytestmark = pytest.mark.e2e

ADDRESS = {"Full name": "Ada Lovelace", "Street": "12 St James's Square", "Postcode": "10115", "City": "Berlin"}

# What is smaller than 44 CSS pixels either way. A box or a radio is as large as its label; links within a sentence may
# be as small as its words (WCAG 2.5.5).
TOO_SMALL = """() => {
  const targets = [...document.querySelectorAll("a[href], button, select, input, [tabindex='0']")];
  const seen = targets.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen"));
  const apart = seen.filter((one) => getComputedStyle(one).display !== "inline" && !one.matches(".skip"));
  const boxes = apart.map((one) => one.closest("label") ?? one);
  return boxes.filter((box) => {
    const { width, height } = box.getBoundingClientRect();
    return Math.min(width, height) < 43.9; // what is 44 may be laid out on fractions
  }).map((box) => box.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize(("width", "scheme", "genre"), [(360, "dark", 4), (768, "light", 6), (1280, "dark", 5)])
def test_somebody_buys_in_the_app(visit: Open, width: int, scheme: str, genre: int) -> None:
    shopper = visit(f"phone-{width}-{scheme}", width=width, script=True, scheme=scheme)
    find_nothing_of_ones_own_yet(shopper)
    put_into_the_cart(shopper, genre)
    take_one_more(shopper)
    check_out(shopper)
    find_it_among_the_orders(shopper)


def find_nothing_of_ones_own_yet(shopper: Visit) -> None:
    shopper.go("/m/#/cart")
    arrive(shopper, "cart-empty")
    tab(shopper.page, "Orders")
    arrive(shopper, "orders-empty")
    tab(shopper.page, "Account")
    arrive(shopper, "account")


def put_into_the_cart(shopper: Visit, genre: int) -> None:
    page = shopper.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Home").click()
    categories = page.get_by_role("navigation", name="Categories").get_by_role("link")
    categories.nth(genre).click()
    expect(page).to_have_url(re.compile("#/browse/"))
    settle(shopper)
    cards = page.get_by_role("main").get_by_role("listitem").filter(has_text="from", has_not_text="Sold out")
    cards.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#/product/"))
    settle(shopper)
    page.locator("label").filter(has_not_text=re.compile("sold out", re.I)).last.click()
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_text("Added to your cart")).to_be_visible()
    arrive(shopper, "added")
    tab(page, "Cart")
    arrive(shopper, "cart")


def take_one_more(shopper: Visit) -> None:
    stepper = shopper.page.get_by_role("group", name=re.compile("^quantity", re.I))
    stepper.get_by_role("button", name=re.compile("more", re.I)).click()
    expect(stepper).to_contain_text("2")


def check_out(shopper: Visit) -> None:
    page = shopper.page
    page.get_by_role("link", name=re.compile("checkout", re.I)).click()
    page.get_by_label("E-mail").fill("ada@example.org")
    arrive(shopper, "checkout-empty")
    for label, text in ADDRESS.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("DE")
    page.get_by_role("button", name=re.compile("address", re.I)).click()
    place = page.get_by_role("button", name=re.compile("place order", re.I))
    expect(place).to_be_enabled()
    arrive(shopper, "checkout-filled-in")
    place.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("thank you", re.I))
    expect(page).to_have_url(re.compile("#/order/"))
    arrive(shopper, "order")


def find_it_among_the_orders(shopper: Visit) -> None:
    page = shopper.page
    number = page.url.rpartition("/")[2].removesuffix("?placed")
    tab(page, "Orders")
    arrive(shopper, "orders")
    page.get_by_role("main").get_by_role("link", name=re.compile(number)).click()
    expect(page).to_have_url(re.compile(f"#/order/{number}"))
    arrive(shopper, "order-again")


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile(f"^{name}")).click()
    expect(page).to_have_url(re.compile(f"#/{name.lower()}$"))


def settle(shopper: Visit) -> None:
    shopper.page.evaluate("() => new Promise((done) => setTimeout(done))")  # the address changes before the app is told
    expect(shopper.page.get_by_role("main")).to_have_attribute("aria-busy", "false")


def arrive(shopper: Visit, name: str) -> None:
    """Look, once the screen is there, and see that a thumb can hit whatever is to be hit."""
    settle(shopper)
    shopper.look(name)
    assert shopper.page.evaluate(TOO_SMALL) == []
