"""Who did what is written down, on every backend and in the back office, and stays as it was written."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.signals import user_logged_in
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from core.audit import services as audit
from core.audit.models import Record
from core.audit.types import Actor, Event, Fact
from core.orders.models import Order
from core.shared.acts import staff_acted
from project.audit import sign_ins, staff
from tests.admin.staff import Staff
from tests.factories import Shop, a_coupon, a_shop, an_order, someone
from tests.personas import PASSWORD, Browser, Phone, make_customer

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def written(**which: object) -> list[str]:
    """What has happened, oldest first."""
    return [row.event for row in Record.objects.filter(**which).order_by("id")]


@pytest.fixture
def shop() -> Shop:
    return a_shop()


@pytest.fixture
def clerk() -> Staff:
    return Staff()


# --- Ways in --------------------------------------------------------------------------------------


def test_what_becomes_of_a_sign_in_is_written_for_every_backend() -> None:
    make_customer(ADA)
    browser, phone = Browser(), Phone()
    browser.sign_in(ADA, "wrong-horse-1")
    browser.sign_in(ADA)
    browser.sign_out()
    phone.sign_in(ADA)
    assert written(backend="web") == ["sign_in_failed", "signed_in", "signed_out"]
    assert written(backend="mobile") == ["signed_in"]
    failed, inside = Record.objects.filter(backend="web").order_by("id")[:2]
    assert (failed.actor_id, failed.actor_email) == (None, ADA)
    assert inside.actor_email == ADA
    assert inside.actor_id is not None
    assert {row.address for row in (failed, inside)} == {"127.0.0.1"}
    assert all(len(row.request_id) == 36 for row in (failed, inside))


def test_a_change_of_password_is_written() -> None:
    make_customer(ADA)
    browser = Browser()
    browser.sign_in(ADA)
    assert browser.change_password("another-horse-7").status_code == 401  # allauth: signed out by it
    assert "password_changed" in written(actor_email=ADA)


def test_signing_up_and_verifying_is_written() -> None:
    Phone().sign_up(ADA)
    assert {"signed_up", "email_verified", "signed_in"} <= set(written(backend="mobile", actor_email=ADA))


def test_a_refresh_token_that_is_used_again_is_written() -> None:
    make_customer(ADA)
    phone = Phone()
    phone.sign_in(ADA)
    old = phone.refresh
    phone.renew()
    phone.renew(old)
    assert written(backend="mobile", actor_email=ADA) == ["signed_in", "refresh_reused"]


def test_guessing_that_is_locked_out_is_written() -> None:
    make_customer(ADA)
    for _ in range(12):
        Browser().sign_in(ADA, "wrong-horse-1")
    assert "locked_out" in written(actor_email=ADA)


def test_what_is_typed_for_an_address_and_is_none_is_not_kept() -> None:
    """People type their passwords there."""
    with transaction.atomic():
        sign_ins.write_failed(credentials={"username": "correct-horse-9", "password": "x"})
    assert not Record.objects.exclude(actor_email="").exists()


def test_without_its_receiver_a_sign_in_goes_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin."""
    make_customer(ADA)
    monkeypatch.setattr(user_logged_in, "receivers", [])
    user_logged_in.sender_receivers_cache.clear()
    Browser().sign_in(ADA)
    assert "signed_in" not in written()


# --- Staff ----------------------------------------------------------------------------------------


def add_a_coupon(clerk: Staff, shop: Shop) -> None:
    clerk.save("promotions/coupon/add/", {"code": "SPRING", "name": "Spring", "kind": "percent", "value": "10"})


def change_a_coupon(clerk: Staff, shop: Shop) -> None:
    clerk.save(f"promotions/coupon/{a_coupon('SUMMER').pk}/change/", {"name": "Summer"})


def delete_a_coupon(clerk: Staff, shop: Shop) -> None:
    clerk.send(f"promotions/coupon/{a_coupon('WINTER').pk}/delete/", {"post": "yes"})


def look_at_a_customer(clerk: Staff, shop: Shop) -> None:
    assert clerk.get(f"customers/user/{make_customer(ADA).pk}/change/").status_code == 200


def look_through_the_orders(clerk: Staff, shop: Shop) -> None:
    assert clerk.get("orders/order/", {"q": ADA}).status_code == 200


