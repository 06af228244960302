"""Rates of taxes at the back office: written as people write them, and tried before a shopper does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.catalog.models import Product
from core.catalog.services import set_tax_class
from core.orders.models import Order
from core.tax.models import TaxRate
from tests.admin.staff import Staff, complaints, rows
from tests.factories import a_record, a_shipping_method, a_tax_rate, an_order, someone

ADD = "tax/taxrate/add/"
TRY = "tax/taxrate/try_it/"
SOUND = {"name": "VAT", "country": "DE", "tax_class": "standard"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [("19", 19_000), ("7.25", 7_250), ("7,25", 7_250), ("19 %", 19_000), ("9.975%", 9_975), ("0", 0), ("100", 100_000)],
)
def test_a_rate_is_typed_as_people_write_it_and_shown_so_again(staff: Staff, written: str, kept: int) -> None:
    staff.save(ADD, SOUND | {"percent": written})
    row = TaxRate.objects.get()
    assert row.rate == kept
    page = f"tax/taxrate/{row.pk}/change/"
    assert staff.fields(page)["percent"] == written.rstrip(" %").replace(",", ".")
    staff.save(page)
    assert TaxRate.objects.get().rate == kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"percent": "101"},
        {"percent": "-1"},
        {"percent": "7.2501"},
        {"percent": "much"},
        {"percent": ""},
        {"country": "Germany"},
        {"country": "US", "region": "Atlantis"},
        {"adds": "on"},
        {"tax_class": "Books!"},
        {"tax_class": "Books"},
        {"country": "FR"},
        {"country": "FR", "starts_at_0": "2027-01-01", "starts_at_1": "00:00"},
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(staff: Staff, wrong: dict[str, str]) -> None:
    a_tax_rate(country="FR")
    a_tax_rate(country="FR", starts_at="2027-01-01T00:00Z")
    assert complaints(staff.send(ADD, SOUND | {"percent": "19"} | wrong))
    assert TaxRate.objects.count() == 2


def test_a_region_is_kept_by_its_code_however_it_is_written(staff: Staff) -> None:
    staff.save(ADD, {"name": "Sales tax", "country": "US", "region": "NY", "tax_class": "standard", "percent": "4"})
    assert TaxRate.objects.get().region == "NY"


def test_the_list_says_which_rates_are_valid(staff: Staff) -> None:
    now = timezone.now()
    a_tax_rate(16_000)
    a_tax_rate(19_000, starts_at=now - timedelta(days=1))
    a_tax_rate(21_000, starts_at=now + timedelta(days=1))
    a_tax_rate(7_000, tax_class="reduced")
    rows = staff.get("tax/taxrate/").context["cl"].result_list
    view = {row.rate: (row.since > now, row.replaced) for row in rows}
    assert view == {16_000: (False, True), 19_000: (False, False), 21_000: (True, False), 7_000: (False, False)}


def test_something_can_be_tried_before_it_is_sold(staff: Staff) -> None:
    a_tax_rate()
    assert staff.get(TRY).context["found"] is None, "nothing was asked yet"
    asked = {"amount": "119", "currency": "EUR", "included": "on", "tax_class": "standard", "country": "DE"}
    assert staff.get(TRY, asked).context["found"] == {
        "net": "€100.00",
        "taxes": [("VAT (19%)", "€19.00")],
        "total": "€119.00",
    }
    del asked["included"]
    assert staff.get(TRY, asked).context["found"]["total"] == "€141.61"
    assert "Nobody has written down a rate" in staff.get(TRY, asked | {"country": "FR"}).content.decode()


def test_what_cannot_be_tried_is_told_so(staff: Staff) -> None:
    a_tax_rate(country="US", region="CA")
    asked = {"amount": "1.001", "currency": "EUR", "tax_class": "standard", "country": "US"}
    response = staff.get(TRY, asked)
    assert response.context["found"] is None
    assert set(response.context["form"].errors) == {"amount", "region"}


def test_who_may_not_look_at_taxes_cannot_try_them(db: None) -> None:
    assert Staff("view_order").get(TRY).status_code == 403
    assert Staff("view_taxrate", email="other@example.org").get(TRY).status_code == 200


def test_an_orders_page_and_its_row_in_a_file_tell_its_taxes(staff: Staff) -> None:
    a_tax_rate()
    a_shipping_method(tax_included=False)
    order = Order.objects.get(number=an_order(someone(), a_record(price=1999).variant))
    page = staff.get(f"orders/order/{order.pk}/change/").content.decode()
    on_top, total, within = (page.index(f">{said}<") for said in ("VAT (19%)", "Total", "includes VAT (19%)"))
    assert on_top < total < within
    (row,) = rows(staff.get("orders/order/export/"))
    assert (row["tax"], row["tax_added"]) == ("4.12", "0.93")


# --- Classes --------------------------------------------------------------------------------------


def choices(staff: Staff, path: str) -> list[str]:
    return [code for code, _ in staff.get(path).context["adminform"].form.fields["tax_class"].choices]


def test_a_product_is_of_a_class_that_has_a_rate(staff: Staff) -> None:
    a_tax_rate(tax_class="shipping")
    a_tax_rate(7_000, tax_class="reduced", starts_at=timezone.now() + timedelta(days=1))
    record = a_record()
    path = f"catalog/product/{record.product_id}/change/"
    assert choices(staff, path) == choices(staff, "catalog/product/add/") == ["standard", "reduced"]
    staff.save(path, {"tax_class": "reduced"})
    assert Product.objects.get().tax_class == "reduced"
    assert complaints(staff.send(path, {"tax_class": "reducd"}))
    again = staff.act("catalog/product/", "tax_chosen", record.product_id, confirmed="1", tax_class="reducd")
    assert "Select a valid choice." in again.content.decode()
    staff.act("catalog/product/", "tax_chosen", record.product_id, confirmed="1", tax_class="standard")
    assert Product.objects.get().tax_class == "standard"


def test_a_class_that_no_rate_has_is_kept_and_named_until_it_has_one(staff: Staff) -> None:
    record = a_record()
    set_tax_class(product_ids=[record.product_id], tax_class="reducd")
    staff.save(f"catalog/product/{record.product_id}/change/", {"brand": "Blue Note"})
    assert Product.objects.get().tax_class == "reducd"
    assert "of a tax class without a rate" in staff.get("").content.decode()
    page = staff.get("tax/taxrate/").content.decode()
    assert "/admin/catalog/product/?tax_class=reducd" in page
    assert [row.pk for row in staff.get("catalog/product/?tax_class=reducd").context["cl"].result_list] == [
        record.product_id
    ]
    assert '<option value="reducd">' in staff.get(ADD).content.decode(), "its rate is suggested"
    staff.save(ADD, SOUND | {"tax_class": "reducd", "percent": "7"})
    assert "reducd</strong>" not in staff.get("tax/taxrate/").content.decode()


def test_a_rate_of_a_class_that_nothing_is_of_is_kept_and_told_so(staff: Staff) -> None:
    answer = staff.send(ADD, SOUND | {"tax_class": "boks", "percent": "7"})
    assert "No product is of the class boks so far." in staff.client.get(answer["Location"]).content.decode()
    answer = staff.send(ADD, SOUND | {"tax_class": "shipping", "percent": "7"})
    assert "No product" not in staff.client.get(answer["Location"]).content.decode()
