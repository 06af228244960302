"""Whatever is sent, the web answers with a problem document that says what is wrong, and nothing has changed."""

from typing import Any
from uuid import uuid4

import pytest

from core.carts.models import CartLine
from core.orders.models import Order
from tests.factories import Shop, a_record
from tests.personas import ADDRESS, WEB, Browser

HUGE = 10**30


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document, once it is seen to be one."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["code"] == code
    assert {"type", "title", "status", "detail", "request_id"} <= set(problem)
    return problem


@pytest.mark.parametrize("path", ["pages/home/", "pages/category/jazz/", "pages/cart/", "pages/orders/"])
def test_an_unknown_parameter_is_named(path: str, shop: Shop, browser: Browser) -> None:
    problem = refused(browser.get(WEB + path + "?colour=red"), 400, "invalid_request")
    assert problem["errors"] == {"colour": ["Unknown."]}


@pytest.mark.parametrize("method_and_path", ["POST cart/lines/", "PUT checkout/address/", "POST checkout/complete/"])
def test_an_unknown_parameter_of_an_action_is_named_too(method_and_path: str, shop: Shop, browser: Browser) -> None:
    method, path = method_and_path.split()
    problem = refused(browser.send(method, WEB + path + "?user__password=x", {}), 400, "invalid_request")
    assert "user__password" in problem["errors"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=x", "page"),
        (f"page={HUGE}", "page"),
        ("sort=password", "sort"),
        ("sort=", "sort"),
        ("page=", "page"),
    ],
)
def test_a_wrong_parameter_is_named(query: str, field: str, shop: Shop, browser: Browser) -> None:
    problem = refused(browser.get(f"{WEB}pages/category/jazz/?{query}"), 400, "invalid_request")
    assert list(problem["errors"]) == [field]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "variant"),
        ({"variant": "x"}, "variant"),
        ({"variant": True}, "variant"),
        ({"variant": None}, "variant"),
        ({"variant": [1]}, "variant"),
        ({"variant": HUGE}, "variant"),
        ({"variant": -1}, "variant"),
        ({"variant": 1, "quantity": "many"}, "quantity"),
        ({"variant": 1, "quantity": 1.5}, "quantity"),
        ({"variant": 1, "quantity": HUGE}, "quantity"),
        ({"variant": 1, "price": 1}, "price"),
        ([], "non_field_errors"),
        (1, "non_field_errors"),
    ],
)
def test_a_wrong_body_is_refused_by_the_name_of_the_field(
    body: object, field: str, shop: Shop, browser: Browser
) -> None:
    problem = refused(browser.send("POST", WEB + "cart/lines/", body), 400, "invalid_request")
    assert field in problem["errors"]
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("quantity", [0, -1, 100, 10**9])
def test_a_quantity_out_of_range_is_refused(quantity: int, shop: Shop, browser: Browser) -> None:
    refused(browser.add(shop.record.variant, quantity), 400, "quantity_out_of_range")
    assert not CartLine.objects.exists()


def test_more_than_there_is_cannot_be_added(shop: Shop, browser: Browser) -> None:
    problem = refused(browser.add(shop.record.variant, 11), 409, "out_of_stock")
    shortage = {"variant_id": shop.record.variant, "requested": 11, "available": 10}
    assert problem["details"]["shortages"] == [shortage]


def test_what_is_sold_out_cannot_be_added(browser: Browser, db: None) -> None:
    refused(browser.add(a_record(stock=0).variant), 409, "out_of_stock")


def test_what_was_never_sold_cannot_be_added(shop: Shop, browser: Browser) -> None:
    refused(browser.add(10**9), 409, "variant_unavailable")


def test_another_shoppers_line_looks_like_a_missing_one(shop: Shop, browser: Browser) -> None:
    stranger = Browser()
    line = stranger.add(shop.record.variant).json()["lines"][0]["id"]
    browser.add(shop.record.variant)
    missing = refused(browser.send("PATCH", f"{WEB}cart/lines/{uuid4()}/", {"quantity": 2}), 404, "line_not_found")
    foreign = refused(browser.send("PATCH", f"{WEB}cart/lines/{line}/", {"quantity": 2}), 404, "line_not_found")
    assert {**missing, "request_id": ""} == {**foreign, "request_id": ""}
    refused(browser.send("DELETE", f"{WEB}cart/lines/{line}/"), 404, "line_not_found")
    assert stranger.page("cart/")["cart"]["count"] == 1


def test_another_shoppers_order_looks_like_a_missing_one(shop: Shop, browser: Browser) -> None:
    number = Browser().buy(shop.record.variant)
    browser.add(shop.record.variant)
    refused(browser.get(f"{WEB}pages/order/{number}/"), 404, "order_not_found")
    refused(browser.get(f"{WEB}pages/order/NOSUCHONE/"), 404, "order_not_found")


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b'{"variant": NaN}', b'{"variant": 1e999}', b"\xff\xfe", b"[" * 5000 + b"]" * 5000, b'{"a":' * 5000],
    ids=["cut off", "empty", "NaN", "infinite", "not UTF-8", "deep", "deep and cut off"],
)
def test_what_is_no_json_is_refused(body: bytes, shop: Shop, browser: Browser) -> None:
    headers = {"X-CSRFToken": browser.cookie("web_csrf"), "Origin": "http://testserver"}
    response = browser.client.generic("POST", WEB + "cart/lines/", body, "application/json", headers=headers)
    assert response.status_code == 400, response.content
    assert response.json()["code"] in {"malformed_json", "invalid_request"}


