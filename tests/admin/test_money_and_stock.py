"""Stock and payments at the back office change through the services, or not at all."""

import pytest

from core.inventory.models import Movement, Stock
from core.payments.models import Payment
from tests.admin.staff import Staff, complaints
from tests.core.examples import listing_of
from tests.factories import Record, a_record, an_order, someone


@pytest.fixture
def record(staff: Staff) -> Record:
    return a_record(formats=("LP",), price=1000, stock=0)


# --- Stock ----------------------------------------------------------------------------------------


def test_goods_that_come_in_are_added_and_written_down(staff: Staff, record: Record) -> None:
    staff.save("inventory/stock/add/", {"variant": record.variant, "received": 5, "reference": "NOTE 1"})
    staff.save(f"inventory/stock/{record.variant}/change/", {"received": 3})
    staff.save("inventory/stock/add/", {"variant": record.variant, "received": 1, "reference": "NOTE 2"})
    assert (Stock.objects.get().available, Stock.objects.get().reserved) == (9, 0)
    written = Movement.objects.order_by("id").values_list("kind", "quantity", "reference")
    assert list(written) == [("received", 5, "NOTE 1"), ("received", 3, ""), ("received", 1, "NOTE 2")]
    assert listing_of(record.product_id).in_stock


@pytest.mark.parametrize("received", [0, -1, 2**31, "many", ""])
def test_what_cannot_come_in_is_refused(staff: Staff, record: Record, received: object) -> None:
    staff.save("inventory/stock/add/", {"variant": record.variant, "received": 5})
    response = staff.send(f"inventory/stock/{record.variant}/change/", {"received": received})
    assert complaints(response)
    assert Stock.objects.get().available == 5


def test_stock_is_never_written_over_or_deleted(staff: Staff, record: Record) -> None:
    staff.save("inventory/stock/add/", {"variant": record.variant, "received": 5})
    staff.save(f"inventory/stock/{record.variant}/change/", {"available": 99, "reserved": 99, "received": 1})
    assert (Stock.objects.get().available, Stock.objects.get().reserved) == (6, 0)
    path = f"inventory/stock/{record.variant}/"
    assert staff.send(path + "change/", {"post": "yes"}, to=path + "delete/").status_code == 403


# --- Payments -------------------------------------------------------------------------------------


@pytest.fixture
def payment(staff: Staff) -> Payment:
    number = an_order(someone(), a_record().variant)
    return Payment.objects.get(reference=number)


def test_money_that_has_come_is_recorded_and_a_second_time_changes_nothing(staff: Staff, payment: Payment) -> None:
    staff.act("payments/payment/", "mark_received", payment.pk)
    payment.refresh_from_db()
    assert (payment.status, payment.received_at is not None) == ("received", True)
    first = payment.received_at
    again = staff.act("payments/payment/", "mark_received", payment.pk)
    payment.refresh_from_db()
    assert payment.received_at == first
    assert "0 recorded as received." in staff.client.get(again.headers["Location"]).content.decode()


def test_who_may_only_look_at_payments_records_none(payment: Payment) -> None:
    looker = Staff("view_payment", email="looker@example.org")
    assert "mark_received" not in looker.get("payments/payment/").content.decode()
    looker.act("payments/payment/", "mark_received", payment.pk)
    payment.refresh_from_db()
    assert payment.status == "awaited"


def test_who_may_change_payments_records_them(payment: Payment) -> None:
    keeper = Staff("change_payment", "view_payment", email="keeper@example.org")
    keeper.act("payments/payment/", "mark_received", payment.pk)
    payment.refresh_from_db()
    assert payment.status == "received"
