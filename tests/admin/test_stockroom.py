"""The stockroom at the back office: warehouses, where goods lie, counting them, and what may be sold of them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from core.catalog.services import archive_product
from core.inventory.models import Movement, Stock, StockTake, Warehouse, WarehouseStock
from core.inventory.services import ask_alert, reserve
from tests.admin.staff import Form, Staff, complaints
from tests.core.examples import MARKET
from tests.factories import Record, a_record, a_warehouse, someone
from tests.factories.shop import NOW


@pytest.fixture
def record(staff: Staff) -> Record:
    return a_record(title="Blue Train", stock=5)


def lying(variant: int) -> dict[str, int]:
    rows = WarehouseStock.objects.filter(variant=variant, on_hand__gt=0)
    return dict(rows.values_list("warehouse__code", "on_hand"))


def take(staff: Staff, path: str, step: str, **asked: object) -> None:
    """A step of a row's page, by the dialog that asks."""
    answer = staff.send(f"{path}{step}/", asked)
    assert answer.status_code == 302, answer.content.decode()


def test_goods_are_received_into_a_new_warehouse_and_carried_over(staff: Staff, record: Record) -> None:
    staff.save("inventory/warehouse/add/", {"name": "North", "code": "north", "country": "DE", "priority": 2})
    north, main = Warehouse.objects.get(code="north"), Warehouse.objects.get(code="main")
    path = f"inventory/stock/{record.variant}/"
    staff.save(path + "change/", {"received": 3, "warehouse": north.pk, "reference": "NOTE 1"})
    assert lying(record.variant) == {"main": 5, "north": 3}
    take(staff, path, "transfer", **{"source": main.pk, "target": north.pk, "quantity": 4, "reference": "VAN"})
    assert lying(record.variant) == {"main": 1, "north": 7}
    page = staff.get(path + "change/").content.decode()
    assert "On hand in North" in page
    assert "Can be sold" in page
    assert "North" in staff.get(f"inventory/stock/?warehouse={north.pk}").content.decode()


def test_what_is_refused_is_said_in_words(staff: Staff, record: Record) -> None:
    main, north = Warehouse.objects.get(code="main"), a_warehouse()
    path = f"inventory/stock/{record.variant}/"
    take(staff, path, "transfer", **{"source": main.pk, "target": north.pk, "quantity": 6, "reference": ""})
    assert "Only 5 of it can be found there." in staff.get(path + "change/").content.decode()
    take(staff, f"inventory/warehouse/{main.pk}/", "close")
    assert "It stays open" in staff.get(f"inventory/warehouse/{main.pk}/change/").content.decode()
    assert Warehouse.objects.get(code="main").active


def test_a_refused_dialog_stays_open_with_what_was_typed(staff: Staff, record: Record) -> None:
    path, north = f"inventory/stock/{record.variant}/transfer/", a_warehouse()
    typed = {"source": Warehouse.objects.get(code="main").pk, "target": north.pk, "quantity": 6, "reference": "VAN 7"}
    answer = staff.client.post(f"/admin/{path}", staff.fields(path) | typed, headers={"HX-Request": "true"})
    assert (answer.status_code, "HX-Redirect" in answer) == (200, False)
    asked = answer.content.decode()
    assert 'role="alert">Only 5 of it can be found there.' in asked
    kept = Form(asked).fields
    assert {name: kept[name] for name in ("quantity", "reference")} == {"quantity": "6", "reference": "VAN 7"}
    assert kept["target"] == [str(north.pk)]
    assert lying(record.variant) == {"main": 5}


def test_what_never_came_in_is_found_from_the_list_and_gets_its_first_goods(staff: Staff, record: Record) -> None:
    new, other, gone = (a_record(title=title, stock=0) for title in ("Giant Steps", "Moanin'", "Old Wax"))
    archive_product(product_id=gone.product_id)
    path = f"inventory/stock/{new.variant}/change/"
    page = staff.get("inventory/stock/").content.decode()
    assert [f"/stock/{one.variant}/change/" in page for one in (new, other, gone)] == [True, True, False]
    found = staff.get("inventory/stock/", {"q": "giant"}).content.decode()
    assert [f"/stock/{one.variant}/change/" in found for one in (new, other, record)] == [True, False, False]
    assert "Nothing ever came in of these" not in staff.get("inventory/stock/", {"level": "few"}).content.decode()
    assert staff.get("inventory/stock/", {"q": "\0"}).status_code == 200
    staff.save(path, {"received": 3})
    assert lying(new.variant) == {"main": 3}
    assert "Giant Steps" not in str(staff.get("inventory/stock/").context["never_received"]["rows"])


