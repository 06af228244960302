"""Products at the back office: plain edits, after which lists show what was saved."""

from typing import Any

import pytest

from core.catalog.models import Product, Variant
from core.pricing.services import set_price
from tests.admin.staff import Staff, complaints
from tests.core.examples import CURRENCY, listed, listed_ids, listing_of
from tests.factories import Record, a_category, a_record


@pytest.fixture
def record(staff: Staff) -> Record:
    return a_record(title="Kind of Blue")


def page_of(record: Record) -> str:
    return f"catalog/product/{record.product_id}/change/"


def test_a_product_saved_is_what_lists_show(staff: Staff, record: Record) -> None:
    jazz = a_category("Jazz")
    staff.save(page_of(record), {"title": "Kind of Red", "brand": "Nobody", "categories": [jazz]})
    assert [(card.title, card.brand) for card in listed(jazz)] == [("Kind of Red", "Nobody")]


def test_a_product_saved_as_it_is_stays_as_it_is(staff: Staff, record: Record) -> None:
    before = listed()
    staff.save(page_of(record))
    assert listed() == before


def test_a_product_taken_out_of_a_category_is_gone_from_its_list(staff: Staff) -> None:
    jazz = a_category("Jazz")
    record = a_record(categories=(jazz,))
    staff.save(page_of(record), {"categories": []})
    assert listed_ids(jazz) == set()
    assert listed_ids() == {record.product_id}


def test_an_archived_product_is_hidden(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"status": "archived"})
    assert listed() == ()


def test_an_active_product_needs_a_date(staff: Staff, record: Record) -> None:
    response = staff.send(page_of(record), {"published_at_0": "", "published_at_1": ""})
    assert "A product on show needs a date" in str(complaints(response))
    assert listing_of(record.product_id).visible


def a_variant(nth: int, sku: str, options: str) -> dict[str, Any]:
    return {
        f"variants-{nth}-sku": sku,
        f"variants-{nth}-option_values": options,
        f"variants-{nth}-position": nth,
        f"variants-{nth}-weight_grams": 0,
    }


def test_a_new_product_is_on_show_once_it_is_priced(staff: Staff) -> None:
    changes = {
        "title": "Blue Train",
        "slug": "blue-train",
        "status": "active",
        "published_at_0": "2026-01-01",
        "published_at_1": "12:00",
        "option_names": "Format",
        "variants-TOTAL_FORMS": 1,
        **a_variant(0, "BT-LP", "LP"),
    }
    staff.save("catalog/product/add/", changes)
    assert listed() == ()
    set_price(variant_id=Variant.objects.get(sku="BT-LP").pk, currency=CURRENCY, amount=1)
    assert [card.title for card in listed()] == ["Blue Train"]


def test_two_variants_of_the_same_options_are_refused(staff: Staff, record: Record) -> None:
    again = staff.send(page_of(record), {"variants-TOTAL_FORMS": 2, **a_variant(1, "NEW", "LP")})
    assert "Another variant has the same." in str(complaints(again))
    both = {"variants-TOTAL_FORMS": 3, **a_variant(1, "NEW-1", "CD"), **a_variant(2, "NEW-2", "CD")}
    assert "Another variant has the same." in str(complaints(staff.send(page_of(record), both)))
    assert Variant.objects.count() == 1


@pytest.mark.parametrize("options", ["", " , ", '""', "LP, Red", '"LP", Red', "LP,Red,Blue"])
def test_a_variant_has_one_text_for_each_option(staff: Staff, record: Record, options: str) -> None:
    assert complaints(staff.send(page_of(record), a_variant(0, "NEW", options)))
    assert Variant.objects.get().option_values == ["LP"]


@pytest.mark.parametrize("text", ["Live, at Leeds", 'The 12" mix', "[LP]", "Größe L"])
def test_whatever_a_text_has_in_it_it_is_written_as_one_and_read_as_one(
    staff: Staff, record: Record, text: str
) -> None:
    Variant.objects.update(option_values=[text])
    staff.save(page_of(record))
    assert Variant.objects.get().option_values == [text]


def test_a_product_without_options_has_one_variant_without_values(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"option_names": "", **a_variant(0, "ONLY", "")})
    assert Product.objects.get().option_names == Variant.objects.get().option_values == []


def test_a_variant_stays_for_its_prices_stock_and_movements_hang_on_it(staff: Staff) -> None:
    record = a_record(formats=("LP", "CD"), price=1000)
    before = listed()
    staff.save(page_of(record), {"variants-0-DELETE": "on"})
    assert Variant.objects.count() == 2
    assert listed() == before


def test_a_product_that_was_listed_is_archived_not_deleted(staff: Staff, record: Record) -> None:
    assert staff.send(f"catalog/product/{record.product_id}/delete/", {"post": "yes"}).status_code == 403
    assert listed_ids() == {record.product_id}
