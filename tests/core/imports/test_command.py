"""`manage.py import_products`: the catalogue as the file has it, and a word on everything else."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.catalog.models import Category, Product, ProductImage, Variant
from core.catalog.services import create_category
from core.imports.models import ImportRun
from core.inventory.models import Stock
from core.pricing.models import Price
from tests.core.imports.files import HEADERS, write
from tests.core.imports.merchant import Merchant, lamp, runs, shop_state
from tests.core.imports.test_columns import CURRENT
from tests.factories import a_record


def test_a_product_is_all_the_file_says(merchant: Merchant) -> None:
    done = merchant.brings(
        lamp(
            vendor="Lux",
            tags="brass, black",
            grams="1200",
            compare_at_price="25",
            barcode="4006381333931",
            image_src="https://cdn.example/lamp.jpg",
            inventory_tracker="shopify",
            inventory_qty="7",
            seo_title="Lamp | Lux",
        )
        | {"Body (HTML)": "<p onclick='x()'>Bright <b>and</b> warm<script>alert(1)</script></p>"}
    )
    assert (done.code, done.report) == (0, [])
    assert "1 rows (UTF-8, separated by commas)" in done.said
    assert "Products: 1 new, 0 changed, 0 already so, 0 left out." in done.said
    product = Product.objects.get()
    assert (product.slug, product.title, product.brand, product.kind) == ("lamp", "Lamp", "Lux", "Indoor")
    assert (product.tags, product.seo_title, product.status) == (["brass", "black"], "Lamp | Lux", "active")
    assert product.description == "<p>Bright <b>and</b> warm</p>"
    assert Category.objects.values_list("id", "name", "url_path").get() == (
        product.main_category_id,
        "Indoor",
        "indoor",
    )
    variant = Variant.objects.get()
    assert (variant.sku, variant.gtin, variant.weight_grams, variant.option_values) == (
        "L-1",
        "4006381333931",
        1200,
        [],
    )
    price = Price.objects.get()
    assert (price.amount, price.compare_at, price.price_list.currency) == (
        1999,
        2500,
        django_settings.SHOP_CURRENCIES[0],
    )
    assert Stock.objects.get().available == 7
    image = ProductImage.objects.get()
    assert (image.source_url, image.file.name) == ("https://cdn.example/lamp.jpg", "")


def test_todays_headers_lead_to_the_same_shop_as_those_of_before(merchant: Merchant) -> None:
    merchant.brings(lamp(option1_name="Size", option1_value="S", barcode="4006381333931", grams="5", status="active"))
    before = shop_state()
    file = write(
        merchant.folder / "today.csv",
        CURRENT,
        [
            {
                "URL handle": "lamp",
                "Title": "Lamp",
                "Type": "Indoor",
                "Price": "19.99",
                "SKU": "L-1",
                "Option1 name": "Size",
                "Option1 value": "S",
                "Barcode": "4006381333931",
                "Weight value (grams)": "5",
                "Weight unit for display": "kg",
                "Status": "Active",
                "Published on online store": "TRUE",
            }
        ],
    )
    done = merchant.imports(file)
    assert (done.code, "1 already so" in done.said) == (0, True)
    assert shop_state() == before


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8")]
)
@pytest.mark.parametrize(("delimiter", "word"), [(";", "semicolons"), ("\t", "tabs"), (",", "commas")])
def test_whatever_a_spreadsheet_saved_it_as(
    merchant: Merchant, encoding: str, name: str, delimiter: str, word: str
) -> None:
    rows = [lamp(title="Große Lampe für draußen", price="19,99")]
    file = write(merchant.folder / "a.csv", HEADERS, rows, encoding=encoding, delimiter=delimiter)
    done = merchant.imports(file)
    assert (done.code, f"({name}, separated by {word})" in done.said) == (0, True)
    assert Product.objects.get().title == "Große Lampe für draußen"
    assert Price.objects.get().amount == 1999
    guesses = [(1, "encoding_guessed")] if encoding == "cp1252" else []
    assert done.codes == guesses


def test_an_encoding_can_be_named(merchant: Merchant) -> None:
    file = write(merchant.folder / "a.csv", HEADERS, [lamp(title="Żółta lampa")], encoding="mac_latin2")
    assert merchant.imports(file, "--encoding", "mac_latin2").code == 0
    assert Product.objects.get().title == "Żółta lampa"
    assert merchant.imports(file, "--encoding", "klingon").said == "There is no encoding klingon."


def test_categories_are_made_once_in_any_script_and_found_again(merchant: Merchant) -> None:
    indoor = create_category(name="Indoors!", slug="indoor")
    types = ("Indoor", "indoor", "照明", "Lampes d'été", "照明", "")
    done = merchant.brings(*(lamp(handle=f"l{n}", sku=f"L{n}", type=kind) for n, kind in enumerate(types)))
    assert done.code == 0
    assert sorted(Category.objects.values_list("url_path", "name")) == [
        ("indoor", "Indoors!"),
        ("lampes-dété", "Lampes d'été"),
        ("照明", "照明"),
    ]
    assert set(Product.objects.filter(main_category=indoor).values_list("slug", flat=True)) == {"l0", "l1"}
    assert Product.objects.get(slug="l5").main_category is None


def test_what_is_wrong_is_left_out_and_reported_by_row(merchant: Merchant) -> None:
    done = merchant.brings(
        lamp(),
        lamp(handle="chair", title="Chair", sku="C-1", price="=cmd|' /C calc'!A0"),
        lamp(handle="table", title="@Table", sku="T-1", barcode="-123"),
        lamp(handle="shelf", title="Shelf", sku="L-1"),
    )
    assert done.code == 2
    assert "3 new" not in done.said
    assert "Products: 2 new, 0 changed, 0 already so, 2 left out." in done.said
    assert "2 products were left out, for the reasons in products-report.csv" in done.said
    assert set(Product.objects.values_list("slug", flat=True)) == {"lamp", "table"}
    assert [(row["Line"], row["Kind"], row["Handle"], row["Column"], row["Code"]) for row in done.report] == [
        ("3", "fault", "chair", "Variant Price", "price_unclear"),
        ("4", "notice", "table", "Variant Barcode", "barcode_dropped"),
        ("5", "fault", "shelf", "Variant SKU", "sku_twice"),
    ]
    assert [row["Value"] for row in done.report] == ["'=cmd|' /C calc'!A0", "'-123", "L-1"]
    assert done.report[2]["What is the matter"] == "The SKU stands on line 2 already."


def test_rows_of_a_product_that_do_not_stand_together_leave_all_of_it_out(merchant: Merchant) -> None:
    first = lamp(option1_name="Size", option1_value="S")
    done = merchant.brings(first, lamp(handle="chair", sku="C-1"), lamp(option1_value="M", sku="L-2"))
    assert (done.code, done.codes) == (2, [(2, "handle_scattered"), (4, "handle_scattered")])
    assert "line 4 too" in done.report[0]["What is the matter"]
    assert "line 2 too" in done.report[1]["What is the matter"]
    assert Product.objects.get().slug == "chair"


def test_a_sku_of_another_product_in_the_shop_is_refused_on_its_row(merchant: Merchant) -> None:
    record = a_record()
    sku = Variant.objects.get(id=record.variant).sku
    before = shop_state()
    first = lamp(option1_name="Size", option1_value="S")
    done = merchant.brings(first, lamp(title="", option1_value="M", sku=sku))
    assert (done.code, done.codes) == (2, [(3, "sku_taken")])
    assert record.slug in done.report[0]["What is the matter"]
    unnoticed = {label: rows for label, rows in shop_state().items() if label != "catalog.Category"}
    assert unnoticed == {label: rows for label, rows in before.items() if label != "catalog.Category"}
    assert runs() == [("finished", 2, 0, 0, 0, 1)]


def test_what_only_the_database_sees_refuses_one_product_and_no_other(merchant: Merchant) -> None:
    """Two variants that exchange their options: one of them would be twice for a moment."""
    red, blue = lamp(option1_name="Colour", option1_value="Red"), lamp(title="", option1_value="Blue", sku="L-2")
    others = [lamp(handle=f"chair-{n}", sku=f"C-{n}") for n in range(4)]
    assert merchant.brings(*others[:2], red, blue, *others[2:]).code == 0
    blue_first = lamp(option1_name="Colour", option1_value="Blue"), lamp(title="", option1_value="Red", sku="L-2")
    changed = [chair | {"Title": "Armchair"} for chair in others]
    done = merchant.brings(*changed[:2], *blue_first, *changed[2:])
    assert (done.code, done.codes) == (2, [(4, "import_conflict")])
    assert Product.objects.filter(title="Armchair").count() == 4
    assert Variant.objects.get(sku="L-1").option_values == ["Red"]


def test_a_sku_that_moved_to_a_new_variant_moves(merchant: Merchant) -> None:
    """What had it takes the values the file has for it now; nobody loses price or stock to another."""
    merchant.brings(lamp(option1_name="Colour", option1_value="Red"))
    old = Variant.objects.get().pk
    red = lamp(option1_name="Colour", option1_value="Red", sku="L-2", price="5")
    assert merchant.brings(red, lamp(title="", option1_value="Green", price="6")).code == 0
    prices = Price.objects.order_by("starts_at").values_list("variant__sku", "variant__option_values", "amount")
    assert {sku: (options, amount) for sku, options, amount in prices} == {
        "L-1": (["Green"], 600),
        "L-2": (["Red"], 500),
    }
    assert Variant.objects.get(sku="L-1").pk == old
    merchant.brings(red | {"Variant SKU": "L-3"}, lamp(title="", option1_value="Green", price="6"))
    assert set(Variant.objects.values_list("sku", flat=True)) == {"L-1", "L-3"}


def test_the_same_file_again_writes_nothing(merchant: Merchant) -> None:
    file = merchant.file(lamp(tags="a, b", image_src="https://cdn.example/1.jpg"), lamp(handle="chair", sku="C-1"))
    merchant.imports(file)
    before = shop_state()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        done = merchant.imports(file)
    assert "Products: 0 new, 0 changed, 2 already so, 0 left out." in done.said
    assert shop_state() == before
    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in writes if "imports_importrun" not in sql] == []


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "Great Lamp"},
        {"price": "18.99"},
        {"compare_at_price": "30"},
        {"inventory_tracker": "shopify", "inventory_qty": "3"},
        {"type": "Outdoor"},
        {"tags": "brass"},
        {"grams": "5"},
        {"image_src": "https://cdn.example/lamp.jpg"},
        {"status": "draft"},
    ],
)
def test_whatever_changes_is_brought_up_to_date_and_counted(merchant: Merchant, cells: dict[str, str]) -> None:
    chair = lamp(handle="chair", sku="C-1")
    merchant.brings(lamp(), chair)
    before = shop_state()
    done = merchant.brings(lamp(**cells), chair)
    assert "Products: 0 new, 1 changed, 1 already so, 0 left out." in done.said
    assert shop_state() != before


def test_a_dry_run_says_the_same_and_writes_nothing(merchant: Merchant) -> None:
    merchant.brings(lamp())
    before = shop_state()
    rows = (lamp(title="New Lamp"), lamp(handle="chair", sku="C-1", type="New"), lamp(handle="bad", price="x"))
    file = merchant.file(*rows, name="next.csv")
    rehearsed = merchant.imports(file, "--dry-run")
    assert shop_state() == before
    assert ImportRun.objects.count() == 1
    assert "Products: 1 new, 1 changed, 0 already so, 1 left out." in rehearsed.said
    assert "This was a dry run: nothing was written." in rehearsed.said
    real = merchant.imports(file)
    assert (rehearsed.code, rehearsed.report) == (real.code, real.report)
    assert real.said.splitlines()[1:] == [line for line in rehearsed.said.splitlines()[1:] if "dry run" not in line]


def test_the_report_goes_where_it_is_told_to(merchant: Merchant) -> None:
    file = merchant.file(lamp(price="x"))
    done = merchant.imports(file, "--report", "elsewhere.csv")
    assert (done.code, done.report) == (2, [])
    assert "price_unclear" in Path("elsewhere.csv").read_text()


def test_a_report_that_cannot_be_written_stops_everything_first(merchant: Merchant) -> None:
    file = merchant.file(lamp(price="x"), lamp(handle="chair"))
    for path in ("no/such/folder.csv", ".", str(file)):
        done = merchant.imports(file, "--report", path)
        assert (done.code, len(done.said.splitlines())) == (1, 1)
    assert not Product.objects.exists()
    assert file.read_text().startswith("Handle")


def test_an_earlier_report_does_not_outlive_a_clean_import(merchant: Merchant) -> None:
    assert merchant.brings(lamp(price="x")).report
    assert merchant.brings(lamp()).report == []


def test_prices_are_in_a_currency_of_the_shop(merchant: Merchant, settings: object) -> None:
    file = merchant.file(lamp(price="1980"))
    assert merchant.imports(file, "--currency", "XXX").said.startswith("This shop does not sell in XXX")
    settings.SHOP_CURRENCIES = ("EUR", "JPY")  # type: ignore[attr-defined]  # pytest-django's own wrapper
    assert merchant.imports(file, "--currency", "JPY").code == 0
    price = Price.objects.get()
    assert (price.price_list.currency, price.amount) == ("JPY", 1980)
