"""Paying by card on both clients: a real shop, a provider with pages and a script of its own, and a real browser."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Open, entered
from tests.e2e.test_phone import arrive, settle
from tests.e2e.visit import ENDS, Visit
from tests.faults.peers import Peer, open_provider
from tests.processes.server import Server, open_shop, share_static_files

pytestmark = pytest.mark.e2e

ADDRESS = {"Full name": "Ada Lovelace", "Street": "12 St James's Square", "Postcode": "10115", "City": "Berlin"}
VISA, DECLINED, ASKS = "4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0000 0000 3220"
STOCK = """
from tests.factories import a_record, a_shipping_method
a_shipping_method()
a_record(title="Kind of Blue", slug="kind-of-blue", stock=1000)
"""


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    with open_provider(tmp_path_factory.mktemp("provider")) as peer:
        yield peer


@pytest.fixture(scope="module")
def server(provider: Peer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A shop that takes cards, and its worker."""
    with ExitStack() as stack:
        shop = stack.enter_context(open_shop(tmp_path_factory.mktemp("card-shop"), **provider.environment))
        share_static_files(shop, tmp_path_factory.getbasetemp())
        shop.run(STOCK)
        [server] = stack.enter_context(shop.serve("", workers=1))
        worker = shop.start("manage.py", "work", log=shop.folder / "worker.log")
        stack.callback(worker.wait)
        stack.callback(worker.kill)
        provider.webhooks(address=f"{server.url}/hooks/payments/stripe/")
        yield server


@pytest.fixture
def visit(browser: Browser, server: Server, provider: Peer, screenshots: Path) -> Iterator[Open]:
    with ExitStack() as stack:

        def enter(name: str, *, width: int, script: bool, scheme: str = "light") -> Visit:
            look = partial(entered, width=width, script=script, scheme=scheme, also=provider.url)
            return stack.enter_context(look(browser, server.url, screenshots / name))

        yield enter