def test_what_never_came_in_can_be_sold_uncounted_or_owed(staff: Staff) -> None:
    gift, preordered = a_record(stock=0), a_record(stock=0)
    take(staff, f"inventory/stock/{gift.variant}/", "count", **{"available": 0, "unlimited": "on"})
    take(staff, f"inventory/stock/{preordered.variant}/", "backorders", **{"limit": 4})
    kept = Stock.objects.order_by("variant").values_list("variant", "unlimited", "backorder_limit")
    assert list(kept) == [(gift.variant, True, 0), (preordered.variant, False, 4)]
    for nobody in ("4040", "what"):
        assert staff.get(f"inventory/stock/{nobody}/change/").status_code == 302


def test_a_list_takes_no_more_statements_for_what_never_came_in(
    staff: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        a_record(formats=("LP", "CD"), stock=0)
    with django_assert_max_num_queries(8):
        staff.get("inventory/stock/")


def test_what_may_be_owed_and_what_is_held_back_is_asked_and_listed(staff: Staff, record: Record) -> None:
    path = f"inventory/stock/{record.variant}/"
    take(staff, path, "backorders", **{"limit": 4, "expected_at": "2099-04-01T09:00"})
    take(staff, path, "safety_stock", **{"units": 2})
    row = Stock.objects.get()
    assert (row.available, row.safety, row.backorder_limit) == (3, 2, 4)
    assert row.expected_at is not None
    assert row.expected_at.year == 2099
    reserve(quantities={record.variant: 5}, reference="ORDER", now=NOW)
    assert "2 owed" in staff.get("inventory/stock/?level=owed").content.decode()
    assert "Blue Train" not in staff.get("inventory/stock/?level=none").content.decode()


def test_a_warehouse_is_counted_by_scanning_and_written_down(staff: Staff, record: Record) -> None:
    other = a_record(stock=2)
    sku = Stock.objects.get(variant=record.variant).variant.sku
    staff.save("inventory/stocktake/add/", {"warehouse": Warehouse.objects.get().pk})
    counting = StockTake.objects.get()
    path = f"inventory/stocktake/{counting.pk}/"
    staff.save(path + "change/", {"code": sku.lower(), "counted": 4})
    page = staff.get(path + "change/").content.decode()
    assert "Blue Train" in page
    assert complaints(staff.send(path + "change/", {"code": "NO SUCH", "counted": 4}))
    assert complaints(staff.send("inventory/stocktake/add/", {"warehouse": counting.warehouse_id}))
    take(staff, path, "finish")
    assert lying(record.variant) == {"main": 4}
    assert lying(other.variant) == {"main": 2}
    assert Movement.objects.filter(kind="lost").values_list("quantity", "reference").get() == (
        1,
        f"stock take {counting.pk}",
    )
    assert staff.send(path + "change/", {"code": sku, "counted": 9}, to=path + "change/").status_code == 403


def test_goods_are_carried_over_only_where_there_is_another_warehouse(staff: Staff, record: Record) -> None:
    page, step = f"inventory/stock/{record.variant}/change/", f"/admin/inventory/stock/{record.variant}/transfer/"
    assert step not in staff.get(page).content.decode()
    a_warehouse()
    assert step in staff.get(page).content.decode()


def test_who_waits_is_seen(staff: Staff) -> None:
    gone = a_record(title="Giant Steps", stock=0)
    ask_alert(principal=someone(), variant_id=gone.variant, email="ada@example.org", market=MARKET, now=NOW)
    page = staff.get("inventory/stockalert/").content.decode()
    assert "Giant Steps" in page
    assert "ada@example.org" in page
