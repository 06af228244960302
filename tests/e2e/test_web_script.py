"""What script adds to the storefront: nothing is lost on the way, neither the focus nor the way back."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import Open
from tests.e2e.visit import Visit
from tests.processes.server import Shop

pytestmark = pytest.mark.e2e

# Short and long sleeves in two colours; the long clay one does not exist, the short ink one is sold out.
SHIRT = """
from django.utils import timezone
from core.catalog.selectors import variants_of
from core.catalog.services import create_product
from core.catalog.types import ProductDraft, VariantDraft
from core.inventory.services import receive
from core.pricing.services import set_price

now = timezone.now()
values = [("Ink", "Short"), ("Ink", "Long"), ("Clay", "Short")]
draft = ProductDraft(
    slug="shirt", title="Shirt", option_names=("Colour", "Sleeve"),
    variants=tuple(VariantDraft("-".join(pair).upper(), pair) for pair in values),
)
ids = [variant.id for variant in variants_of(create_product(draft=draft, now=now))]
for id, price, before, stock in zip(ids, (2900, 3400, 2500), (None, None, 3000), (0, 9, 2)):
    set_price(variant_id=id, currency="EUR", amount=price, compare_at=before)
    if stock:
        receive(variant_id=id, quantity=stock, now=now)
"""
ONE_LEFT = """
from django.utils import timezone
from core.catalog.models import Variant
from core.inventory.services import set_levels
from core.inventory.types import StockLevel

set_levels(levels=[StockLevel(Variant.objects.get(sku="INK-LONG").pk, 1)], reference="", now=timezone.now())
"""

A_PICTURE_MADE = """
from core.catalog.models import ProductImage
from core.catalog.services import make_renditions

