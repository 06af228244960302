"""What the phone's screens say."""

import pytest
from django.db import OperationalError

from core.pricing.services import set_price
from mobile_api.screens import home
from tests.factories import Shop, a_record
from tests.personas import PHONE, Phone


def test_home_shows_what_is_new_and_where_to_look(shop: Shop, guest: Phone) -> None:
    screen = guest.screen("home")
    assert screen["new"][0] == {
        "id": shop.record.product_id,
        "title": shop.record.title,
        "brand": "The Testers",
        "price": "€19.99",
        "varies": False,
        "sold_out": False,
    }
    assert screen["categories"] == [{"id": shop.jazz, "name": "Jazz"}]
    assert (screen["cart_count"], screen["degraded"]) == (0, [])


def test_an_optional_section_that_fails_is_left_out_and_named(
    shop: Shop, guest: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(home, "root_categories", away)
    screen = guest.screen("home")
    assert (screen["categories"], screen["degraded"]) == ([], ["categories"])
    assert screen["new"]


def test_a_category_is_one_endless_list(shop: Shop, guest: Phone) -> None:
    for _ in range(40):
        a_record(categories=(shop.bebop,))
    path, seen = f"browse/{shop.jazz}?sort=price", []
    while path:
        screen = guest.screen(path)
        seen += [card["id"] for card in screen["cards"]]
        path = f"browse/{shop.jazz}?sort=price&cursor={screen['next']}" if "next" in screen else ""
    assert len(seen) == len(set(seen)) == 44


def test_a_product_says_how_many_are_left_only_where_few_are(shop: Shop, guest: Phone) -> None:
    scarce = a_record(formats=("LP",), stock=3)
    assert guest.screen(f"product/{scarce.product_id}")["variants"][0]["left"] == 3
    variants = guest.screen(f"product/{shop.record.product_id}")["variants"]
    assert [(variant["option"], "left" in variant) for variant in variants] == [("LP", False), ("CD", False)]


def test_a_guest_buys(shop: Shop, guest: Phone) -> None:
    number = guest.buy(shop.record.variant, 2)
    order = guest.screen(f"order/{number}")
    assert (order["subtotal"], order["shipping"], order["total"]) == ("€39.98", "€4.90", "€44.88")
    assert order["payment_status"] == "awaited"
    assert [summary["number"] for summary in guest.screen("orders")["orders"]] == [number]
    empty = {"lines": [], "count": 0, "subtotal": "€0.00", "ready": False, "max_quantity": 99}
    assert guest.screen("cart") == empty


def test_orders_go_on_from_a_cursor(shop: Shop, guest: Phone) -> None:
    plenty = a_record(stock=50)
    numbers = [guest.buy(plenty.variant) for _ in range(22)]
    first = guest.screen("orders")
    second = guest.screen(f"orders?cursor={first['next']}")
    assert [order["number"] for order in first["orders"] + second["orders"]] == numbers[::-1]
    assert "next" not in second


def test_what_the_phone_has_already_is_not_sent_again(shop: Shop, guest: Phone) -> None:
    path = f"{PHONE}screens/product/{shop.record.product_id}"
    first = guest.get(path)
    again = guest.get(path, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    set_price(variant_id=shop.record.variant, currency="EUR", amount=1)
    changed = guest.get(path, **{"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_what_is_private_is_never_stored_by_others(shop: Shop, guest: Phone) -> None:
    private = guest.get(PHONE + "screens/cart")
    public = guest.get(PHONE + "screens/home", bearer="")
    assert private["Cache-Control"] == "private, no-store"
    assert public["Cache-Control"] == "no-cache"
    assert all("Authorization" in response["Vary"] for response in (private, public))


def test_screens_for_everybody_need_no_token(shop: Shop) -> None:
    stranger = Phone()
    for path in ("home", f"browse/{shop.jazz}", f"product/{shop.record.product_id}"):
        assert stranger.get(PHONE + "screens/" + path).status_code == 200


def test_the_contract_and_its_page_need_nobody_else(guest: Phone) -> None:
    assert guest.get("/api/mobile/openapi.json").json()["info"]["title"] == "Bespoke for the phone"
    page = guest.get("/api/mobile/docs").content.decode()
    assert "swagger" in page
    assert "https://" not in page


def test_the_app_is_served_without_a_cookie(guest: Phone) -> None:
    response = guest.get("/m/")
    assert response.status_code == 200
    assert not response.cookies
