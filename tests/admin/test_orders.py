"""An order seen through at the back office, step by step, each asked for first and taken through a service."""

from typing import Any

import pytest
from django.core import mail

from core.inventory.models import Movement, Stock
from core.orders.models import Order, OrderEvent
from core.orders.services import cancel, ship
from core.payments.models import Payment
from core.payments.services import record_received
from tests.admin.staff import Staff
from tests.factories import a_record, an_order, someone, the_post_goes
from tests.factories.shop import NOW


@pytest.fixture
def order(staff: Staff) -> Order:
    """Two of a record, the last ones."""
    number = an_order(someone(), a_record(title="Kind of Blue", stock=2).variant, quantity=2)
    return Order.objects.get(number=number)


def page_of(order: Order) -> str:
    return f"orders/order/{order.pk}/change/"


def take(staff: Staff, order: Order, step: str, **asked: str) -> str:
    """Take a step by its dialog; returns what the order's page says afterwards."""
    answer = staff.send(f"orders/order/{order.pk}/{step}/", asked)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/{page_of(order)}")
    return shown(staff, order)


def shown(staff: Staff, order: Order) -> str:
    return " ".join(staff.get(page_of(order)).content.decode().split())


def offered(staff: Staff, order: Order) -> set[str]:
    page = shown(staff, order)
    steps = ("ship", "deliver", "cancel", "record_payment", "refund", "capture", "ask_again", "give_up")
    return {step for step in steps if f'href="/admin/orders/order/{order.pk}/{step}/"' in page}


def state(order: Order) -> tuple[str, str]:
    order.refresh_from_db()
    return order.status, Payment.objects.get(reference=order.number).status


def test_an_orders_page_shows_all_of_it(staff: Staff, order: Order) -> None:
    page = shown(staff, order)
    for text in ("Kind of Blue", "LP", "€19.99", "€39.98", "€44.88", "Ada Lovelace", "10115 Berlin", "Germany"):
        assert text in page, text
    assert "Confirmed" in page
    assert "Awaited" in page


def test_an_order_is_seen_through_from_the_dashboard_to_the_shoppers_door(staff: Staff, order: Order) -> None:
    assert f"/admin/orders/order/number/{order.number}/" in staff.get("").content.decode()
    assert staff.get(f"orders/order/number/{order.number}/")["Location"] == f"/admin/{page_of(order)}"
    assert offered(staff, order) == {"record_payment", "ship", "cancel"}
    assert "Written down as received." in take(staff, order, "record_payment")
    assert offered(staff, order) == {"ship", "cancel", "refund"}
    page = take(staff, order, "ship", carrier="DHL", tracking="0034 1")
    assert "0034 1" in page
    assert offered(staff, order) == {"deliver", "refund"}
    take(staff, order, "deliver")
    assert offered(staff, order) == {"refund"}
    assert state(order) == ("delivered", "received")
    history = OrderEvent.objects.values_list("status", "note")
    assert list(history) == [("confirmed", ""), ("shipped", "DHL 0034 1"), ("delivered", "")]
    assert (Stock.objects.get().available, Stock.objects.get().reserved) == (0, 0)
    the_post_goes(now=NOW.replace(year=2100))
    assert "0034 1" in str(mail.outbox[-1].body)


def test_a_cancelled_order_needs_a_reason_and_its_money_goes_back(staff: Staff, order: Order) -> None:
    record_received(reference=order.number, now=NOW)
    refused = staff.send(f"orders/order/{order.pk}/cancel/", {"reason": ""})
    assert (refused.status_code, state(order)) == (200, ("confirmed", "received"))
    assert "This field is required." in refused.content.decode()
    page = take(staff, order, "cancel", reason="It broke.")
    assert "Give the money back" in page
    assert "It broke." in page
    assert "to refund" in staff.get("").content.decode()
    assert offered(staff, order) == {"refund"}
    take(staff, order, "refund")
    assert state(order) == ("cancelled", "refunded")
    assert Stock.objects.get().available == 2
    assert offered(staff, order) == set()


def test_a_step_somebody_else_made_impossible_is_refused_in_words(staff: Staff, order: Order) -> None:
    cancel(number=order.number, reason="", now=NOW)
    page = take(staff, order, "ship", carrier="DHL")
    assert "This order is cancelled by now, and does not become shipped. Nothing was changed." in page
    assert not Movement.objects.filter(kind="shipped").exists()


def test_a_step_taken_twice_is_taken_once(staff: Staff, order: Order) -> None:
    for _ in range(2):
        take(staff, order, "ship", tracking="0034 1")
        take(staff, order, "record_payment")
    assert OrderEvent.objects.filter(status="shipped").count() == 1
    assert "Nothing was awaited." in take(staff, order, "record_payment")


@pytest.mark.parametrize("step", ["ship", "cancel", "record_payment"])
def test_looking_at_a_step_takes_nothing(staff: Staff, order: Order, step: str) -> None:
    before = state(order)
    assert staff.get(f"orders/order/{order.pk}/{step}/", {"reason": "x", "_form_submitted": "on"}).status_code == 200
    assert state(order) == before


def test_a_step_needs_the_token_of_its_page(staff: Staff, order: Order) -> None:
    answer = staff.client.post(f"/admin/orders/order/{order.pk}/ship/", {"_form_submitted": "True"})
    assert (answer.status_code, state(order)) == (403, ("confirmed", "awaited"))


def test_a_dialog_is_told_where_to_go_by_the_header_htmx_knows(staff: Staff, order: Order) -> None:
    path = f"/admin/orders/order/{order.pk}/ship/"
    fields = staff.fields(path.removeprefix("/admin/"))
    answer = staff.client.post(path, fields, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, f"/admin/{page_of(order)}")


def test_who_may_only_look_at_orders_takes_no_step(order: Order) -> None:
    looker = Staff("view_order", email="looker@example.org")
    assert offered(looker, order) == set()
    for step in ("ship", "cancel", "record_payment"):
        assert looker.get(f"orders/order/{order.pk}/{step}/").status_code == 403
    assert state(order) == ("confirmed", "awaited")


def test_who_may_change_orders_takes_them(order: Order) -> None:
    keeper = Staff("view_order", "change_order", email="keeper@example.org")
    take(keeper, order, "ship")
    assert state(order) == ("shipped", "awaited")


def test_an_order_that_is_not_there_leads_back(staff: Staff, order: Order) -> None:
    answer = staff.send("orders/order/4040/ship/", {})
    assert answer.status_code == 302
    assert staff.get("orders/order/number/MISSING/").status_code == 404


def found(staff: Staff, **query: str) -> list[Any]:
    return list(staff.get("orders/order/", query).context["cl"].result_list)


def test_orders_are_found_by_number_tracking_state_and_payment(staff: Staff, order: Order) -> None:
    other = Order.objects.get(number=an_order(someone(), a_record().variant, email="bob@example.org"))
    ship(number=other.number, carrier="", tracking="0034 1", now=NOW)
    record_received(reference=order.number, now=NOW)
    assert found(staff) == [other, order]
    assert found(staff, q=order.number) == found(staff, status__exact="confirmed") == [order]
    assert found(staff, q="0034") == found(staff, q="bob@") == found(staff, payment="awaited") == [other]
    assert found(staff, payment="refunded") == []
