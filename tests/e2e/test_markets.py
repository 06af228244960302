"""Reading the shop in another language and currency, and waiting for what is sold out: with and without script."""

import re

import pytest
from playwright.sync_api import expect

from project.demo.records import RECORDS
from tests.e2e.conftest import Open
from tests.e2e.test_phone import arrive, settle
from tests.e2e.visit import ENDS, Visit
from tests.processes.server import Shop

pytestmark = pytest.mark.e2e

SOLD_OUT = next(record for record in RECORDS if record.sold_out)
RECORD_SHOP = """
from core.customers.models import User

user = User.objects.get(group__code="trade")
user.set_password("correct-horse-battery")
user.save()
print(user.email)
"""


@pytest.mark.parametrize("script", [True, False])
def test_a_shopper_chooses_language_and_currency(visit: Open, script: bool) -> None:
    shopper = visit(f"market-{'script' if script else 'plain'}", width=1280, script=script)
    page = shopper.page
    shopper.go("/c/jazz/?sort=price")
    page.get_by_label("Language", exact=True).select_option("de")
    page.get_by_label("Currency", exact=True).select_option("USD")
    shopper.follow(page.get_by_role("button", name="Use these"))
    expect(page).to_have_url(re.compile(r"/c/jazz/\?sort=price$"))
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".price-now").first).to_have_text(re.compile(r"^\d+,\d\d\s\$$"))
    shopper.look("list")
    shopper.go(f"/p/{SOLD_OUT.slug}/")
    expect(page.locator(".price-now").first).to_contain_text("$")
    expect(page.get_by_label("Currency", exact=True)).to_have_value("USD")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("width", "scheme"), ENDS)
def test_a_guest_asks_to_be_told(visit: Open, width: int, scheme: str, script: bool) -> None:
    shopper = visit(f"wait-{width}-{scheme}-{script}", width=width, script=script, scheme=scheme)
    page = shopper.page
    shopper.go(f"/p/{SOLD_OUT.slug}/")
    shopper.look("sold-out")
    page.get_by_label("Your e-mail").fill(f"ada.{width}.{scheme}.{script}@example.org")
    shopper.follow(page.get_by_role("button", name="Tell me when it is back"))
    expect(page.get_by_role("status").filter(has_text="We write to you")).to_be_visible()
    shopper.look("told")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_somebody_at_the_phone_chooses_and_waits(visit: Open, scheme: str) -> None:
    shopper = visit(f"phone-market-{scheme}", width=360, script=True, scheme=scheme)
    choose_on_the_phone(shopper)
    page = shopper.page
    shopper.go(f"/m/#/search?q={SOLD_OUT.title.split()[0]}")
    page.get_by_role("link", name=re.compile(re.escape(SOLD_OUT.title))).first.click()
    page.get_by_role("button", name="Tell me when it is back").click()
    sheet = page.get_by_role("dialog", name="When it is back")
    sheet.get_by_label("E-mail").fill(f"ada.phone.{scheme}@example.org")
    shopper.take_picture("sheet")
    sheet.get_by_role("button", name="Tell me").click()
    expect(page.get_by_text("We write to")).to_be_visible()


def choose_on_the_phone(shopper: Visit) -> None:
    page = shopper.page
    shopper.go("/m/#/account")
    page.get_by_role("link", name="Language and currency").click()
    page.get_by_label("Language", exact=True).select_option("de")
    page.get_by_label("Currency", exact=True).select_option("USD")
    shopper.look("market")
    page.get_by_role("button", name="Use these").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    shopper.go("/m/#/")
    arrive(shopper, "home")
    expect(page.locator(".price").first).to_contain_text(re.compile(r"\d,\d\d\s\$"))


def test_a_record_shop_sees_its_own_prices_in_the_app(visit: Open, shop: Shop) -> None:
    email = shop.run(RECORD_SHOP).strip()
    shopper = visit("phone-trade", width=360, script=True)
    page = shopper.page
    everyones = first_price(shopper)
    shopper.go("/m/#/account")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("correct-horse-battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("main")).to_contain_text(email)
    assert first_price(shopper) < everyones
    page.locator(".card").first.click()
    expect(page.locator(".buy-price")).to_contain_text("plus tax")
    arrive(shopper, "trade-price")
    shopper.go("/m/#/account")
    with shopper.refused(401):  # which is how allauth says that somebody is out
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert first_price(shopper) == everyones


def first_price(shopper: Visit) -> float:
    """The lowest there is, at the head of a list."""
    shopper.go("/m/#/search?q=the&sort=price")
    settle(shopper)
    price = shopper.page.locator(".card .price").first
    expect(price).to_contain_text("€")
    return float(price.inner_text().split("€")[1].split()[0])
