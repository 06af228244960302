"""The storefront, with script off: every step is a link or a form."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open
from tests.e2e.visit import Visit
from tests.processes.server import Shop
from tests.processes.shoppers import PASSWORD, code_in

pytestmark = pytest.mark.e2e

ADDRESS = {"Full name": "Ada Lovelace", "Street": "12 St James's Square", "Postcode": "10115", "City": "Berlin"}


@pytest.mark.parametrize(("width", "genre"), [(360, 0), (1280, 1)])
def test_somebody_buys_at_the_storefront(visit: Open, width: int, genre: int) -> None:
    shopper = visit(f"web-{width}", width=width, script=False)
    page = shopper.page
    put_into_the_cart(shopper, genre)
    change_the_quantity(shopper)

    shopper.follow(page.get_by_role("link", name=re.compile("checkout", re.I)))
    shopper.look("checkout-empty")
    fill_in_the_address(shopper)
    shopper.look("checkout-filled-in")
    place_the_order(shopper)
    find_it_among_the_orders(shopper)


@pytest.mark.parametrize(("width", "genre"), [(360, 2), (1280, 3)])
def test_somebody_signs_up_and_keeps_the_cart_also_on_the_phone(
    visit: Open, shop: Shop, width: int, genre: int
) -> None:
    shopper = visit(f"account-{width}", width=width, script=False)
    email = f"ada-{width}@example.org"
    title = put_into_the_cart(shopper, genre)
    sign_up(shopper, email)
    confirm(shopper, shop, email)

    shopper.go("/cart/")
    expect(shopper.page.get_by_role("main")).to_contain_text(title)
    shopper.look("cart-kept")

    phone = visit(f"account-{width}-phone", width=360, script=True)
    sign_in_on_the_phone(phone, email)
    expect(phone.page.get_by_role("main")).to_contain_text(title)
    phone.look("same-cart")


def test_a_list_is_narrowed_by_a_form(visit: Open) -> None:
    shopper = visit("web-filters", width=1280, script=False)
    page = shopper.page
    shopper.go("/c/jazz/")
    page.get_by_role("checkbox", name=re.compile("^In stock")).check()
    page.get_by_label("Sort by").select_option("title")
    shopper.follow(page.get_by_role("button", name="Show products"))
    expect(page).to_have_url(re.compile(r"/c/jazz/\?(?=.*f\.availability=in_stock)(?=.*sort=title)"))
    shopper.look("narrowed")
    shopper.follow(page.get_by_role("link", name=re.compile("^Remove Availability")))
    expect(page).to_have_url(re.compile(r"/c/jazz/\?sort=title$"))


def test_what_is_not_there_says_so(visit: Open) -> None:
    shopper = visit("web-missing", width=360, script=False)
    with shopper.refused(404):
        shopper.go("/p/no-such-record/")
    expect(shopper.page.get_by_role("heading", level=1)).to_be_visible()
    shopper.look("missing")


def put_into_the_cart(shopper: Visit, genre: int) -> str:
    """Home, a category, a product there is enough of, one of its versions; returns its title."""
    page = shopper.page
    shopper.go("/")
    shopper.look("home")
    categories = page.get_by_role("navigation", name="Categories", exact=True)
    shopper.follow(categories.get_by_role("link").nth(genre))
    shopper.look("category")
    cards = page.get_by_role("article").filter(has_text="from", has_not_text="Sold out")
    shopper.follow(cards.get_by_role("heading").get_by_role("link").first)
    shopper.look("product")
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("radio", name=re.compile("In stock")).last.check()
    shopper.follow(page.get_by_role("button", name=re.compile("add to cart", re.I)))
    expect(page).to_have_url(re.compile(r"/cart/$"))
    expect(page.get_by_role("main")).to_contain_text(title)
    shopper.look("cart")
    return title


def change_the_quantity(shopper: Visit) -> None:
    quantity = shopper.page.get_by_label(re.compile("^quantity", re.I))
    quantity.fill("2")
    shopper.follow(shopper.page.get_by_role("button", name=re.compile("update", re.I)))
    expect(quantity).to_have_value("2")
    shopper.look("cart-of-two")


def fill_in_the_address(shopper: Visit) -> None:
    page = shopper.page
    page.get_by_label("E-mail").fill("ada@example.org")
    for label, text in ADDRESS.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("DE")
    shopper.follow(page.get_by_role("button", name=re.compile("save|continue", re.I)))


def place_the_order(shopper: Visit) -> None:
    shopper.follow(shopper.page.get_by_role("button", name=re.compile("place order", re.I)))
    expect(shopper.page).to_have_url(re.compile(r"/orders/[0-9A-Z]+/$"))
    expect(shopper.page.get_by_role("heading", level=1)).to_contain_text(re.compile("thank you", re.I))
    shopper.look("order")


def find_it_among_the_orders(shopper: Visit) -> None:
    page = shopper.page
    number = page.url.rstrip("/").rpartition("/")[2]
    shopper.follow(page.get_by_role("navigation").get_by_role("link", name="Orders").first)
    expect(page).to_have_url(re.compile(r"/orders/$"))
    shopper.look("orders")
    shopper.follow(page.get_by_role("main").get_by_role("link", name=re.compile(number)))
    shopper.look("order-again")
    shopper.go("/cart/")
    shopper.look("cart-empty")


def sign_up(shopper: Visit, email: str) -> None:
    """A password anybody would guess is refused, and the e-mail address is still there to go on with."""
    shopper.go("/account/")
    shopper.look("account")
    form = shopper.page.get_by_role("region", name=re.compile("new here", re.I))
    form.get_by_label("E-mail").fill(email)
    form.get_by_label("Password").fill("12345678")
    with shopper.refused(422):
        shopper.follow(form.get_by_role("button"))
    shopper.look("account-refused")
    expect(form.get_by_label("E-mail")).to_have_value(email)
    form.get_by_label("Password").fill(PASSWORD)
    shopper.follow(form.get_by_role("button"))


def confirm(shopper: Visit, shop: Shop, email: str) -> None:
    """With the code that was sent to the address."""
    code = shopper.page.get_by_role("textbox", name="Code")
    shopper.look("account-code")
    code.fill(code_in(shop.mails_to(email)[-1]))
    shopper.follow(shopper.page.get_by_role("button", name=re.compile("confirm", re.I)))
    expect(shopper.page.get_by_role("main")).to_contain_text(email)
    shopper.look("account-signed-in")


def sign_in_on_the_phone(phone: Visit, email: str) -> None:
    page = phone.page
    phone.go("/m/#/account")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("main")).to_contain_text(email)
    phone.look("signed-in")
    page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("^Cart")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cart")