# --- At the desktop -------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), ENDS)
def test_a_card_is_accepted_and_the_order_cancelled(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"card-web-{width}-{scheme}", width=width, script=True, scheme=scheme)
    page = shopper.page
    come_to_the_checkout(shopper)
    type_the_card(shopper, VISA)
    shopper.look("card-ready")
    shopper.follow(page.get_by_role("button", name="Place order"))
    expect(page.get_by_role("main")).to_contain_text("Paid.")
    shopper.look("paid")
    page.get_by_text("Cancel this order").click()
    shopper.look("cancel-asked")
    shopper.follow(page.get_by_role("button", name="Yes, cancel it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("This order was cancelled.")
    shopper.look("cancelled")


@pytest.mark.parametrize(("width", "scheme"), ENDS)
def test_a_bank_asks_and_is_answered(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"card-web-bank-{width}-{scheme}", width=width, script=True, scheme=scheme)
    page = shopper.page
    come_to_the_checkout(shopper)
    type_the_card(shopper, ASKS)
    shopper.follow(page.get_by_role("button", name="Place order"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your bank is asking.")
    shopper.look("bank-asks")
    shopper.follow(page.get_by_role("link", name="Confirm with your bank"))
    shopper.follow(page.get_by_role("button", name="Approve"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    expect(page.get_by_role("main")).to_contain_text("Paid.")
    shopper.look("bank-answered")


@pytest.mark.parametrize(("width", "scheme"), ENDS)
def test_a_declined_card_is_said_and_another_one_taken(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"card-web-declined-{width}-{scheme}", width=width, script=True, scheme=scheme)
    page = shopper.page
    come_to_the_checkout(shopper)
    page.get_by_role("radio", name="Card").check()
    page.get_by_role("button", name="Pay this way").click()
    expect(page.get_by_role("alert")).to_have_text("Your card number is incomplete.")
    shopper.look("card-incomplete")
    type_the_card(shopper, DECLINED)
    with shopper.refused(422):
        shopper.follow(page.get_by_role("button", name="Place order"))
    expect(page.get_by_role("main")).to_contain_text("Nothing was charged, and your things are back in your cart.")
    shopper.look("declined")
    type_the_card(shopper, VISA)
    shopper.follow(page.get_by_role("button", name="Place order"))
    expect(page.get_by_role("main")).to_contain_text("Paid.")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_provider_that_is_away_leaves_the_order_waiting_until_it_is_back(
    visit: Open, provider: Peer, width: int
) -> None:
    shopper = visit(f"card-web-away-{width}", width=width, script=True)
    page = shopper.page
    come_to_the_checkout(shopper)
    type_the_card(shopper, VISA)
    provider.fail({"operation": "confirm", "how": "500", "when": "after"}, {"operation": "retrieve", "how": "500"})
    shopper.follow(page.get_by_role("button", name="Place order"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We are waiting for your bank's answer.")
    shopper.look("waiting")
    expect(page.get_by_role("main")).to_contain_text("Paid.", timeout=30_000)  # the page looks again by itself
    shopper.look("came-after-all")


def test_without_script_a_card_is_said_to_need_it(visit: Open) -> None:
    shopper = visit("card-web-without-script", width=360, script=False)
    come_to_the_checkout(shopper)
    expect(shopper.page.get_by_role("radio", name="Card")).to_be_disabled()
    shopper.look("needs-script")
    shopper.page.get_by_role("radio", name=re.compile("transfer")).check()
    shopper.follow(shopper.page.get_by_role("button", name="Pay this way"))
    shopper.follow(shopper.page.get_by_role("button", name="Place order"))
    shopper.look("ordered")


def come_to_the_checkout(shopper: Visit) -> None:
    page = shopper.page
    shopper.go("/p/kind-of-blue/")
    shopper.follow(page.get_by_role("button", name=re.compile("add to cart", re.I)))
    page.wait_for_load_state("networkidle")  # going on at once would tear what is still on its way
    shopper.go("/checkout/")
    page.get_by_label("E-mail").fill("ada@example.org")
    for label, text in ADDRESS.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("DE")
    shopper.follow(page.get_by_role("button", name="Save and continue"))


def type_the_card(shopper: Visit, number: str) -> None:
    page = shopper.page
    page.get_by_role("radio", name="Card").check()
    fill_in(shopper, number)
    shopper.look("card-typed-in")
    shopper.follow(page.get_by_role("button", name="Pay this way"))


def fill_in(shopper: Visit, number: str) -> None:
    """In the provider's own frame."""
    card = shopper.page.frame_locator("iframe")
    card.get_by_label("Card number").fill(number)
    card.get_by_label("Expires").fill("12 / 40")
    card.get_by_label("Security code").fill("123")


# --- In the app -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), ENDS)
def test_a_card_is_accepted_in_the_app_and_the_order_cancelled(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"card-phone-{width}-{scheme}", width=width, script=True, scheme=scheme)
    page = shopper.page
    come_to_the_apps_checkout(shopper)
    use_a_card(shopper, VISA)
    arrive(shopper, "card-ready")
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you!")
    expect(page.get_by_role("main")).to_contain_text("Paid")
    arrive(shopper, "paid")
    page.get_by_role("button", name="Cancel this order").click()
    shopper.look("cancel-asked")
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cancelled")
    arrive(shopper, "cancelled")


@pytest.mark.parametrize(("width", "scheme"), ENDS)
def test_a_bank_asks_and_is_answered_in_the_app(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"card-phone-bank-{width}-{scheme}", width=width, script=True, scheme=scheme)
    page = shopper.page
    come_to_the_apps_checkout(shopper)
    use_a_card(shopper, ASKS)
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_role("main")).to_contain_text("Your bank is asking.")
    arrive(shopper, "bank-asks")
    shopper.follow(page.get_by_role("link", name="Confirm with your bank"))
    shopper.follow(page.get_by_role("button", name="Approve"))
    expect(page.get_by_role("main")).to_contain_text("Paid")
    arrive(shopper, "bank-answered")


@pytest.mark.parametrize(("width", "scheme"), ENDS)
def test_a_declined_card_is_said_in_the_app(visit: Open, width: int, scheme: str) -> None:
    shopper = visit(f"card-phone-declined-{width}-{scheme}", width=width, script=True, scheme=scheme)
    page = shopper.page
    come_to_the_apps_checkout(shopper)
    use_a_card(shopper, DECLINED)
    with shopper.refused(402):
        page.get_by_role("button", name="Place order").click()
        expect(page.get_by_role("main")).to_contain_text("Your things are back in your cart")
    arrive(shopper, "declined")
    use_a_card(shopper, VISA)
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you!")


def come_to_the_apps_checkout(shopper: Visit) -> None:
    page = shopper.page
    shopper.go("/m/#/search?q=blue")
    page.get_by_role("link", name=re.compile("Kind of Blue")).click()
    expect(page).to_have_url(re.compile("#/product/"))
    settle(shopper)
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_text("Added to your cart")).to_be_visible()
    shopper.go("/m/#/checkout")
    page.get_by_label("E-mail").fill("ada@example.org")
    for label, text in ADDRESS.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("DE")
    page.get_by_role("button", name="Use this address").click()
    expect(page.get_by_role("button", name="Place order")).to_be_visible()


def use_a_card(shopper: Visit, number: str) -> None:
    page = shopper.page
    page.get_by_role("radio", name="Card").check()
    fill_in(shopper, number)
    arrive(shopper, "card-typed-in")
    page.get_by_role("button", name="Use this card").click()
    expect(page.get_by_role("button", name="Place order")).to_be_enabled()
