"""A day at the back office: an order is shipped, a draft published, goods received, the tree opened."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.visit import Visit
from tests.processes.server import Shop
from tests.processes.shoppers import PASSWORD

pytestmark = pytest.mark.e2e

# An order, a draft with a price, and one without; and who works here.
A_DAY = f"""
from datetime import UTC, datetime
from uuid import uuid4
from core.carts.services import add_line
from core.catalog.models import Variant
from core.catalog.services import create_product
from core.catalog.types import Market, ProductDraft, ProductStatus, VariantDraft
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.customers.models import User
from core.customers.types import Address, Guest
from core.inventory.models import Stock
from core.pricing.services import set_price

now, guest = datetime.now(UTC), Guest(uuid4())
for title in ("Priced draft", "Unpriced draft"):
    sku = uuid4().hex
    draft = ProductDraft(slug=sku, title=title, variants=(VariantDraft(sku),), status=ProductStatus.DRAFT)
    create_product(draft=draft, now=now)
    if title == "Priced draft":
        set_price(variant_id=Variant.objects.get(sku=sku).pk, currency="EUR", amount=900)
variant = Stock.objects.filter(available__gt=1).first().variant_id
add_line(principal=guest, variant_id=variant, quantity=1, market=Market("EUR"), now=now)
address = Address("Ada Lovelace", "12 St James's Square", "", "10115", "Berlin", "", "DE", "")
set_address(principal=guest, email="ada@example.org", address=address)
print(place_order(principal=guest, expected_total=quote_for(guest, market=Market("EUR")).total, now=now))
if not User.objects.filter(email="keeper@example.org").exists():
    User.objects.create_superuser("keeper@example.org", "{PASSWORD}")
"""


@pytest.fixture
def number(shop: Shop) -> str:
    """The order's."""
    return shop.run(A_DAY).strip()


@pytest.fixture(params=[768, 1440])
def staff(request: pytest.FixtureRequest, visit: Open, number: str) -> Visit:
    """Somebody who has just signed in."""
    staff = visit(f"office-{request.param}", width=request.param, script=True)
    staff.go("/admin/login/")
    staff.take_picture("sign-in")
    staff.page.get_by_label("Email").fill("keeper@example.org")
    staff.page.get_by_label("Password").fill(PASSWORD)
    staff.follow(staff.page.get_by_role("button", name="Sign in", exact=True))
    expect(staff.page).to_have_title(re.compile("Dashboard"))
    return staff


def ask(page: Page, step: str) -> Locator:
    """Open a step's dialog; on a narrow page the steps are behind three dots."""
    button = page.locator(f"a[hx-get$='/{step}/']")
    if not button.is_visible():
        page.locator("a", has_text="more_horiz").click()
    button.click()
    dialog = page.locator("#dialog")
    expect(dialog).to_be_visible()
    return dialog


def test_a_day(staff: Visit, number: str) -> None:
    page = staff.page
    staff.take_picture("dashboard")
    ship_it(staff, number)
    refuse(staff, "Unpriced draft")
    publish(staff, "Priced draft")
    receive_goods(staff)
    count_the_shelves(staff)
    staff.go("/admin/catalog/category/")
    page.locator("a.treebeard-collapse").first.click()
    expect(page.locator("tr[data-level='2']").first).to_be_visible()
    staff.take_picture("tree")
    staff.leave()


def ship_it(staff: Visit, number: str) -> None:
    page = staff.page
    staff.go(f"/admin/orders/order/number/{number}/")
    dialog = ask(page, "ship")
    staff.take_picture("ship")
    dialog.get_by_label("Tracking number").fill("0034 1")
    staff.follow(dialog.get_by_role("button", name="Ship"))
    expect(page.get_by_text("Shipped. The shopper is told by e-mail.")).to_be_visible()
    expect(page.locator("code", has_text="0034 1")).to_be_visible()
    staff.take_picture("shipped")


def publishing(staff: Visit, title: str) -> Locator:
    staff.go("/admin/")
    staff.follow(staff.page.get_by_role("link", name=title, exact=True).first)
    return ask(staff.page, "publish")


def publish(staff: Visit, title: str) -> None:
    staff.follow(publishing(staff, title).get_by_role("button", name="Publish"))
    expect(staff.page.get_by_text(f"{title} is on show.")).to_be_visible()
    staff.take_picture("published")


def refuse(staff: Visit, title: str) -> None:
    """The dialog stays open, says why not and keeps what was typed."""
    dialog = publishing(staff, title)
    dialog.get_by_label("Until").fill("2099-04-01T09:00")
    dialog.get_by_role("button", name="Publish").click()
    expect(dialog.get_by_role("alert")).to_contain_text("This product has no price yet.")
    expect(dialog.get_by_label("Until")).to_have_value("2099-04-01T09:00")
    staff.take_picture("refused")


def receive_goods(staff: Visit) -> None:
    page = staff.page
    staff.go("/admin/")
    staff.follow(page.get_by_role("link", name="Receive").first)
    page.get_by_label("Received").fill("7")
    staff.take_picture("receive")
    staff.follow(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("successfully").first).to_be_visible()


def count_the_shelves(staff: Visit) -> None:
    """By a scanner: it types a code and sends Enter, which leads to the number, and from there to the next code."""
    page = staff.page
    staff.go("/admin/inventory/stock/")
    codes = page.locator("td.field-sku").all_inner_texts()[:2]
    staff.go("/admin/inventory/stocktake/add/")
    page.get_by_label("Warehouse").select_option("Cellar")  # the main one is being counted already
    staff.follow(page.get_by_role("button", name="Save", exact=True))
    for count, code in enumerate(codes, start=1):
        expect(page.get_by_label("Barcode or SKU")).to_be_focused()
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Counted")).to_be_focused()
        page.keyboard.type("3")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=f"{count} counted")).to_be_visible()
    staff.take_picture("count")
    staff.follow(ask(page, "finish").get_by_role("button", name="Finish"))
    expect(page.get_by_text("Written down:")).to_be_visible()
