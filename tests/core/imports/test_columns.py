"""Headers: Shopify's of today and of before, however merchants have come to write them."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports.rules.columns import SPELLINGS, find_columns, known_headers, words
from core.imports.types import Cells, FileFault, FileRefused, Notice
from tests.core.imports.files import HEADERS, SAMPLE

# As Shopify's product template and exports have them since 2025.
CURRENT = (
    *("Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags"),
    *("Published on online store", "Status", "SKU", "Barcode", "Option1 name", "Option1 value", "Option1 Linked To"),
    *("Option2 name", "Option2 value", "Option2 Linked To", "Option3 name", "Option3 value", "Option3 Linked To"),
    *("Price", "Compare-at price", "Cost per item", "Charge tax", "Tax code", "Unit price total measure"),
    *("Unit price total measure unit", "Unit price base measure", "Unit price base measure unit", "Inventory tracker"),
    *("Inventory quantity", "Continue selling when out of stock", "Weight value (grams)", "Weight unit for display"),
    *("Requires shipping", "Fulfillment service", "Product image URL", "Image position", "Image alt text"),
    *("Variant image URL", "Gift card", "SEO title", "SEO description", "Google Shopping / Google product category"),
    *("Color (product.metafields.shopify.color-pattern)", "Google Shopping / MPN", "Price / International"),
    *("Compare-at price / International", "Included / Germany"),
)
NOT_OF_TODAY = {"weight"}


def test_all_of_todays_headers_are_known_and_none_is_remarked_upon() -> None:
    columns = find_columns(CURRENT, line=1)
    assert set(Cells._fields) - columns.names.keys() == NOT_OF_TODAY
    assert columns.remarks == ()
    assert known_headers(CURRENT) == len(CURRENT)


def test_so_are_those_of_before() -> None:
    columns = find_columns(HEADERS, line=1)
    assert set(Cells._fields) - columns.names.keys() == {"weight", "product_category"}
    assert columns.remarks == ()


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"Shopify's sample is not at {SAMPLE}: nothing was proved of it")
def test_so_are_those_of_shopifys_own_sample() -> None:
    with SAMPLE.open(newline="") as file:
        assert find_columns(next(csv.reader(file)), line=1).remarks == ()


def test_every_meaning_has_its_own_spellings() -> None:
    assert set(SPELLINGS) == set(Cells._fields)
    spellings = [spelling for those in SPELLINGS.values() for spelling in those]
    assert len(spellings) == len(set(spellings))
    assert [spelling for spelling in spellings if words(spelling) != spelling] == []


@pytest.mark.parametrize(
    "header", ["Variant Price", "variant price", "VARIANT_PRICE", "Ｖariant Price", "Variant-Price"]
)
def test_case_and_what_stands_between_the_words_do_not_matter(header: str) -> None:
    columns = find_columns(["Handle", header], line=1)
    assert columns.cells(["lamp", " 9.99 "]).price == "9.99"
    assert columns.name("price") == header
    assert columns.remarks == ()


def test_padded_unknown_and_doubled_headers_are_reported() -> None:
    columns = find_columns(
        ["Handle", "\ufeff Price ", "Colour of my eyes", "Variant Price", "", "Cost per item"], line=3
    )
    said = [(remark.line, remark.code, remark.column) for remark in columns.remarks]
    assert said == [
        (3, Notice.HEADER_PADDED, "Price"),
        (3, Notice.HEADER_UNKNOWN, "Colour of my eyes"),
        (3, Notice.HEADER_TWICE, "Variant Price"),
    ]
    assert columns.cells(["lamp", "1", "blue", "2", "", "3"]).price == "1"


@pytest.mark.parametrize(
    ("headers", "missing"),
    [
        (["Title", "Vendor"], "Price"),
        (["Price", "SKU"], "Handle or Title"),
        (["Foo"], "Handle or Title and Price"),
        ([], "Handle or Title and Price"),
    ],
)
def test_a_file_without_what_makes_a_product_is_refused(headers: list[str], missing: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        find_columns(headers, line=1)
    assert (refusal.value.fault, refusal.value.details["missing"]) == (FileFault.HEADERS_MISSING, missing)


@given(st.lists(st.text(max_size=12)), st.lists(st.text(max_size=12)))
def test_whatever_else_stands_there(headers: list[str], cells: list[str]) -> None:
    """A record of any length says which product it belongs to; one of the right length says all."""
    columns = find_columns(["Handle", "Price", *headers], line=1)
    row = [*cells, *[""] * columns.width][: columns.width]
    read = columns.cells(list(row))
    assert (read.handle, read.price) == (row[0].strip(), row[1].strip())
    assert columns.handle(cells) == (row[0].strip() or read.title)
