"""Staff take lists away as spreadsheets: what they see of them, and nothing that calculates."""

import pytest

from core.audit.models import Record
from core.audit.types import Event
from core.catalog.models import Product
from core.orders.models import Order
from tests.admin.staff import Staff, rows
from tests.factories import Shop, a_shop, an_order, someone
from tests.personas import make_customer


@pytest.fixture
def shop(db: None) -> Shop:
    return a_shop()


def test_products_as_the_list_is_filtered(staff: Staff, shop: Shop) -> None:
    Product.objects.filter(id=shop.record.product_id).update(brand='=HYPERLINK("http://evil.example")')
    (row,) = rows(staff.get("catalog/product/export/", {"q": shop.record.slug}))
    assert (row["slug"], row["brand"]) == (shop.record.slug, '\'=HYPERLINK("http://evil.example")')


def test_people_without_what_they_sign_in_by(staff: Staff) -> None:
    make_customer("eve@example.org", name="+49 30 1234")
    response = staff.get("customers/user/export/")
    found = rows(response)
    assert {row["name"] for row in found} == {"", "'+49 30 1234"}
    assert not {"password", "credential_epoch"} & found[0].keys()
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_orders_with_their_amounts_as_numbers(staff: Staff, shop: Shop) -> None:
    order = Order.objects.get(number=an_order(someone(), shop.record.variant))
    order.address["name"] = "@SUM(A1)"
    order.save()
    (row,) = rows(staff.get("orders/order/export/"))
    assert (row["number"], row["name"]) == (order.number, "'@SUM(A1)")
    assert row["total"] == f"{order.total / 100:.2f}"


def test_all_products_as_shopify_writes_them(staff: Staff, shop: Shop) -> None:
    found = rows(staff.get("imports/importrun/export_products/"))
    assert shop.record.slug in {row["URL handle"] for row in found}


@pytest.mark.parametrize(
    ("path", "kind"),
    [("customers/user/export/", "customers.user"), ("imports/importrun/export_products/", "imports.importrun")],
)
def test_it_is_written_down_who_took_what_away(staff: Staff, path: str, kind: str) -> None:
    staff.get(path)
    told = Record.objects.get(event=Event.EXPORTED)
    assert (told.actor_email, told.subject_kind) == (staff.user.email, kind)


@pytest.mark.parametrize("path", ["catalog/product/export/", "customers/user/export/", "orders/order/export/"])
def test_lists_that_somebody_may_not_see_are_not_given_to_them(db: None, path: str) -> None:
    assert Staff("view_coupon").get(path).status_code == 403


@pytest.mark.parametrize("path", ["catalog/product/", "customers/user/", "orders/order/"])
def test_the_list_has_a_button_for_it_and_none_to_bring_anything_in(staff: Staff, path: str) -> None:
    page = staff.get(path).content.decode()
    assert f"/admin/{path}export/" in page
    assert f"/admin/{path}import/" not in page
