"""Where an order stands, and its payment, in the desktop's own words; and that nobody is told of a million left."""

import pytest

from core.inventory.services import set_levels
from core.inventory.types import StockLevel
from core.orders.services import cancel, deliver, ship
from core.payments.services import record_received, refund
from tests.factories import Shop, a_record
from tests.factories.shop import NOW
from tests.personas import Browser


def state(browser: Browser, number: str) -> tuple[str, str]:
    page = browser.page(f"order/{number}/")
    assert browser.page("orders/")["orders"][0]["status_name"] == page["order"]["status_name"]
    return page["order"]["status_name"], page["payment"]["status_name"]


def read(browser: Browser, number: str) -> str:
    """The page's words, as one line."""
    return " ".join(browser.get(f"/orders/{number}/").content.decode().split())


def test_a_shipped_order_says_how_to_follow_it(regular: tuple[Browser, str]) -> None:
    browser, number = regular
    ship(number=number, carrier="DHL & Sons", tracking="0034 1", now=NOW)
    assert state(browser, number) == ("On its way", "Awaited")
    order = browser.page(f"order/{number}/")["order"]
    assert (order["status"], order["carrier"], order["tracking"]) == ("shipped", "DHL & Sons", "0034 1")
    page = read(browser, number)
    assert "It was sent with DHL &amp; Sons. Its tracking number is <code>0034 1</code>." in page
    assert "How to pay" in page


def test_a_delivered_and_paid_order_asks_for_nothing(regular: tuple[Browser, str]) -> None:
    browser, number = regular
    record_received(reference=number, now=NOW)
    ship(number=number, carrier="", tracking="", now=NOW)
    deliver(number=number, now=NOW)
    assert state(browser, number) == ("Delivered", "Received")
    page = read(browser, number)
    assert "<strong>Paid.</strong> We have received €24.89." in page
    assert "How to pay" not in page
    assert "tracking" not in page


@pytest.mark.parametrize(
    ("paid", "given_back", "name", "said"),
    [
        (False, False, "Nothing to pay", "Please do not transfer any money for this order."),
        (True, False, "Received", "We have received €24.89, and are going to give back €24.89."),
        (True, True, "Given back", "We have given €24.89 back to you."),
    ],
)
def test_a_cancelled_order_says_what_becomes_of_the_money(
    regular: tuple[Browser, str], paid: bool, given_back: bool, name: str, said: str
) -> None:
    browser, number = regular
    if paid:
        record_received(reference=number, now=NOW)
    cancel(number=number, reason="", now=NOW)
    if given_back:
        refund(reference=number, now=NOW)
    assert state(browser, number) == ("Cancelled", name)
    page = read(browser, number)
    assert "This order was cancelled." in page
    assert said in page
    assert "Thank you" not in page


def test_of_what_is_not_counted_no_number_is_told(shop: Shop, browser: Browser) -> None:
    record = a_record(stock=0)
    set_levels(levels=[StockLevel(record.variant, 0, unlimited=True)], reference="", now=NOW)
    assert browser.add(record.variant, 99).status_code == 200
    product, cart = (browser.get(path).content.decode() for path in (f"/p/{record.slug}/", "/cart/"))
    assert "In stock" in product
    assert "000000" not in product + cart