def test_another_kind_of_body_is_refused(shop: Shop, browser: Browser) -> None:
    headers = {"X-CSRFToken": browser.cookie("web_csrf"), "Origin": "http://testserver"}
    response = browser.client.generic("POST", WEB + "cart/lines/", b"variant=1", "text/plain", headers=headers)
    refused(response, 415, "unsupported_media_type")


def test_a_form_that_does_not_say_where_its_parts_end_is_refused(shop: Shop, browser: Browser) -> None:
    headers = {"X-CSRFToken": browser.cookie("web_csrf"), "Origin": "http://testserver"}
    response = browser.client.generic("POST", WEB + "cart/lines/", b"x", "multipart/form-data", headers=headers)
    refused(response, 400, "bad_request")


def test_a_body_beyond_the_limit_is_refused_unread(shop: Shop, browser: Browser) -> None:
    refused(browser.send("POST", WEB + "cart/lines/", {"variant": "x" * 300_000}), 413, "body_too_large")


def test_without_the_csrf_token_nothing_is_done_for_guests_either(shop: Shop, browser: Browser) -> None:
    response = browser.send("POST", WEB + "cart/lines/", {"variant": shop.record.variant}, **{"X-CSRFToken": ""})
    refused(response, 403, "csrf_failed")
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("path", ["nothing/", "pages/", "pages/product/no-such-record/", "pages/category/no/such/"])
def test_what_is_not_there_is_a_problem_too(path: str, shop: Shop, browser: Browser) -> None:
    assert browser.get(WEB + path).json()["status"] == 404


def test_a_page_past_the_last_is_not_there(shop: Shop, browser: Browser) -> None:
    refused(browser.get(WEB + "pages/category/jazz/?page=2"), 404, "page_out_of_range")


def test_a_method_a_url_does_not_have_is_a_problem_too(shop: Shop, browser: Browser) -> None:
    refused(browser.send("DELETE", WEB + "pages/home/"), 405, "method_not_allowed")
    response = browser.send("POST", WEB + "pages/cart/", {})
    refused(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET, HEAD"


def test_a_path_with_nul_is_refused(shop: Shop, browser: Browser) -> None:
    refused(browser.get(WEB + "pages/product/a%00b/"), 400, "invalid_path")


class TestCheckout:
    @pytest.fixture
    def ready(self, shop: Shop, browser: Browser) -> Browser:
        browser.add(shop.record.variant)
        browser.give_address()
        return browser

    def test_an_empty_cart_cannot_be_ordered(self, shop: Shop, browser: Browser) -> None:
        refused(browser.complete(total=0), 409, "cart_empty")
        refused(browser.give_address(), 409, "cart_empty")

    def test_without_an_address_nothing_is_ordered(self, shop: Shop, browser: Browser) -> None:
        browser.add(shop.record.variant)
        problem = refused(browser.complete(), 409, "checkout_incomplete")
        assert problem["details"] == {"missing": ["address"]}

    def test_another_total_than_the_one_seen_is_refused(self, ready: Browser) -> None:
        problem = refused(ready.complete(total=1), 409, "total_changed")
        assert problem["details"] == {"expected": 1, "actual": 2489, "currency": "EUR"}
        assert not Order.objects.exists()

    @pytest.mark.parametrize("total", [-1, "x", None, 1.5, HUGE])
    def test_a_total_that_is_none_is_refused(self, total: object, ready: Browser) -> None:
        body = {"expected_total": total}
        response = ready.send("POST", WEB + "checkout/complete/", body, **{"Idempotency-Key": "k"})
        assert "expected_total" in refused(response, 400, "invalid_request")["errors"]

    def test_completing_needs_a_key(self, ready: Browser) -> None:
        response = ready.send("POST", WEB + "checkout/complete/", {"expected_total": 2489})
        refused(response, 400, "idempotency_key_required")

    @pytest.mark.parametrize("key", ["", "k" * 201, "schlüssel"])
    def test_what_is_no_key_is_refused(self, key: str, ready: Browser) -> None:
        response = ready.send(
            "POST",
            WEB + "checkout/complete/",
            {"expected_total": 2489},
            **{"Idempotency-Key": key.encode().decode("latin-1")},
        )
        refused(response, 400, "idempotency_key_invalid")

    def test_a_key_that_came_with_another_request_is_refused(self, ready: Browser) -> None:
        assert ready.complete(key="k").status_code == 201
        response = ready.send("POST", WEB + "checkout/complete/", {"expected_total": 1}, **{"Idempotency-Key": "k"})
        refused(response, 422, "idempotency_key_reused")

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"country": "XX"}, "country"),
            ({"country": "Germany"}, "country"),
            ({"postcode": ""}, "postcode"),
            ({"city": " "}, "city"),
            ({"name": "x" * 200}, "name"),
        ],
    )
    def test_an_address_that_leads_nowhere_is_refused(
        self, fields: dict[str, str], named: str, shop: Shop, browser: Browser
    ) -> None:
        browser.add(shop.record.variant)
        assert list(refused(browser.give_address(**fields), 400, "address_invalid")["errors"]) == [named]

    def test_an_address_holds_nothing_else(self, shop: Shop, browser: Browser) -> None:
        browser.add(shop.record.variant)
        body = {"email": "a@example.org", "address": {**ADDRESS, "admin": True}}
        problem = refused(browser.send("PUT", WEB + "checkout/address/", body), 400, "invalid_request")
        assert problem["errors"] == {"address.admin": ["Unknown."]}

    @pytest.mark.parametrize(("step", "code"), [("shipping", "shipping_unknown"), ("payment", "payment_unknown")])
    def test_a_choice_there_is_not_is_refused(self, step: str, code: str, ready: Browser) -> None:
        refused(ready.send("PUT", f"{WEB}checkout/{step}/", {step: "pigeon"}), 400, code)
