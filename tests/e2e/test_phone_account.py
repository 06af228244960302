"""An account in the app: two steps to sign in, passkeys, another address, and other places to be signed out of."""

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Open
from tests.e2e.passkeys import give_device
from tests.e2e.test_phone import arrive
from tests.e2e.visit import Visit
from tests.personas import code_from_app
from tests.processes.server import Shop
from tests.processes.shoppers import PASSWORD, WebShopper, code_in

pytestmark = pytest.mark.e2e


def test_somebody_protects_their_account_in_the_app(visit: Open, shop: Shop) -> None:
    email = "hedy@example.org"
    shopper = visit("phone-account", width=360, script=True, scheme="dark", host="localhost")
    give_device(shopper.page)
    sign_up(shopper, shop, email)
    secret, codes = turn_two_step_on(shopper)
    add_a_passkey(shopper)
    email = change_the_address(shopper, shop, f"new-{email}")

    sign_out(shopper)
    press(shopper, "Sign in with a passkey")
    expect_to_be_in(shopper, email)

    sign_out(shopper)
    sign_in_with_a_code(shopper, email, code_from_app(secret))
    sign_a_browser_out(shopper, email, codes[0])


def sign_up(shopper: Visit, shop: Shop, email: str) -> None:
    shopper.go("/m/#/account/sign-up")
    box(shopper, "E-mail").fill(email)
    box(shopper, "Password").fill(PASSWORD)
    with shopper.refused(401):
        press(shopper, "Create account")
        expect(heading(shopper)).to_have_text("Enter the code")
    box(shopper, "Code").fill(code_in(shop.mails_to(email)[-1]))
    press(shopper, "Confirm")
    expect_to_be_in(shopper, email)
    arrive(shopper, "account")


def turn_two_step_on(shopper: Visit) -> tuple[str, list[str]]:
    page = shopper.page
    choose(shopper, "Two-step sign-in")
    with shopper.refused(404):
        press(shopper, "Set it up")
        expect(box(shopper, "Then enter the code that it shows")).to_be_visible()
    arrive(shopper, "two-step-setup")
    secret = page.locator(".secret").inner_text()
    with shopper.refused(400):
        box(shopper, "Then enter the code that it shows").fill("000000")
        press(shopper, "Turn it on")
        expect(page.get_by_role("main")).to_contain_text("Incorrect code.")
    sheet = page.get_by_role("dialog", name="Is it you?")
    with shopper.refused(401):
        box(shopper, "Then enter the code that it shows").fill(code_from_app(secret))
        press(shopper, "Turn it on")
        expect(sheet).to_be_visible()
    arrive(shopper, "is-it-you")
    sheet.get_by_label("Password").fill(PASSWORD)
    sheet.get_by_role("button", name="Go on").click()
    expect(heading(shopper)).to_have_text("Keep these codes")
    arrive(shopper, "recovery-codes")
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    press(shopper, "I have kept them")
    expect(page.get_by_role("main")).to_contain_text("You have 10 left.")
    arrive(shopper, "two-step-on")
    return secret, codes


def add_a_passkey(shopper: Visit) -> None:
    choose(shopper, "Passkeys")
    box(shopper, "Name of a new one").fill("Phone")
    press(shopper, "Add a passkey")
    expect(shopper.page.get_by_role("button", name="Remove Phone")).to_be_visible()
    arrive(shopper, "passkey-added")


def change_the_address(shopper: Visit, shop: Shop, email: str) -> str:
    choose(shopper, "E-mail address")
    box(shopper, "New e-mail address").fill(email)
    press(shopper, "Send the code")
    expect(box(shopper, "Code")).to_be_visible()
    arrive(shopper, "address-code")
    box(shopper, "Code").fill(code_in(shop.mails_to(email)[-1]))
    press(shopper, "Use the new address")
    expect(shopper.page.get_by_role("main")).to_contain_text(f"You sign in with {email},")
    return email


def sign_out(shopper: Visit) -> None:
    shopper.go("/m/#/account")
    with shopper.refused(401):
        press(shopper, "Sign out")
        expect(heading(shopper)).to_have_text("Sign in")


def sign_in_with_a_code(shopper: Visit, email: str, code: str) -> None:
    box(shopper, "E-mail").fill(email)
    box(shopper, "Password").fill(PASSWORD)
    with shopper.refused(401):
        press(shopper, "Sign in")
        expect(heading(shopper)).to_have_text("One more step")
    arrive(shopper, "second-step")
    box(shopper, "Code").fill(code)
    press(shopper, "Sign in")
    expect_to_be_in(shopper, email)


def sign_a_browser_out(shopper: Visit, email: str, code: str) -> None:
    """Signed in at the desktop, seen on the phone, and gone."""
    with WebShopper(shopper.url) as other:
        other.auth("auth/login", {"email": email, "password": PASSWORD})
        assert other.auth("auth/2fa/authenticate", {"code": code}).status_code == 200
        choose(shopper, "Where you are signed in")
        expect(shopper.page.get_by_role("main")).to_contain_text("Browser · ")
        arrive(shopper, "devices")
        press(shopper, "Sign out everywhere else")
        expect(shopper.page.get_by_role("main")).not_to_contain_text("Browser · ")
        assert other.get("pages/account/")["shell"]["email"] is None


def choose(shopper: Visit, name: str) -> None:
    shopper.go("/m/#/account")
    shopper.page.get_by_role("main").get_by_role("link", name=name).click()
    expect(heading(shopper)).to_have_text(name)


def expect_to_be_in(shopper: Visit, email: str) -> None:
    expect(heading(shopper)).to_have_text("Account")
    expect(shopper.page.get_by_role("main")).to_contain_text(email)


def heading(shopper: Visit) -> Locator:
    return shopper.page.get_by_role("heading", level=1)


def box(shopper: Visit, name: str) -> Locator:
    return shopper.page.get_by_role("main").get_by_role("textbox", name=name)


def press(shopper: Visit, name: str) -> None:
    shopper.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