def cancel_an_order(clerk: Staff, shop: Shop) -> None:
    order = Order.objects.get(number=an_order(someone(), shop.record.variant))
    answer = clerk.send(f"orders/order/{order.pk}/cancel/", {"reason": "Sold twice"})
    assert answer.status_code == 302


DEEDS: list[tuple[Callable[[Staff, Shop], None], str, str]] = [
    (add_a_coupon, "added", "promotions.coupon"),
    (change_a_coupon, "changed", "promotions.coupon"),
    (delete_a_coupon, "deleted", "promotions.coupon"),
    (look_at_a_customer, "viewed", "customers.user"),
    (look_through_the_orders, "listed", "orders.order"),
    (cancel_an_order, "step_taken", "orders.order"),
]


@pytest.mark.parametrize(("deed", "event", "kind"), DEEDS, ids=lambda it: getattr(it, "__name__", it))
def test_what_staff_do_is_written_with_who_and_from_where(
    clerk: Staff, shop: Shop, deed: Callable[[Staff, Shop], None], event: str, kind: str
) -> None:
    deed(clerk, shop)
    row = Record.objects.filter(event=event).order_by("-id")[0]
    assert (row.subject_kind, row.actor_id, row.backend, row.address) == (kind, clerk.user.pk, "admin", "127.0.0.1")


@pytest.mark.parametrize(("deed", "event", "kind"), DEEDS, ids=lambda it: getattr(it, "__name__", it))
def test_with_nobody_listening_it_goes_unseen(
    clerk: Staff, shop: Shop, deed: Callable[[Staff, Shop], None], event: str, kind: str
) -> None:
    """The twin."""
    staff_acted.disconnect(staff.write_down)
    try:
        deed(clerk, shop)
    finally:
        staff_acted.connect(staff.write_down)
    assert not Record.objects.filter(event=event).exists()


def test_a_change_says_which_fields_and_not_what_is_in_them(clerk: Staff) -> None:
    coupon = a_coupon("SUMMER")
    clerk.save(f"promotions/coupon/{coupon.pk}/change/", {"name": "Summer of 2026"})
    row = Record.objects.get(event="changed")
    assert (row.subject_id, row.subject_name) == (str(coupon.pk), "SUMMER")
    assert row.details == {"what": "Changed Name."}


def test_what_cannot_be_written_down_is_not_done(clerk: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    coupon = a_coupon("SUMMER", name="Before")

    def fail(**kwargs: Any) -> None:
        raise DatabaseError

    clerk.client.raise_request_exception = False
    fields = clerk.fields(f"promotions/coupon/{coupon.pk}/change/")
    monkeypatch.setattr("project.audit.writing.record", fail)
    assert (
        clerk.client.post(f"/admin/promotions/coupon/{coupon.pk}/change/", fields | {"name": "After"}).status_code
        >= 500
    )
    coupon.refresh_from_db()
    assert coupon.name == "Before"


def test_those_who_may_look_through_it_and_nobody_changes_it(clerk: Staff) -> None:
    for path in ("audit/record/", f"audit/record/{Record.objects.latest('id').pk}/change/"):
        page = clerk.get(path)
        assert page.status_code == 200
        assert clerk.user.email in page.content.decode()
    for path in ("audit/record/add/", f"audit/record/{Record.objects.latest('id').pk}/delete/"):
        assert clerk.get(path).status_code == 403
    assert Staff("view_order", email="packer@example.org").get("audit/record/").status_code == 403


# --- It stays -------------------------------------------------------------------------------------


def test_a_record_is_not_written_over() -> None:
    audit.record(fact=Fact(Event.SIGNED_IN, Actor(email=ADA)), now=timezone.now())
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        Record.objects.update(actor_email="eve@example.org")
    assert Record.objects.get().actor_email == ADA


def test_it_is_kept_for_a_year_and_then_swept() -> None:
    now = timezone.now()
    for age in (audit.KEPT + timedelta(minutes=1), audit.KEPT - timedelta(minutes=1)):
        audit.record(fact=Fact(Event.SIGNED_IN), now=now - age)
    assert audit.forget_old_records(now=now) == 1
    assert Record.objects.get().happened_at > now - audit.KEPT


def test_no_secret_is_kept() -> None:
    details = {"password": PASSWORD, "reason": "card 4242 4242 4242 4242"}
    audit.record(fact=Fact(Event.STEP_TAKEN, details=details), now=timezone.now())
    assert Record.objects.get().details == {"password": "[hidden]", "reason": "card [hidden]"}
