"""An account on the desktop: two steps to sign in, passkeys, a forgotten password, other places to be signed out of."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Open
from tests.e2e.passkeys import give_device
from tests.e2e.visit import Visit
from tests.personas import code_from_app
from tests.processes.server import Shop
from tests.processes.shoppers import PASSWORD, code_in

pytestmark = pytest.mark.e2e

NEW_PASSWORD = "quite-another-9"


def test_somebody_protects_their_account(visit: Open, shop: Shop) -> None:
    email = "grace@example.org"
    shopper = visit("account-protected", width=1280, script=True, host="localhost")
    give_device(shopper.page)
    sign_up(shopper, shop, email)
    prove_who_it_is(shopper)
    secret, codes = turn_two_step_on(shopper)
    add_a_passkey(shopper)

    sign_out(shopper)
    press(shopper, "Sign in with a passkey")
    expect_to_be_in(shopper, email)

    sign_out(shopper)
    sign_in_with_a_code(shopper, email, code_from_app(secret))
    other = visit("account-elsewhere", width=360, script=False, scheme="dark")
    sign_in_with_a_code(other, email, codes[0])
    sign_the_other_out(shopper, other)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark")])
def test_somebody_sets_a_forgotten_password_anew(visit: Open, shop: Shop, width: int, scheme: str) -> None:
    email = "edith@example.org"
    shopper = visit("account-forgotten", width=width, script=False, scheme=scheme)
    sign_up(shopper, shop, email)
    sign_out(shopper)

    shopper.follow(shopper.page.get_by_role("link", name="Forgot your password?"))
    shopper.look("forgotten")
    box(shopper, "E-mail").fill(email)
    press(shopper, "Send the code")
    shopper.look("forgotten-code")
    box(shopper, "Code").fill(code_in(shop.mails_to(email)[-1]))
    box(shopper, "New password").fill(NEW_PASSWORD)
    press(shopper, "Set the password")
    expect(shopper.page.get_by_role("status").filter(has_text="Your new password is set.")).to_be_visible()
    shopper.look("forgotten-set")
    give_password(shopper, email, NEW_PASSWORD)
    expect_to_be_in(shopper, email)
    for page in ("email", "password", "two-step", "passkeys", "connections", "sessions", "confirm"):
        shopper.go(f"/account/{page}/")
        shopper.look(page)


def sign_up(shopper: Visit, shop: Shop, email: str) -> None:
    shopper.go("/account/")
    form = shopper.page.get_by_role("region", name="You are new here")
    form.get_by_label("E-mail").fill(email)
    form.get_by_label("Password").fill(PASSWORD)
    shopper.follow(form.get_by_role("button"))
    box(shopper, "Code").fill(code_in(shop.mails_to(email)[-1]))
    press(shopper, "Confirm the address")
    expect_to_be_in(shopper, email)
    shopper.look("hub")


def prove_who_it_is(shopper: Visit) -> None:
    shopper.go("/account/two-step/")
    shopper.follow(shopper.page.get_by_role("link", name="Confirm that it is you"))
    shopper.look("confirm")
    box(shopper, "Password").fill(PASSWORD)
    press(shopper, "Go on")
    expect(shopper.page).to_have_url(re.compile("/account/two-step/$"))


def turn_two_step_on(shopper: Visit) -> tuple[str, list[str]]:
    page = shopper.page
    press(shopper, "Set it up")
    secret = page.locator(".setup-secret").inner_text()
    with shopper.refused(422):
        box(shopper, "Then enter the code that it shows").fill("000000")
        press(shopper, "Turn it on")
    shopper.look("two-step-wrong-code")
    box(shopper, "Then enter the code that it shows").fill(code_from_app(secret))
    press(shopper, "Turn it on")
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_focused()
    shopper.look("two-step-codes")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.path().read_text().split() == codes
    return secret, codes


def add_a_passkey(shopper: Visit) -> None:
    shopper.go("/account/passkeys/")
    box(shopper, "Name").fill("Laptop")
    press(shopper, "Add a passkey")
    expect(shopper.page.get_by_role("heading", name="Laptop")).to_be_visible()
    shopper.page.get_by_text("Change").click()
    shopper.look("passkey-added")


def sign_out(shopper: Visit) -> None:
    shopper.go("/account/")
    press(shopper, "Sign out")


def give_password(shopper: Visit, email: str, password: str) -> None:
    shopper.go("/account/")
    form = shopper.page.get_by_role("region", name="You have an account")
    form.get_by_label("E-mail").fill(email)
    form.get_by_label("Password").fill(password)
    shopper.follow(form.get_by_role("button", name="Sign in", exact=True))


def sign_in_with_a_code(shopper: Visit, email: str, code: str) -> None:
    give_password(shopper, email, PASSWORD)
    shopper.look("second-step")
    box(shopper, "Code").fill(code)
    press(shopper, "Sign in")
    expect_to_be_in(shopper, email)


def sign_the_other_out(shopper: Visit, other: Visit) -> None:
    shopper.go("/account/sessions/")
    shopper.look("sessions")
    press(shopper, "Sign out everywhere else")
    expect(shopper.page.get_by_role("main")).to_contain_text("You are signed in nowhere else now.")
    other.go("/account/")
    expect(other.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def expect_to_be_in(shopper: Visit, email: str) -> None:
    expect(shopper.page.get_by_role("main")).to_contain_text(f"You are signed in as {email}.")


def box(shopper: Visit, name: str) -> Locator:
    return shopper.page.get_by_role("main").get_by_role("textbox", name=name)


def press(shopper: Visit, name: str) -> None:
    shopper.follow(shopper.page.get_by_role("main").get_by_role("button", name=name, exact=True))
