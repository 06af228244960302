"""One use case, through the web and through the phone: the same state in the core, and the same decision."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from core.catalog.types import VariantDraft
from core.inventory.models import StockAlert
from core.inventory.services import set_backorder
from core.promotions.models import Coupon
from core.shipping.models import ShippingMethod
from tests.core.examples import CURRENCY
from tests.factories import Shop, a_coupon, a_record, a_shipping_method, a_tax_rate
from tests.factories.shop import NOW
from tests.parity.conftest import Client, a_guest_at
from tests.parity.state import core_state
from tests.personas import PHONE, WEB, Browser, make_customer

type UseCase = Callable[[Client, Shop], Any]


def decision(response: Any) -> tuple[int, Any, Any]:
    """What the shopper was told: the code of a refusal with its details, or that it was done."""
    answer = response.json()
    return (response.status_code, answer.get("code"), answer.get("details"))


def lines(client: Client) -> Any:
    return client.page("cart/")["cart"]["lines"] if isinstance(client, Browser) else client.screen("cart")["lines"]


def set_first_line(client: Client, quantity: int) -> Any:
    line = lines(client)[0]["id"]
    if isinstance(client, Browser):
        return client.send("PATCH", f"{WEB}cart/lines/{line}/", {"quantity": quantity})
    return client.send("POST", f"{PHONE}actions/cart/set", {"line": line, "quantity": quantity})


def remove_first_line(client: Client) -> Any:
    line = lines(client)[0]["id"]
    if isinstance(client, Browser):
        return client.send("DELETE", f"{WEB}cart/lines/{line}/")
    return client.send("POST", f"{PHONE}actions/cart/set", {"line": line, "quantity": 0})


def add_one(client: Client, shop: Shop) -> Any:
    return client.add(shop.record.variant)


def add_the_same_twice(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant, 2)
    return client.add(shop.record.variant, 3)


def add_once_under_one_key(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant, 2, **{"Idempotency-Key": "k"})
    return client.add(shop.record.variant, 2, **{"Idempotency-Key": "k"})


def change_the_quantity(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    return set_first_line(client, 4)


def change_it_beyond_the_stock(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    return set_first_line(client, 11)


def remove_a_line(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variants[0])
    client.add(shop.record.variants[1])
    return remove_first_line(client)


def fail_for_stock(client: Client, shop: Shop) -> Any:
    return client.add(shop.record.variant, 11)


def fail_for_stock_on_top_of_the_cart(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant, 6)
    return client.add(shop.record.variant, 6)


def choose(client: Client, step: str, choice: str) -> Any:
    if isinstance(client, Browser):
        return client.send("PUT", f"{WEB}checkout/{step}/", {step: choice})
    return client.send("POST", f"{PHONE}actions/checkout/{step}", {step: choice})


def choose_how_it_is_sent(client: Client, shop: Shop) -> Any:
    a_shipping_method(code="express", price=990)
    client.add(shop.record.variant)
    return choose(client, "shipping", "express")


def choose_how_it_is_paid(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    return choose(client, "payment", "manual")


def choose_what_there_is_not(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    return choose(client, "shipping", "pigeon")


def give_an_address_at_fault(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    return client.give_address(postcode="", country="XX")


def sign_out(client: Client, shop: Shop) -> Any:
    make_customer()
    client.sign_in()
    client.add(shop.record.variant)
    return client.sign_out()


def place_an_order(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variants[0], 2)
    client.add(shop.record.variants[1])
    client.give_address()
    return client.complete(key="k")


def place_an_order_twice_under_one_key(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    client.give_address()
    client.complete(key="k", total=2489)
    return client.complete(key="k", total=2489)


def agree_to_another_total(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    client.give_address()
    return client.complete(key="k", total=1)


def order_what_others_bought_meanwhile(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant, 5)
    client.give_address()
    a_guest_at("web").buy(shop.record.variant, 8)
    return client.complete(key="k")


def order_without_an_address(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant)
    return client.complete(key="k")


def order_with_taxes_in_the_prices(client: Client, shop: Shop) -> Any:
    a_tax_rate()
    client.add(shop.record.variant, 3)
    client.give_address()
    return client.complete()


def order_with_taxes_on_top(client: Client, shop: Shop) -> Any:
    a_tax_rate()
    ShippingMethod.objects.update(tax_included=False)
    client.add(shop.record.variant)
    client.give_address()
    return client.complete()


def leave_out_a_region_that_taxes_depend_on(client: Client, shop: Shop) -> Any:
    a_tax_rate(7_250, country="US", region="CA")
    client.add(shop.record.variant)
    return client.give_address(country="US")


def sign_in_with_a_guest_cart(client: Client, shop: Shop) -> Any:
    make_customer()
    client.add(shop.record.variant, 2)
    client.sign_in()
    return client.add(shop.record.variants[1])


def sign_in_with_a_cart_on_both_sides(client: Client, shop: Shop) -> Any:
    make_customer()
    elsewhere = Browser()
    elsewhere.sign_in()
    elsewhere.add(shop.record.variants[0], 8)
    client.add(shop.record.variants[0], 8)
    client.add(shop.record.variants[1], 1)
    return client.sign_in()


def sign_up_with_a_guest_cart(client: Client, shop: Shop) -> Any:
    client.add(shop.record.variant, 2)
    return client.sign_up()


def use_a_coupon(client: Client, shop: Shop) -> Any:
    a_coupon()
    client.add(shop.record.variant)
    return client.use_coupon("tenth")


def use_one_after_another(client: Client, shop: Shop) -> Any:
    a_coupon(), a_coupon("HALF", value=50)
    client.add(shop.record.variant)
    client.use_coupon("tenth")
    return client.use_coupon("half")


def use_one_there_is_not(client: Client, shop: Shop) -> Any:
    a_coupon()
    client.add(shop.record.variant)
    return client.use_coupon("twelfth")


def use_one_that_is_over(client: Client, shop: Shop) -> Any:
    a_coupon(ends_at=NOW)
    client.add(shop.record.variant)
    return client.use_coupon("tenth")


def use_one_for_more_than_that(client: Client, shop: Shop) -> Any:
    a_coupon(minimum=2000, currency=CURRENCY)
    client.add(shop.record.variant)
    return client.use_coupon("tenth")


def use_one_with_nothing_in_the_cart(client: Client, shop: Shop) -> Any:
    a_coupon()
    return client.use_coupon("tenth")


def take_the_coupon_out(client: Client, shop: Shop) -> Any:
    use_a_coupon(client, shop)
    return client.remove_coupon()


def order_with_a_coupon(client: Client, shop: Shop) -> Any:
    use_a_coupon(client, shop)
    client.give_address()
    return client.complete(key="k")


def order_with_free_shipping(client: Client, shop: Shop) -> Any:
    a_coupon("POST", kind="free_shipping", value=0)
    client.add(shop.record.variant)
    client.use_coupon("post")
    client.give_address()
    return client.complete(key="k", total=1999)


def order_with_a_coupon_others_used_up_meanwhile(client: Client, shop: Shop) -> Any:
    use_a_coupon(client, shop)
    client.give_address()
    Coupon.objects.update(limit=1, used=1)
    return client.complete(key="k", total=1999 - 200 + 490)


def order_without_what_others_used_up(client: Client, shop: Shop) -> Any:
    use_a_coupon(client, shop)
    client.give_address()
    Coupon.objects.update(limit=1, used=1)
    return client.complete(key="k")


def order_twice_with_a_coupon_for_once(client: Client, shop: Shop) -> Any:
    a_coupon(limit_per_customer=1)

    def order() -> Any:
        client.add(shop.record.variant)
        client.use_coupon("tenth")
        client.give_address()
        return client.complete(total=1999 - 200 + 490)

    order()
    return order()


def sign_in_with_a_coupon(client: Client, shop: Shop) -> Any:
    make_customer()
    use_a_coupon(client, shop)
    client.sign_in()
    return client.add(shop.record.variants[1])


def ask_for_more(client: Client, variant: int, email: str = "") -> Any:
    path = f"{WEB}alerts/" if isinstance(client, Browser) else f"{PHONE}actions/alerts"
    return client.send("POST", path, {"variant": variant, "email": email})


def wait_as_a_guest(client: Client, shop: Shop) -> Any:
    return ask_for_more(client, a_record(stock=0).variant, "ada@example.org")


def wait_as_a_customer(client: Client, shop: Shop) -> Any:
    make_customer()
    client.sign_in()
    return ask_for_more(client, a_record(stock=0).variant)


def wait_twice(client: Client, shop: Shop) -> Any:
    gone = a_record(stock=0).variant
    ask_for_more(client, gone, "ada@example.org")
    return ask_for_more(client, gone, "Ada@Example.org")


def wait_without_saying_where(client: Client, shop: Shop) -> Any:
    return ask_for_more(client, a_record(stock=0).variant)


def wait_for_what_is_there(client: Client, shop: Shop) -> Any:
    return ask_for_more(client, shop.record.variant, "ada@example.org")


def wait_no_longer(client: Client, shop: Shop) -> Any:
    wait_as_a_customer(client, shop)
    alert = StockAlert.objects.get().pk
    if isinstance(client, Browser):
        return client.send("DELETE", f"{WEB}alerts/{alert}/")
    return client.send("POST", f"{PHONE}actions/alerts/cancel", {"alert": alert})


LATER = (VariantDraft("LATER-LP", ("LP",)),)  # named, since the order names it


def order_what_comes_later(client: Client, shop: Shop) -> Any:
    record = a_record(title="Later", variants=LATER, stock=0)
    set_backorder(variant_id=record.variant, limit=5, expected_at=NOW + timedelta(days=3650), now=NOW)
    client.add(record.variant, 2)
    client.give_address()
    return client.complete(key="k")


def order_ahead(client: Client, shop: Shop) -> Any:
    record = a_record(title="Later", variants=LATER, release_at=NOW + timedelta(days=3650), preorder=True)
    client.add(record.variant)
    client.give_address()
    return client.complete(key="k")


USE_CASES: list[UseCase] = [
    add_one,
    add_the_same_twice,
    add_once_under_one_key,
    change_the_quantity,
    change_it_beyond_the_stock,
    remove_a_line,
    fail_for_stock,
    fail_for_stock_on_top_of_the_cart,
    choose_how_it_is_sent,
    choose_how_it_is_paid,
    choose_what_there_is_not,
    give_an_address_at_fault,
    sign_out,
    place_an_order,
    place_an_order_twice_under_one_key,
    agree_to_another_total,
    order_what_others_bought_meanwhile,
    order_without_an_address,
    order_with_taxes_in_the_prices,
    order_with_taxes_on_top,
    leave_out_a_region_that_taxes_depend_on,
    sign_in_with_a_guest_cart,
    sign_in_with_a_cart_on_both_sides,
    sign_up_with_a_guest_cart,
    use_a_coupon,
    use_one_after_another,
    use_one_there_is_not,
    use_one_that_is_over,
    use_one_for_more_than_that,
    use_one_with_nothing_in_the_cart,
    take_the_coupon_out,
    order_with_a_coupon,
    order_with_free_shipping,
    order_with_a_coupon_others_used_up_meanwhile,
    order_without_what_others_used_up,
    order_twice_with_a_coupon_for_once,
    sign_in_with_a_coupon,
    wait_as_a_guest,
    wait_as_a_customer,
    wait_twice,
    wait_without_saying_where,
    wait_for_what_is_there,
    wait_no_longer,
    order_what_comes_later,
    order_ahead,
]


def outcome(backend: str, use_case: UseCase, shop: Shop) -> tuple[Any, Any]:
    """The decision and the state a use case ends in; the database is as it was, afterwards."""
    with transaction.atomic():
        decided = decision(use_case(a_guest_at(backend), shop))
        state = core_state()
        transaction.set_rollback(True)
    return decided, state


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda use_case: use_case.__name__)
def test_both_backends_decide_alike_and_leave_the_core_alike(use_case: UseCase, shop: Shop) -> None:
    before = core_state()
    web, phone = outcome("web", use_case, shop), outcome("mobile", use_case, shop)
    assert web == phone
    refused = web[0][0] >= 400
    assert (web[1] == before) is (refused and web[1]["carts"] == [])


@pytest.mark.parametrize(("there", "here"), [("web", "mobile"), ("mobile", "web")])
def test_a_customer_finds_the_same_cart_and_orders_on_the_other_side(there: str, here: str, shop: Shop) -> None:
    make_customer()
    first, second = a_guest_at(there), a_guest_at(here)
    first.sign_in()
    number = first.buy(shop.record.variant)
    first.add(shop.record.variants[1], 3)
    second.sign_in()
    assert [line["quantity"] for line in lines(second)] == [3]
    if isinstance(second, Browser):
        assert [order["number"] for order in second.page("orders/")["orders"]] == [number]
    else:
        assert [order["number"] for order in second.screen("orders")["orders"]] == [number]
