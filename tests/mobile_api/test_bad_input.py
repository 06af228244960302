"""Whatever is sent, the phone gets a problem document that says what is wrong, and nothing has changed."""

from typing import Any
from uuid import uuid4

import pytest

from core.carts.models import CartLine
from core.orders.models import Order
from tests.factories import Shop, a_record
from tests.personas import ADDRESS, PHONE, Phone

HUGE = 10**30


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document, once it is seen to be one."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["code"] == code
    assert {"type", "title", "status", "detail", "request_id"} <= set(problem)
    return problem


@pytest.mark.parametrize("path", ["screens/home", "screens/cart", "screens/orders", "screens/browse/1"])
def test_an_unknown_parameter_is_named(path: str, guest: Phone) -> None:
    assert list(refused(guest.get(f"{PHONE}{path}?colour=red"), 400, "invalid_request")["errors"]) == ["colour"]


@pytest.mark.parametrize("path", ["actions/cart/add", "actions/checkout/complete", "devices"])
def test_an_unknown_parameter_of_an_action_is_named_too(path: str, guest: Phone) -> None:
    problem = refused(guest.send("POST", f"{PHONE}{path}?user__password=x"), 400, "invalid_request")
    assert list(problem["errors"]) == ["user__password"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "variant"),
        ({"variant": "1"}, "variant"),
        ({"variant": True}, "variant"),
        ({"variant": None}, "variant"),
        ({"variant": HUGE}, "variant"),
        ({"variant": -1}, "variant"),
        ({"variant": 1, "quantity": "many"}, "quantity"),
        ({"variant": 1, "quantity": 1.5}, "quantity"),
        ({"variant": 1, "quantity": HUGE}, "quantity"),
        ({"variant": 1, "price": 1}, "price"),
        ([], "body"),
        (1, "body"),
    ],
)
def test_a_wrong_body_is_refused_by_the_name_of_the_field(body: object, field: str, shop: Shop, guest: Phone) -> None:
    problem = refused(guest.send("POST", PHONE + "actions/cart/add", body), 400, "invalid_request")
    assert field in problem["errors"]
    assert not CartLine.objects.exists()


def test_a_whole_number_is_one_however_it_is_written(shop: Shop, guest: Phone) -> None:
    """RFC 8259 has one kind of number."""
    body = {"variant": float(shop.record.variant), "quantity": 2.0}
    assert guest.send("POST", PHONE + "actions/cart/add", body).json()["count"] == 2


@pytest.mark.parametrize("quantity", [0, -1, 100, 10**9])
def test_a_quantity_out_of_range_is_refused(quantity: int, shop: Shop, guest: Phone) -> None:
    refused(guest.add(shop.record.variant, quantity), 400, "quantity_out_of_range")
    assert not CartLine.objects.exists()


def test_more_than_there_is_cannot_be_added(shop: Shop, guest: Phone) -> None:
    problem = refused(guest.add(shop.record.variant, 11), 409, "out_of_stock")
    shortage = {"variant_id": shop.record.variant, "requested": 11, "available": 10}
    assert problem["details"]["shortages"] == [shortage]


def test_what_is_sold_out_or_was_never_sold_cannot_be_added(guest: Phone) -> None:
    refused(guest.add(a_record(stock=0).variant), 409, "out_of_stock")
    refused(guest.add(10**9), 409, "variant_unavailable")


def test_another_shoppers_line_looks_like_a_missing_one(shop: Shop, guest: Phone) -> None:
    stranger = Phone()
    stranger.register()
    line = stranger.add(shop.record.variant).json()["lines"][0]["id"]
    for some_line in (line, str(uuid4())):
        body = {"line": some_line, "quantity": 0}
        refused(guest.send("POST", PHONE + "actions/cart/set", body), 404, "line_not_found")
    assert stranger.screen("cart")["count"] == 1


def test_another_shoppers_order_looks_like_a_missing_one(shop: Shop, guest: Phone) -> None:
    stranger = Phone()
    stranger.register()
    for number in (stranger.buy(shop.record.variant), "NOSUCHONE"):
        refused(guest.get(f"{PHONE}screens/order/{number}"), 404, "order_not_found")


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b'{"variant": NaN}', b"\xff\xfe", b"[" * 5000 + b"]" * 5000, b'{"a":' * 5000],
    ids=["cut off", "empty", "NaN", "not UTF-8", "deep", "deep and cut off"],
)
def test_what_is_no_json_is_refused(body: bytes, shop: Shop, guest: Phone) -> None:
    headers = {"Authorization": f"Bearer {guest.guest}"}
    response = guest.client.generic("POST", PHONE + "actions/cart/add", body, "application/json", headers=headers)
    assert response.status_code == 400, response.content
    assert response.json()["code"] in {"malformed_json", "invalid_request"}


