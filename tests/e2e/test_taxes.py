"""Taxes, as people meet them: at both checkouts where they depend on the state, and in the back office."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open
from tests.e2e.test_phone import arrive
from tests.e2e.test_phone import put_into_the_cart as put_into_the_cart_on_the_phone
from tests.e2e.test_web import put_into_the_cart
from tests.processes.server import Shop
from tests.processes.shoppers import PASSWORD

pytestmark = pytest.mark.e2e

AMERICAN = {"Full name": "Grace Hopper", "Street": "1 Sunset Boulevard", "Postcode": "90001", "City": "Los Angeles"}
STATE = "State or region"
INCLUDED = "includes Sales tax (7.25%)"
KEEPER = f"""
from core.customers.models import User
if not User.objects.filter(email="keeper@example.org").exists():
    User.objects.create_superuser("keeper@example.org", "{PASSWORD}")
"""


@pytest.mark.parametrize("width", [360, 1280])
def test_an_american_is_asked_for_the_state_and_told_its_tax(visit: Open, width: int) -> None:
    shopper = visit(f"web-taxes-{width}", width=width, script=False)
    page = shopper.page
    put_into_the_cart(shopper, 1)
    shopper.go("/checkout/")
    expect(page.get_by_text("includes VAT (19%)")).to_be_visible()
    page.get_by_label("E-mail").fill("grace@example.org")
    for label, text in AMERICAN.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("US")
    save = page.get_by_role("button", name=re.compile("save|continue", re.I))
    with shopper.refused(422):
        shopper.follow(save)
    shopper.look("state-asked-for")
    expect(page.get_by_label(STATE)).to_have_attribute("aria-invalid", "true")
    page.get_by_label(STATE).fill("california")
    shopper.follow(save)
    expect(page.get_by_text(INCLUDED)).to_be_visible()
    shopper.look("checkout-taxed")
    shopper.follow(page.get_by_role("button", name=re.compile("place order", re.I)))
    expect(page.get_by_text(INCLUDED)).to_be_visible()
    shopper.look("order-taxed")


def test_and_so_in_the_app(visit: Open) -> None:
    shopper = visit("phone-taxes", width=390, script=True)
    page = shopper.page
    shopper.go("/m/")
    put_into_the_cart_on_the_phone(shopper, 1)
    page.get_by_role("link", name=re.compile("checkout", re.I)).click()
    page.get_by_label("E-mail").fill("grace@example.org")
    for label, text in AMERICAN.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("US")
    save = page.get_by_role("button", name=re.compile("address", re.I))
    with shopper.refused(400):
        save.click()
        expect(page.get_by_label(STATE)).to_have_attribute("aria-invalid", "true")
    page.get_by_label(STATE).fill("CA")
    save.click()
    place = page.get_by_role("button", name=re.compile("place order", re.I))
    expect(place).to_be_enabled()
    expect(page.get_by_text(INCLUDED)).to_be_visible()
    page.get_by_text(INCLUDED).scroll_into_view_if_needed()
    arrive(shopper, "checkout-taxed")
    place.click()
    expect(page.get_by_text(INCLUDED)).to_be_visible()
    arrive(shopper, "order-taxed")


@pytest.mark.parametrize("width", [768, 1440])
def test_staff_write_a_rate_down_and_try_it(visit: Open, shop: Shop, width: int) -> None:
    shop.run(KEEPER)
    staff = visit(f"office-taxes-{width}", width=width, script=True)
    page = staff.page
    staff.go("/admin/login/")
    page.get_by_label("Email").fill("keeper@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    staff.follow(page.get_by_role("button", name="Sign in", exact=True))
    staff.go("/admin/tax/taxrate/add/")
    page.get_by_label("Name").fill("VAT")
    page.get_by_label("Percent").fill("8,1")
    page.get_by_label("Tax class").fill(f"class-{width}")
    page.locator("#id_country").select_option("CH")
    staff.take_picture("rate")
    staff.follow(page.get_by_role("button", name="Save", exact=True))
    staff.take_picture("rates")
    if width < 1024:  # where there is no room for buttons they are in a menu
        page.get_by_text("more_horiz").first.click()
    staff.follow(page.get_by_role("link", name="Try it"))
    page.get_by_label("Its class").select_option(f"class-{width}")
    page.get_by_label("It goes to").select_option("CH")
    staff.follow(page.get_by_role("button", name="Reckon"))
    expect(page.get_by_text("VAT (8.1%)")).to_be_visible()
    staff.take_picture("tried")
