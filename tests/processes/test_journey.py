"""One customer, one order at the desktop and one at the phone, and the staff who find both."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.processes.server import Server, Shop
from tests.processes.shoppers import PASSWORD, PhoneShopper, WebShopper, code_in

ADA = "ada@example.org"
STAFF = "clerk@example.org"


@pytest.fixture
def server(shop: Shop, static_files: None) -> Iterator[Server]:
    shop.manage("demo", "--no-images", "--verbosity", "0")
    with shop.serve("", workers=2) as [server]:
        yield server


def test_a_customer_buys_at_the_desktop_and_at_the_phone_and_staff_find_both_orders(shop: Shop, server: Server) -> None:
    with WebShopper(server.url) as desktop, PhoneShopper(server.url) as phone:
        sign_up(desktop, shop)
        variant = browse_at_the_desktop(desktop)
        first = buy_at_the_desktop(desktop, variant)
        left_in_cart = desktop.add(variant, 2).json()["lines"][0]["id"]

        phone.sign_in(ADA)
        assert [order["number"] for order in phone.get("screens/orders")["orders"]] == [first]
        assert phone.get(f"screens/order/{first}")["email"] == ADA
        assert [(line["id"], line["quantity"]) for line in phone.get("screens/cart")["lines"]] == [(left_in_cart, 2)]

        second = buy_at_the_phone(phone)
        assert desktop.get("pages/cart/")["cart"]["lines"] == []
        assert [order["number"] for order in desktop.get("pages/orders/")["orders"]] == [second, first]
        assert desktop.get(f"pages/order/{second}/")["order"]["lines"][0]["quantity"] == 3

    find_in_the_back_office(shop, server, first, second)
    find_in_the_mail(shop, first, second)
    assert "Traceback" not in server.log.read_text()


def sign_up(desktop: WebShopper, shop: Shop) -> None:
    """The address counts once the code that was sent to it has come back."""
    asked = desktop.auth("auth/signup", {"email": ADA, "password": PASSWORD})
    assert asked.status_code == 401, asked.text
    assert desktop.get("pages/home/")["shell"]["email"] is None
    verified = desktop.auth("auth/email/verify", {"key": code_in(shop.mails_to(ADA)[-1])})
    assert verified.status_code == 200, verified.text
    assert desktop.get("pages/home/")["shell"]["email"] == ADA


def browse_at_the_desktop(desktop: WebShopper) -> int:
    """Home, a category, the first product in stock there; returns the id of a variant there is enough of."""
    category = desktop.get("pages/home/")["shell"]["categories"][0]
    cards = desktop.get(f"pages/category/{category['path']}/")["cards"]
    products = (desktop.get(f"pages/product/{card['slug']}/") for card in cards if card["in_stock"])
    enough = (variant for product in products for variant in product["variants"] if variant["available"] >= 4)
    return int(next(enough)["id"])


def buy_at_the_desktop(desktop: WebShopper, variant: int) -> str:
    cart = desktop.add(variant)
    assert cart.json()["count"] == 1, cart.text
    total = desktop.tell(ADA)
    assert desktop.get("pages/checkout/")["quote"]["missing"] == []
    key = str(uuid4())
    placed, repeated = desktop.complete(total, key), desktop.complete(total, key)
    assert (placed.status_code, repeated.status_code) == (201, 201), placed.text
    assert placed.json() == repeated.json()
    number = str(placed.json()["number"])
    assert desktop.get(f"pages/order/{number}/")["order"]["total"]["amount"] == total
    return number


def buy_at_the_phone(phone: PhoneShopper) -> str:
    """Home, a category, a product; one more of what the cart holds already, and the cart becomes an order."""
    category = phone.get("screens/home")["categories"][0]["id"]
    card = phone.get(f"screens/browse/{category}")["cards"][0]
    assert phone.get(f"screens/product/{card['id']}")["variants"]
    (line,) = phone.get("screens/cart")["lines"]
    assert phone.add(line["variant"]).json()["count"] == 3
    placed = phone.complete(phone.tell(ADA), phone.get("screens/checkout")["attempt"])
    assert placed.status_code == 201, placed.text
    number = str(placed.json()["number"])
    assert phone.get(f"screens/order/{number}")["lines"][0]["quantity"] == 3
    return number


def find_in_the_back_office(shop: Shop, server: Server, *numbers: str) -> None:
    """Staff sign in with a cookie of their own and look each order up."""
    create = "from django.contrib.auth import get_user_model as users; users().objects.create_superuser"
    shop.run(f"{create}({STAFF!r}, {PASSWORD!r})")
    with requests.Session() as staff:
        sign_in_at_the_back_office(staff, f"{server.url}/admin/auth/login/?next=/admin/")
        for number in numbers:
            found = staff.get(f"{server.url}/admin/orders/order/", params={"q": number}, timeout=30)
            assert found.status_code == 200
            assert f">{number}</a>" in found.text
            assert ADA in found.text


def sign_in_at_the_back_office(staff: requests.Session, address: str) -> None:
    assert staff.get(address, timeout=30).status_code == 200
    fields = {"login": STAFF, "password": PASSWORD, "csrfmiddlewaretoken": staff.cookies["admin_csrf"]}
    inside = staff.post(address, data=fields, timeout=30)
    assert inside.status_code == 200
    assert inside.url.endswith("/admin/"), inside.text
    assert {"admin_session", "admin_csrf"} == set(staff.cookies.keys())


def find_in_the_mail(shop: Shop, *numbers: str) -> None:
    """The confirmations are what the shop owes, until its worker has run."""

    def confirmed() -> list[Any]:
        subjects = [str(mail["Subject"]) for mail in shop.mails_to(ADA)]
        return [number for subject in subjects for number in numbers if f"Your order {number}" in subject]

    assert confirmed() == []
    shop.manage("work", "--once")
    assert confirmed() == list(numbers)