def test_a_body_beyond_the_limit_is_refused_unread(guest: Phone) -> None:
    refused(guest.send("POST", PHONE + "actions/cart/add", {"variant": "x" * 70_000}), 413, "body_too_large")


@pytest.mark.parametrize("path", ["screens/cart", "screens/checkout", "screens/orders", "screens/order/X"])
def test_without_a_token_private_screens_are_closed(path: str, db: None) -> None:
    refused(Phone().get(PHONE + path), 401, "token_required")
    refused(Phone().get(PHONE + path, bearer="made-up"), 401, "invalid_token")


@pytest.mark.parametrize("cursor", ["x", "%00", "e30", "WyJuZXdlc3QiLCJ4IiwxXQ", "a" * 2000])
def test_a_cursor_that_is_none_of_ours_is_refused(cursor: str, shop: Shop, guest: Phone) -> None:
    response = guest.get(f"{PHONE}screens/browse/{shop.jazz}?cursor={cursor}")
    assert response.json()["code"] in {"cursor_invalid", "invalid_request"}
    assert response.status_code == 400


def test_a_cursor_of_another_sort_is_refused(shop: Shop, guest: Phone) -> None:
    for _ in range(20):
        a_record(categories=(shop.jazz,))
    cursor = guest.screen(f"browse/{shop.jazz}")["next"]
    refused(guest.get(f"{PHONE}screens/browse/{shop.jazz}?sort=price&cursor={cursor}"), 400, "cursor_invalid")


@pytest.mark.parametrize("path", ["screens/product/0", f"screens/product/{HUGE}", "screens/browse/x"])
def test_an_id_that_is_none_is_refused(path: str, guest: Phone) -> None:
    refused(guest.get(PHONE + path), 400, "invalid_request")


def test_a_currency_the_shop_does_not_sell_in_is_refused(guest: Phone) -> None:
    refused(guest.get(PHONE + "screens/home", **{"X-Currency": "XXX"}), 400, "currency_unknown")


def test_what_is_not_there_is_a_problem_too(guest: Phone) -> None:
    refused(guest.get(PHONE + "nothing"), 404, "not_found")
    refused(guest.get(PHONE + "screens/product/999999"), 404, "product_not_found")
    refused(guest.get(PHONE + "screens/browse/999999"), 404, "category_not_found")
    refused(guest.send("DELETE", PHONE + "screens/home"), 405, "method_not_allowed")


class TestCheckout:
    @pytest.fixture
    def ready(self, shop: Shop, guest: Phone) -> Phone:
        guest.add(shop.record.variant)
        guest.give_address()
        return guest

    def test_an_empty_cart_cannot_be_ordered(self, shop: Shop, guest: Phone) -> None:
        refused(guest.complete(total=0), 409, "cart_empty")
        refused(guest.give_address(), 409, "cart_empty")

    def test_without_an_address_nothing_is_ordered(self, shop: Shop, guest: Phone) -> None:
        guest.add(shop.record.variant)
        assert refused(guest.complete(), 409, "checkout_incomplete")["details"] == {"missing": ["address"]}

    def test_another_total_than_the_one_seen_is_refused(self, ready: Phone) -> None:
        problem = refused(ready.complete(total=1), 409, "total_changed")
        assert problem["details"] == {"expected": 1, "actual": 2489, "currency": "EUR"}
        assert not Order.objects.exists()

    def test_completing_needs_a_key_that_is_one(self, ready: Phone) -> None:
        path, body = PHONE + "actions/checkout/complete", {"expected_total": 2489}
        refused(ready.send("POST", path, body), 400, "idempotency_key_required")
        refused(ready.send("POST", path, body, **{"Idempotency-Key": "k" * 201}), 400, "idempotency_key_invalid")

    def test_a_key_that_came_with_another_request_is_refused(self, ready: Phone) -> None:
        assert ready.complete(key="k").status_code == 201
        refused(ready.complete(key="k", total=1), 422, "idempotency_key_reused")

    def test_an_address_that_leads_nowhere_is_refused(self, shop: Shop, guest: Phone) -> None:
        guest.add(shop.record.variant)
        assert list(refused(guest.give_address(country="XX"), 400, "address_invalid")["errors"]) == ["country"]
        body = {"email": "a@example.org", "address": {**ADDRESS, "admin": True}}
        problem = refused(guest.send("POST", PHONE + "actions/checkout/address", body), 400, "invalid_request")
        assert list(problem["errors"]) == ["address.admin"]

    @pytest.mark.parametrize(("step", "code"), [("shipping", "shipping_unknown"), ("payment", "payment_unknown")])
    def test_a_choice_there_is_not_is_refused(self, step: str, code: str, ready: Phone) -> None:
        refused(ready.send("POST", f"{PHONE}actions/checkout/{step}", {step: "pigeon"}), 400, code)