first = ProductImage.objects.filter(renditions_due=True).order_by("id").first()
make_renditions()
print(first.product.slug)
"""


@pytest.fixture(scope="module", autouse=True)
def shirt(shop: Shop) -> None:
    shop.run(SHIRT)


def total(page: Page) -> int:
    """How many products the list says it has."""
    found = re.match(r"\d+", page.locator(".toolbar-total").inner_text())
    assert found
    return int(found.group())


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The keyboard does not get to {wanted}")


def press(shopper: Visit, link_or_button: Locator) -> None:
    """Go to it by keyboard, and where it leads."""
    tab_to(shopper.page, link_or_button)
    with shopper.page.expect_navigation():
        shopper.page.keyboard.press("Enter")
    shopper.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [360, 1280])
def test_filters_narrow_a_list_at_once_and_keep_the_focus(visit: Open, width: int) -> None:
    shopper = visit(f"script-filters-{width}", width=width, script=True)
    page = shopper.page
    shopper.go("/c/jazz/")
    everything = total(page)
    if width < 1024:
        page.locator("#filters-drawer > summary").click()
    box = page.get_by_role("checkbox", name=re.compile("^In stock"))
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/c/jazz/\?f\.availability=in_stock$"))
    expect(page.locator("#said")).to_have_text(re.compile("products"))
    expect(box).to_be_focused()
    in_stock = total(page)
    assert 0 < in_stock < everything
    shopper.look("narrowed")

    page.get_by_label("Sort by").select_option("title")
    expect(page).to_have_url(re.compile("f.availability=in_stock&sort=title$"))
    page.get_by_role("link", name=re.compile("^Remove Availability")).click()
    expect(page).to_have_url(re.compile(r"/c/jazz/\?sort=title$"))
    assert total(page) == everything
    page.go_back()
    expect(page.locator(".toolbar-total")).to_contain_text(str(in_stock))
    expect(box).to_be_checked()


def test_pages_are_turned_in_place(visit: Open) -> None:
    shopper = visit("script-pages", width=768, script=True)
    page = shopper.page
    shopper.go("/search/")
    first = page.get_by_role("article").first.inner_text()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"/search/\?page=2$"))
    expect(page.locator("#results")).to_be_focused()
    assert page.get_by_role("article").first.inner_text() != first
    assert "page 2" in page.title()


def test_suggestions_are_chosen_by_keyboard(visit: Open) -> None:
    shopper = visit("script-search", width=1280, script=True)
    page = shopper.page
    shopper.go("/")
    field = page.get_by_role("combobox", name="Search the shop")
    field.press_sequentially("jaz")
    options = page.get_by_role("listbox", name="Suggestions")
    expect(options.get_by_role("option", name="Jazz", exact=True)).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    shopper.look("suggestions")
    page.keyboard.press("Escape")
    expect(options).to_be_hidden()

    field.press_sequentially("z")
    jazz = options.get_by_role("option", name="Jazz", exact=True)
    expect(jazz).to_be_visible()
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if jazz.get_attribute("aria-selected") == "true":
            break
    expect(field).to_have_attribute("aria-activedescendant", str(jazz.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/c/jazz/$"))


def test_a_slip_of_the_pen_finds_what_was_meant(visit: Open) -> None:
    shopper = visit("script-slip", width=360, script=True, scheme="dark")
    page = shopper.page
    shopper.go("/")
    with page.expect_response(lambda response: "/suggestions/" in response.url):  # else Enter may tear it
        page.get_by_role("combobox", name="Search the shop").fill("harbuor")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("“harbour”")
    assert total(page) > 0
    shopper.look("meant")


def test_several_options_are_chosen_one_by_one(visit: Open) -> None:
    shopper = visit("script-options", width=1280, script=True)
    page = shopper.page
    shopper.go("/p/shirt/")
    colours, sleeves = (page.get_by_role("group", name=re.compile(f"^{name}")) for name in ("Colour", "Sleeve"))
    price, button = page.locator("#price"), page.locator("#buy .button")
    expect(price).to_have_text(re.compile("€34.00"))
    expect(sleeves.get_by_role("radio", name="Short (sold out)")).not_to_be_checked()
    shopper.look("options")

    # There is no clay one with long sleeves, so the sleeves become short.
    colours.get_by_role("radio", name="Clay (not with the others)").check()
    expect(sleeves.get_by_role("radio", name="Short")).to_be_checked()
    expect(price).to_have_text(re.compile(r"€25.00.*€30.00\s*Save €5.00", re.DOTALL))
    expect(page.locator("#buy").get_by_role("status")).to_have_text("Only 2 left")
    expect(page.locator("#sku")).to_have_text("CLAY-SHORT")

    colours.get_by_role("radio", name=re.compile("^Ink")).check()
    expect(button).to_be_disabled()
    expect(button).to_have_text("Sold out")
    shopper.look("sold-out")
    sleeves.get_by_role("radio", name="Long").check()
    shopper.follow(button)
    expect(page.get_by_role("main")).to_contain_text("Ink / Long")


def test_quantities_are_stepped_and_lines_taken_out(visit: Open, shop: Shop) -> None:
    shopper = visit("script-cart", width=360, script=True, scheme="dark")
    page = shopper.page
    shopper.go("/p/shirt/")
    shopper.follow(page.get_by_role("button", name="Add to cart"))
    more = page.get_by_role("button", name="One more of Shirt")
    expect(page.get_by_role("button", name="One fewer of Shirt")).to_be_disabled()
    more.click()
    expect(page.locator(".line-total")).to_contain_text("€68.00")
    expect(more).to_be_focused()
    expect(page.locator("#said")).to_have_text("2 items in your cart, €68.00 together.")

    shop.run(ONE_LEFT)
    shopper.go("/cart/")
    expect(page.get_by_text("Only 1 left")).to_be_visible()
    shopper.look("short")
    page.get_by_role("button", name=re.compile("^Take 1")).click()
    expect(page.locator(".line-total")).to_contain_text("€34.00")
    with shopper.refused(422):
        more.click()
        expect(page.get_by_text("There are not that many left.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Remove")).click()
    expect(page.get_by_role("heading", name="Nothing in it yet")).to_be_visible()
    shopper.look("emptied")


def test_the_front_page_remembers_what_was_looked_at(visit: Open) -> None:
    shopper = visit("script-viewed", width=768, script=True, scheme="dark")
    shopper.go("/p/shirt/")
    shopper.page.wait_for_load_state("networkidle")
    shopper.go("/")
    seen = shopper.page.get_by_role("region", name="You looked at these")
    expect(seen.get_by_role("link", name="Shirt")).to_be_visible()
    shopper.look("home")


def test_a_picture_that_cannot_be_shown_leaves_a_sleeve(visit: Open) -> None:
    def spoil(route: Route) -> None:
        route.fulfill(body=b"no picture", content_type="image/jpeg")

    shopper = visit("script-sleeve", width=768, script=True)
    shopper.page.route("**/media/**", spoil)
    shopper.go("/search/")
    expect(shopper.page.locator(".grid .cover-blank").first).to_be_visible()
    shopper.take_picture("sleeves")
    shopper.go("about:blank")
    shopper.faults.clear()  # the browser gives up on such pictures, and says so


def test_a_picture_comes_in_the_best_format_the_browser_shows(visit: Open, shop: Shop) -> None:
    slug = shop.run(A_PICTURE_MADE).strip()
    shopper = visit("script-picture", width=768, script=True)
    shopper.go(f"/p/{slug}/")
    shown = shopper.page.locator(".gallery img").first
    expect(shown).to_have_js_property("complete", True)
    assert re.search(r"/renditions/\w+/\d+\.avif$", shown.evaluate("image => image.currentSrc"))
    shopper.look("avif")


def test_somebody_buys_by_keyboard_alone(visit: Open) -> None:
    shopper = visit("script-keyboard", width=1280, script=True)
    page = shopper.page
    shopper.go("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the masthead
    expect(page.locator("#content")).to_be_focused()
    press(shopper, page.get_by_role("link", name="See everything"))
    cards = page.get_by_role("article").filter(has_not_text=re.compile("Sold out|Coming soon"))
    press(shopper, cards.first.get_by_role("link"))
    press(shopper, page.get_by_role("button", name="Add to cart"))
    press(shopper, page.get_by_role("link", name="Go to the checkout"))
    type_the_address(shopper)
    press(shopper, page.get_by_role("button", name="Place order"))
    expect(page).to_have_url(re.compile("/orders/[0-9A-Z]+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    shopper.look("order")


def type_the_address(shopper: Visit) -> None:
    """First without the city: the fault stands at its field, which has the focus."""
    page = shopper.page
    fields = {"E-mail": "ada@example.org", "Full name": "Ada Lovelace", "Street and number": "12 St James's Square"}
    for name, text in (fields | {"Postcode": "10115", "City": " "}).items():
        tab_to(page, page.get_by_label(name))
        page.keyboard.type(text)
    tab_to(page, page.get_by_label("Country"))
    page.keyboard.type("Germ")
    with shopper.refused(422):
        press(shopper, page.get_by_role("button", name="Save and continue"))
    city = page.get_by_label("City")
    expect(city).to_be_focused()
    expect(city).to_have_attribute("aria-invalid", "true")
    shopper.look("checkout-refused")
    city.press("ControlOrMeta+a")
    page.keyboard.type("Berlin")
    press(shopper, page.get_by_role("button", name="Save and continue"))
    shopper.look("checkout")
