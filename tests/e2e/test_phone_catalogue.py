"""Finding one's way on the phone: shelves, lists, the search, and what a product says of itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open
from tests.e2e.test_phone import arrive, settle
from tests.e2e.visit import LOOKS, Visit
from tests.processes.server import Shop

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_somebody_looks_round(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"phone-catalogue-{width}-{scheme}", width=width, script=True, scheme=scheme)
    see_all_of_a_shelf(shopper)
    narrow_a_category(shopper)
    search_with_a_slip(shopper)
    look_at_products(shopper)


def see_all_of_a_shelf(shopper: Visit) -> None:
    page = shopper.page
    shopper.go("/m/")
    arrive(shopper, "home")
    page.get_by_role("link", name="See all of Staff picks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff picks")
    settle(shopper)


def narrow_a_category(shopper: Visit) -> None:
    """What the sheet promises is what the list then has."""
    page = shopper.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Home").click()
    page.get_by_role("navigation", name="Categories").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#/browse/"))
    arrive(shopper, "browse")
    page.get_by_role("button", name="Filter").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("group", name="Format").get_by_role("checkbox", name=re.compile("^CD")).check()
    sheet.get_by_role("group", name="Availability").get_by_role("checkbox", name=re.compile("^In stock")).check()
    show = sheet.get_by_role("button", name=re.compile(r"^Show \d+ results?$"))
    expect(show).to_have_attribute("aria-disabled", "false")
    shopper.look("filter")
    promised = re.findall(r"\d+", show.inner_text())[0]
    show.click()
    expect(page.get_by_text(f"{promised} products")).to_be_visible()
    arrive(shopper, "browse-narrowed")
    page.get_by_role("button", name="Remove CD").click()
    expect(page.get_by_role("button", name="Filter")).to_have_text(re.compile("1"))


def search_with_a_slip(shopper: Visit) -> None:
    page = shopper.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    arrive(shopper, "search")
    field = page.get_by_role("searchbox")
    field.press_sequentially("nigh", delay=20)
    expect(page.locator(".suggestion").first).to_be_visible()
    field.press("ArrowDown")
    expect(page.locator(".suggestion").first).to_be_focused()
    shopper.look("search-suggestions")
    field.fill("nihgt")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("“night”")
    arrive(shopper, "search-with-a-slip")
    field.fill("zzzz qqqq")
    field.press("Enter")
    expect(page.get_by_text("Nothing was found")).to_be_visible()
    arrive(shopper, "search-nothing")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    expect(page.get_by_role("link", name="nihgt")).to_be_visible()


def look_at_products(shopper: Visit) -> None:
    page = shopper.page
    for availability, name, button in (
        ("in_stock", "product", "Add to cart"),
        ("sold_out", "product-sold-out", "Tell me when it is back"),
        ("coming_soon", "product-coming-soon", "Not out yet"),
    ):
        shopper.go(f"/m/#/search?f.availability={availability}&sort=popular")
        settle(shopper)
        page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
        expect(page).to_have_url(re.compile("#/product/"))
        expect(page.get_by_role("button", name=button)).to_be_visible()
        arrive(shopper, name)


def test_a_barcode_typed_in_leads_to_what_it_stands_on(visit: Open, shop: Shop) -> None:
    known = "from core.catalog.models import Variant; print(*Variant.objects.values_list('gtin', 'product_id')[3])"
    gtin, product = shop.run(known).split()
    shopper = visit("phone-barcode", width=360, script=True)
    page = shopper.page
    shopper.go("/m/#/search")
    settle(shopper)
    page.get_by_role("searchbox").fill(gtin)
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(rf"#/product/{product}\?variant=\d+$"))
    settle(shopper)


def test_a_list_goes_on_and_is_there_again_on_coming_back(visit: Open) -> None:
    shopper = visit("phone-endless", width=360, script=True)
    page = shopper.page
    shopper.go("/m/#/search?sort=title")
    settle(shopper)
    cards = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    expect(cards).to_have_count(20)
    page.mouse.wheel(0, 100_000)
    expect(cards).to_have_count(40)
    cards.nth(30).click()
    expect(page).to_have_url(re.compile("#/product/"))
    settle(shopper)
    page.go_back()
    expect(cards).to_have_count(40)
    assert page.evaluate("scrollY") > 1000


def test_options_that_do_not_go_together_say_so(visit: Open, shop: Shop) -> None:
    product = shop.run(_SHIRT).strip()
    shopper = visit("phone-options", width=360, script=True)
    page = shopper.page
    shopper.go(f"/m/#/product/{product}")
    settle(shopper)
    sizes, colours = (page.get_by_role("group", name=name) for name in ("Size", "Colour"))
    buy = page.locator(".buy")
    expect(sizes.get_by_role("radio", name=re.compile("^S"))).to_be_checked()
    expect(buy).to_contain_text("S / Red")
    expect(colours.get_by_role("radio", name=re.compile("Blue.*not with the others"))).not_to_be_checked()
    shopper.look("options")
    colours.get_by_role("radio", name=re.compile("^Blue")).check()
    expect(sizes.get_by_role("radio", name=re.compile("^M"))).to_be_checked()
    expect(buy).to_contain_text("M / Blue")
    expect(buy).to_contain_text("€21.00")
    sizes.get_by_role("radio", name=re.compile("^L")).check()
    expect(page.get_by_role("status").filter(has_text="Sold out")).to_be_visible()
    expect(page.get_by_role("button", name="Tell me when it is back")).to_be_visible()
    shopper.look("options-sold-out")


def test_pictures_are_gone_through_by_dots_and_by_keys(visit: Open, shop: Shop) -> None:
    product = shop.run(_POSTER).strip()
    shopper = visit("phone-gallery", width=360, script=True)
    page = shopper.page
    shopper.go(f"/m/#/product/{product}")
    settle(shopper)
    dots = page.get_by_role("button", name=re.compile("^Picture"))
    expect(dots).to_have_count(3)
    expect(dots.nth(0)).to_have_attribute("aria-current", "true")
    dots.nth(2).click()
    expect(dots.nth(2)).to_have_attribute("aria-current", "true")
    expect(page.get_by_alt_text("The third")).to_be_in_viewport()
    page.get_by_role("list", name="3 pictures of Poster").press("ArrowLeft")
    expect(dots.nth(1)).to_have_attribute("aria-current", "true")
    arrive(shopper, "gallery")


def test_it_all_goes_by_keyboard(visit: Open) -> None:
    shopper = visit("phone-keyboard", width=1280, script=True)
    page = shopper.page
    shopper.go("/m/#/browse/1")
    settle(shopper)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    filter_ = page.get_by_role("button", name="Filter")
    while not filter_.evaluate("(button) => button === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the button was not come by"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Filter")).to_be_focused()
    page.keyboard.press("Escape")
    expect(filter_).to_be_focused()
    shopper.go("/m/#/product/1")
    settle(shopper)
    first = page.get_by_role("radio").first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


_POSTER = """
from io import BytesIO
from django.conf import settings
from django.utils import timezone
from PIL import Image
from core.catalog.selectors import variants_of
from core.catalog.services import add_image, create_product
from core.catalog.types import ProductDraft, VariantDraft
from core.inventory.services import receive
from core.pricing.services import set_price

draft = ProductDraft("poster", "Poster", (VariantDraft("POSTER"),), description="For the wall.")
product_id = create_product(draft=draft, now=timezone.now())
wanted = (("first", (600, 800), "teal"), ("second", (900, 600), "maroon"), ("third", (500, 500), "olive"))
for name, size, colour in wanted:
    file = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").point([*range(256)] * 3).save(file, "PNG")
    flat = Image.blend(Image.open(file), Image.new("RGB", size, colour), 0.6)
    picture = BytesIO()
    flat.save(picture, "PNG")
    add_image(product_id=product_id, file=picture.getvalue(), alt=f"The {name}")
[variant] = variants_of(product_id)
set_price(variant_id=variant.id, currency=settings.SHOP_CURRENCIES[0], amount=1200)
receive(variant_id=variant.id, quantity=9, now=timezone.now())
print(product_id)
"""
_SHIRT = """
from django.conf import settings
from django.utils import timezone
from core.catalog.selectors import variants_of
from core.catalog.services import create_product
from core.catalog.types import ProductDraft, VariantDraft
from core.inventory.services import receive
from core.pricing.services import set_price

made = [("S", "Red", 3), ("M", "Red", 5), ("M", "Blue", 9), ("L", "Blue", 0)]
variants = tuple(VariantDraft(f"SHIRT-{size}-{colour}", (size, colour)) for size, colour, _ in made)
draft = ProductDraft("shop-shirt", "Shop shirt", variants, option_names=("Size", "Colour"), description="Cotton.")
product_id = create_product(draft=draft, now=timezone.now())
for at, (variant, (_, _, stock)) in enumerate(zip(variants_of(product_id), made)):
    set_price(variant_id=variant.id, currency=settings.SHOP_CURRENCIES[0], amount=1900 + 100 * at)
    if stock:
        receive(variant_id=variant.id, quantity=stock, now=timezone.now())
print(product_id)
"""
